/** One line of the report. */
export interface Finding {
  readonly bench: string
  readonly what: string
  readonly measured: string
  /** As it is written in the bench's first line. */
  readonly budget?: string
  /** Whether the budget was kept. */
  readonly kept?: boolean
}
