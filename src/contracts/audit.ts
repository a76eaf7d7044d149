import type { TenantKey } from './id.ts'
import type { Page } from './page.ts'

/** Who did what to what, from where. */
export interface AuditEvent {
  /** Milliseconds since 1970. */
  readonly at: number
  /** undefined: it concerns the platform. */
  readonly tenant: TenantKey | undefined
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string }
  /** Method and pattern of the route: `PUT /chatbots/:id`. */
  readonly action: string
  /** What the pattern's names stood for. */
  readonly target: Readonly<Record<string, string>>
  /** IP address of the caller. */
  readonly address: string
  readonly requestId: string
  /** What it was, and what it is now, as the API shows it: without secrets. */
  readonly before: unknown
  readonly after: unknown
}

export interface AuditEntry extends AuditEvent {
  /** Counts from 1 without a gap. */
  readonly seq: number
  /** SHA-256 (hex) of the entry and of the hash before it: who changes one must change all that follow. */
  readonly hash: string
}

/** Where a chain is broken, and how. */
export interface AuditProblem {
  readonly seq: number
  readonly problem: string
}

/** Only ever added to. */
export interface AuditLog {
  /** Durable when it resolves. */
  add(event: AuditEvent): Promise<void>
  /** Newest first; of one tenant, or of everything. */
  list(tenant: TenantKey | 'all', limit: number, cursor?: string): Promise<Page<AuditEntry>>
  /**
   * Walks the whole chain; the first entry that does not fit. `emptied`: entries past their days, of which the hash is
   * left: what they said nobody can check any more.
   */
  verify(): {
    readonly entries: number
    readonly emptied: number
    readonly head: string
    readonly problem: AuditProblem | undefined
  }
  /** Empties a tenant’s entries from before a moment, some at a time; how many. */
  forget(tenant: TenantKey, before: number): Promise<number>
}
