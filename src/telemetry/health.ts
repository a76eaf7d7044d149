import { telemetryDefaults } from '../config/defaults.ts'
import type { Awaitable } from '../contracts/channel.ts'

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy'

export interface CheckReport {
  readonly status: HealthStatus
  /** A sentence; absent when healthy. */
  readonly reason?: string
  /** A sentence that says more, also when all is well. */
  readonly note?: string
}

export interface HealthReport extends CheckReport {
  readonly checks: Readonly<Record<string, CheckReport>>
}

export interface Health {
  /**
   * Adds a check. It resolves when all is well (to a note, where there is more to say), resolves to a sentence when it works with a limp (degraded), and throws
   * when it does not work: unhealthy, or degraded where the process is of use without it.
   */
  check(name: string, run: () => Awaitable<Limp>, options?: { readonly essential?: boolean }): void
  /** From now on unhealthy with this reason, whatever the checks say: no new work is wanted (draining). */
  notReady(reason: string): void
  /** The worst of the checks is the whole. Asked at the same time by many, the checks run once. */
  report(): Promise<HealthReport>
}

/** What a check found that did not throw. */
export type Limp = string | undefined | { readonly note: string }

type Check = () => Promise<CheckReport>

export function createHealth(checkMs: number = telemetryDefaults.checkMs): Health {
  const checks = new Map<string, Check>()
  let drained: string | undefined
  let running: Promise<HealthReport> | undefined

  async function runAll(): Promise<HealthReport> {
    const reports = await Promise.all([...checks].map(async ([name, run]) => [name, await run()] as const))
    const worst = reports.map(([, { status }]) => status)
    const status = worst.includes('unhealthy') ? 'unhealthy' : worst.includes('degraded') ? 'degraded' : 'healthy'
    return { status, checks: Object.fromEntries(reports) }
  }

  return {
    check(name, run, { essential = true } = {}) {
      checks.set(name, () => outcomeOf(run, checkMs, essential ? 'unhealthy' : 'degraded'))
    },
    notReady(reason) {
      drained = reason
    },
    async report() {
      running ??= runAll().finally(() => (running = undefined))
      const report = await running
      return drained === undefined ? report : { ...report, status: 'unhealthy', reason: drained }
    },
  }
}

async function outcomeOf(run: () => Awaitable<Limp>, limitMs: number, failure: HealthStatus): Promise<CheckReport> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`No answer within ${limitMs} ms.`)), limitMs)
  try {
    const reason = await Promise.race([Promise.resolve().then(run), late.promise])
    if (typeof reason === 'string') return { status: 'degraded', reason }
    return reason === undefined ? { status: 'healthy' } : { status: 'healthy', note: reason.note }
  } catch (error) {
    return { status: failure, reason: error instanceof Error ? error.message : String(error) }
  } finally {
    clearTimeout(timer)
  }
}
