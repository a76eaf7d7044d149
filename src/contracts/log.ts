export type LogBindings = Readonly<Record<string, unknown>>

/**
 * What an operator reads. Messages are constant sentences; what differs is in the bindings, so that lines can be counted
 * and searched. What looks like a secret is taken out, by name and by form; errors go under `error`.
 */
export interface Log {
  debug(bindings: LogBindings, message: string): void
  info(bindings: LogBindings, message: string): void
  warn(bindings: LogBindings, message: string): void
  error(bindings: LogBindings, message: string): void
  /** A log whose every line carries the bindings: one per tenant, one per turn. */
  child(bindings: LogBindings): Log
}
