import { moveDefaults, tenancyDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import type { Tenant } from '../contracts/tenant.ts'

/** A tenant's scope as its keeper sees it. */
export interface Scoped {
  /** True when nothing waits, runs or listens: it may be closed. */
  idle(): boolean
  close(): Promise<void>
}

interface Kept<Scope> {
  readonly scope: Promise<Scope>
  /** Set once it is open. */
  open: Scope | undefined
  usedAt: number
}

/** Open tenants: opened at the first message, bounded in number, closed when idle, the longest unused first. */
export class Scopes<Scope extends Scoped> {
  readonly #open: (tenant: Tenant) => Promise<Scope>
  readonly #clock: () => number
  readonly #failed: (code: string, error: unknown) => void
  readonly #kept = new Map<string, Kept<Scope>>()
  readonly #closing = new Map<string, Promise<void>>()
  readonly #paused = new Map<string, Promise<void>>()

  /** `failed` is told of a scope that could not be closed when nobody waits for that. */
  constructor(
    open: (tenant: Tenant) => Promise<Scope>,
    clock: () => number = Date.now,
    failed: (code: string, error: unknown) => void = () => undefined,
  ) {
    this.#open = open
    this.#clock = clock
    this.#failed = failed
  }

  /** The scope when it is open already: the hot path. */
  get(code: string): Scope | undefined {
    const kept = this.#kept.get(code)
    if (kept === undefined) return undefined
    kept.usedAt = this.#clock()
    return kept.open
  }

  /** The scope when it is open, for its own work: that is no use of it, or no tenant would ever become idle. */
  peek(code: string): Scope | undefined {
    return this.#kept.get(code)?.open
  }

  /** Opens it, once for everyone who asks meanwhile. Throws Busy when the bound is reached and all of them work. */
  async open(tenant: Tenant): Promise<Scope> {
    const paused = this.#paused.get(tenant.code)
    if (paused !== undefined) await soon(paused)
    // Never two scopes of one tenant: by the time one is closed, another may have been opened and be closing in its turn.
    while (this.#closing.has(tenant.code)) await this.#closing.get(tenant.code)?.catch(() => undefined)
    const before = this.#kept.get(tenant.code)
    if (before !== undefined) {
      before.usedAt = this.#clock()
      return before.scope
    }
    if (this.#kept.size >= tenancyDefaults.openScopes && !this.#closeOldest()) {
      throw new Busy(`All ${tenancyDefaults.openScopes} open tenants are at work.`, tenancyDefaults.crowdedRetryMs)
    }
    const kept: Kept<Scope> = { scope: this.#open(tenant), open: undefined, usedAt: this.#clock() }
    this.#kept.set(tenant.code, kept)
    try {
      kept.open = await kept.scope
      return kept.open
    } catch (error) {
      if (this.#kept.get(tenant.code) === kept) this.#kept.delete(tenant.code)
      throw error
    }
  }

  /** From now on nobody opens it until what is given back is called: who asks waits a while, and is told to come back. */
  pause(code: string): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#paused.set(code, promise)
    return () => {
      this.#paused.delete(code)
      resolve()
    }
  }

  /** Closes what nobody used for a while. */
  sweep(): void {
    const before = this.#clock() - tenancyDefaults.scopeIdleMs
    for (const [code, { open, usedAt }] of this.#kept) {
      if (open !== undefined && usedAt < before && open.idle()) this.#closeAlone(code)
    }
  }

  async close(code: string): Promise<void> {
    const kept = this.#kept.get(code)
    if (kept === undefined) return this.#closing.get(code)
    this.#kept.delete(code)
    const closed = kept.scope.then(
      (scope) => scope.close(),
      // It never opened, as those were told who asked for it.
      () => undefined,
    )
    const closing = closed.finally(() => this.#closing.delete(code))
    this.#closing.set(code, closing)
    return closing
  }

  /** Every one of them, whatever becomes of the others. Throws an AggregateError of what went wrong. */
  async closeAll(): Promise<void> {
    const closing = [...this.#closing.values(), ...[...this.#kept.keys()].map((code) => this.close(code))]
    const errors: unknown[] = []
    for (const one of await Promise.allSettled(closing)) if (one.status === 'rejected') errors.push(one.reason)
    if (errors.length > 0) throw new AggregateError(errors, `${errors.length} tenants could not be closed.`)
  }

  *all(): Iterable<Scope> {
    for (const { open } of this.#kept.values()) if (open !== undefined) yield open
  }

  get size(): number {
    return this.#kept.size
  }

  #closeOldest(): boolean {
    let oldest: string | undefined
    // Whoever asked a moment ago may still be at it.
    let oldestUse = this.#clock() - tenancyDefaults.scopeHeldMs
    for (const [code, { open, usedAt }] of this.#kept) {
      if (open !== undefined && usedAt < oldestUse && open.idle()) [oldest, oldestUse] = [code, usedAt]
    }
    if (oldest === undefined) return false
    this.#closeAlone(oldest)
    return true
  }

  #closeAlone(code: string): void {
    this.close(code).catch((error: unknown) => {
      this.#failed(code, error)
    })
  }
}

/** Throws Busy when it takes longer than anybody should wait. */
async function soon(paused: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>()
  const tooLong = () => late.reject(new Busy('The tenant is being moved.', moveDefaults.retryAfterMs))
  const timer = setTimeout(tooLong, moveDefaults.waitMs)
  try {
    await Promise.race([paused, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
