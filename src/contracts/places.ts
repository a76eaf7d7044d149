/** Where a tenant's database and files may be: the data folder (`main`), or another volume. */
export interface PlaceView {
  readonly name: string
  readonly folder: string
  /** How many are there. */
  readonly tenants: number
}

/** `failed`: the tenant is where it was, and `problem` says why. */
export type MovePhase = 'copying' | 'switched' | 'done' | 'failed'

/** A tenant on its way from one place to another, or the last one it was on. */
export interface MoveView {
  readonly from: string
  readonly to: string
  readonly phase: MovePhase
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly endedAt?: number
  readonly problem?: string
  readonly report?: MoveReport
}

export interface MoveReport {
  /** Compared row by row, on both sides. */
  readonly tables: number
  readonly rows: number
  readonly files: number
  /** Copied. */
  readonly bytes: number
  /** How long nobody was let in, milliseconds. */
  readonly pauseMs: number
}

/**
 * What a host of tenants' databases does to take one over. A folder on another volume is one such host; a database server
 * would be another: what it copies live, how it catches up and how it compares is its own. Everything may be repeated.
 */
export interface Mover {
  /**
   * Copies while the tenant works, compares what was copied table by table, and catches up until what is left takes
   * milliseconds. Throws when the copy is not the original.
   */
  copy(): Promise<void>
  /** In the pause, when nobody writes: takes over the rest and compares once more. Throws as above. */
  verify(): Promise<Omit<MoveReport, 'pauseMs'>>
  /** After the platform's database says that the tenant is there: the old one is put aside, where nobody opens it. */
  switch(): Promise<void>
  /** The copy is removed; the tenant was never there. */
  rollback(): Promise<void>
}

/** Moves tenants, as the API and the command line see it. */
export interface Moves {
  /** The last one of the tenant. */
  of(tenant: string): MoveView | undefined
  /** Under way when it resolves. Throws Conflict while another is, NotFound for a place that is none. */
  begin(tenant: string, to: string): Promise<MoveView>
  /** Stops one under way; takes the tenant back where it came from after one. Throws Conflict where there is none. */
  rollback(tenant: string): Promise<MoveView>
}
