import { describe, expect, test } from '@jest/globals'
import type { ConversationId, TenantCode } from '../contracts/id.ts'
import type { Bell, BellOutcome, Scheduler } from '../contracts/ports.ts'

/** What the suite asks of a scheduler under test. `leaseMs` is short, so that a lost lease is seen. */
export interface SchedulerUnderTest {
  create(options: {
    readonly concurrency: number
    readonly perTenant: number
    readonly leaseMs: number
    readonly retryMs: number
  }): Promise<Scheduler>
}

const tenant = (code: string) => code as TenantCode // a test's own brand
const turn = (subject: string, code = 'acme'): Bell => ({
  kind: 'turn',
  tenant: tenant(code),
  subject: subject as ConversationId,
})
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Waits for something to become true, long enough for a loaded machine. */
async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 5) {
    if (waited > 8000) throw new Error('It did not become true.')
    await pause(5)
  }
}

/** The promises of the Scheduler port. Every implementation passes the same suite. */
export function testScheduler(name: string, { create }: SchedulerUnderTest): void {
  describe(`the scheduler ${name}`, () => {
    const schedulers: Scheduler[] = []
    const make = async (options: { concurrency?: number; perTenant?: number; leaseMs?: number } = {}) => {
      const scheduler = await create({ concurrency: 8, perTenant: 8, leaseMs: 5000, retryMs: 20, ...options })
      schedulers.push(scheduler)
      return scheduler
    }
    const stopAll = async () => {
      for (const scheduler of schedulers.splice(0)) await scheduler.drain(1000)
    }
    const isolated = (sentence: string, body: () => Promise<void>) =>
      test(sentence, async () => {
        try {
          await body()
        } finally {
          await stopAll()
        }
      })

    isolated('works once on a bell that was rung many times while it waited', async () => {
      const scheduler = await make()
      for (let i = 0; i < 20; i++) await scheduler.ring(turn('a'))
      let worked = 0
      scheduler.start(() => {
        worked++
        return Promise.resolve(undefined)
      })
      await until(() => worked > 0)
      await pause(60)
      expect(worked).toBe(1)
    })

    isolated('works again, and not at the same time, on a bell that was rung while its work ran', async () => {
      const scheduler = await make()
      let running = 0
      let most = 0
      let worked = 0
      scheduler.start(async () => {
        most = Math.max(most, ++running)
        await pause(20)
        running--
        worked++
        return undefined
      })
      await scheduler.ring(turn('a'))
      await until(() => running === 1)
      await Promise.all([1, 2, 3, 4, 5].map(async () => scheduler.ring(turn('a'))))
      await until(() => worked >= 2)
      await pause(100)
      expect(most).toBe(1)
      // A ring on its way when the work began again may be heard again: work that finds nothing to do is done.
      expect(worked).toBeLessThanOrEqual(3)
      const rested = worked
      await pause(60)
      expect(worked).toBe(rested)
    })

    isolated('keeps different kinds of bell of one conversation apart', async () => {
      const scheduler = await make()
      const kinds: string[] = []
      scheduler.start(({ kind }) => Promise.resolve(void kinds.push(kind)))
      await scheduler.ring(turn('a'))
      await scheduler.ring({ ...turn('a'), kind: 'send' })
      await until(() => kinds.length === 2)
      expect(kinds.sort()).toEqual(['send', 'turn'])
    })

    isolated(
      'holds a delayed bell back, and an earlier ring moves it forward but a later one not backward',
      async () => {
        const scheduler = await make()
        const worked: string[] = []
        scheduler.start(({ subject }) => Promise.resolve(void worked.push(subject)))
        await scheduler.ring(turn('held'), 60_000)
        await scheduler.ring(turn('forward'), 60_000)
        await scheduler.ring(turn('forward'), 10)
        await scheduler.ring(turn('forward'), 60_000)
        await until(() => worked.includes('forward'))
        expect(worked).toEqual(['forward'])
      },
    )

    isolated('rings again after the time that the work asked for', async () => {
      const scheduler = await make()
      let worked = 0
      scheduler.start(() => Promise.resolve<BellOutcome>(++worked < 3 ? { againAfterMs: 10 } : undefined))
      await scheduler.ring(turn('a'))
      await until(() => worked === 3)
      await pause(60)
      expect(worked).toBe(3)
    })

    isolated('rings again when the work throws', async () => {
      const scheduler = await make()
      let worked = 0
      scheduler.start(() => (++worked === 1 ? Promise.reject(new Error('on purpose')) : Promise.resolve(undefined)))
      await scheduler.ring(turn('a'))
      await until(() => worked === 2)
      expect(worked).toBe(2)
    })

    isolated('never works on more than it may at once, in all and of one tenant', async () => {
      const scheduler = await make({ concurrency: 4, perTenant: 2 })
      const running = new Map<string, number>()
      let mostOfOne = 0
      let most = 0
      let worked = 0
      scheduler.start(async (bell) => {
        const now = (running.get(bell.tenant) ?? 0) + 1
        running.set(bell.tenant, now)
        mostOfOne = Math.max(mostOfOne, now)
        most = Math.max(
          most,
          [...running.values()].reduce((sum, one) => sum + one, 0),
        )
        await pause(5)
        running.set(bell.tenant, (running.get(bell.tenant) ?? 1) - 1)
        worked++
        return undefined
      })
      for (const code of ['one', 'two', 'three']) for (let i = 0; i < 10; i++) await scheduler.ring(turn(`c${i}`, code))
      await until(() => worked === 30)
      expect(mostOfOne).toBeLessThanOrEqual(2)
      expect(most).toBeLessThanOrEqual(4)
    })

    isolated('lets a tenant with one bell go before most of another tenant’s thousand', async () => {
      const scheduler = await make({ concurrency: 1 })
      let ofFlood = 0
      let before = -1
      for (let i = 0; i < 1000; i++) await scheduler.ring(turn(`c${i}`, 'flood'))
      await scheduler.ring(turn('only', 'quiet'))
      scheduler.start((bell) => {
        if (bell.tenant === 'quiet') before = ofFlood
        else ofFlood++
        return Promise.resolve(undefined)
      })
      await until(() => before >= 0)
      expect(before).toBeLessThan(50)
    })

    isolated('takes the bell from work that outlives its lease, tells it so, and works again', async () => {
      const scheduler = await make({ leaseMs: 50 })
      let worked = 0
      let aborted = false
      scheduler.start((_bell, { signal }) => {
        if (++worked > 1) return Promise.resolve(undefined)
        signal.addEventListener('abort', () => (aborted = true))
        return new Promise(() => undefined)
      })
      await scheduler.ring(turn('a'))
      await until(() => worked === 2)
      expect(aborted).toBe(true)
    })

    isolated('drains: lets what runs finish, begins nothing new, and aborts what takes too long', async () => {
      const scheduler = await make({ concurrency: 2 })
      let finished = 0
      let aborted = 0
      const begun: string[] = []
      scheduler.start(async ({ subject }, { signal }) => {
        begun.push(subject)
        if (subject === 'slow')
          await new Promise<void>((resolve) => {
            signal.addEventListener('abort', () => {
              aborted++
              resolve()
            })
          })
        else await pause(50)
        finished++
        return undefined
      })
      await scheduler.ring(turn('slow'))
      await scheduler.ring(turn('quick'))
      await until(() => begun.length === 2)
      await scheduler.ring(turn('late'))
      await scheduler.drain(200)
      await pause(30)
      expect({ finished, aborted, begun: begun.sort() }).toEqual({ finished: 2, aborted: 1, begun: ['quick', 'slow'] })
    })

    isolated('tells how many bells wait', async () => {
      const scheduler = await make()
      for (let i = 0; i < 7; i++) await scheduler.ring(turn(`c${i}`))
      expect(scheduler.waiting()).toBe(7)
      scheduler.start(() => Promise.resolve(undefined))
      await until(() => scheduler.waiting() === 0)
    })
  })
}
