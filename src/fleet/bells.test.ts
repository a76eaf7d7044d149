import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import { startRedis, type OwnRedis } from '../../test/parts/redis.ts'
import { fleetDefaults } from '../config/defaults.ts'
import type { ConversationId, TenantCode } from '../contracts/id.ts'
import type { Bell, Scheduler } from '../contracts/ports.ts'
import { createScheduler } from '../pipeline/queue.ts'
import { testScheduler } from '../testing/scheduler.ts'
import { openSharedBells } from './bells.ts'
import { openLeases, type Lease, type Leases } from './leases.ts'
import { connectRedis } from './redis.ts'

let redis: OwnRedis
let names = 0
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.close())

const lanes = { concurrency: 8, perTenant: 8, leaseMs: 5000, retryMs: 20 }

testScheduler('of a fleet', {
  create: (options) =>
    openSharedBells({
      redisUrl: redis.url,
      name: `suite-${names++}`,
      lanes: createScheduler(options),
      retryMs: options.retryMs,
      onError: () => undefined,
    }),
})

describe('processes that share bells', () => {
  const open: Scheduler[] = []
  const silences: number[] = []
  const join = async (name: string, leaseMs = 1000): Promise<Scheduler> => {
    const scheduler = await openSharedBells({
      redisUrl: redis.url,
      name,
      lanes: createScheduler(lanes),
      retryMs: 20,
      leaseMs,
      onError: () => undefined,
      onSilence: (bells) => void silences.push(bells),
    })
    open.push(scheduler)
    return scheduler
  }
  const bell = (subject: string, tenant = 'acme'): Bell => ({
    kind: 'turn',
    tenant: tenant as TenantCode, // a test's own brand
    subject: subject as ConversationId,
  })
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  const until = async (condition: () => boolean | Promise<boolean>, withinMs = 12_000) => {
    for (const end = performance.now() + withinMs; !(await condition());) {
      if (performance.now() > end) throw new Error('It did not become true.')
      await pause(10)
    }
  }
  const together = (sentence: string, body: (name: string) => Promise<void>) =>
    test(sentence, async () => {
      try {
        await body(`shared-${names++}`)
      } finally {
        await Promise.all(open.splice(0).map((scheduler) => scheduler.drain(500)))
      }
    })

  together('never work on one conversation at once, and work on all of them', async (name) => {
    const workers = await Promise.all([join(name), join(name), join(name)])
    const running = new Set<string>()
    const worked = new Map<string, number>()
    let clashes = 0
    for (const worker of workers) {
      worker.start(async ({ subject }) => {
        if (running.has(subject)) clashes++
        running.add(subject)
        await pause(3)
        running.delete(subject)
        worked.set(subject, (worked.get(subject) ?? 0) + 1)
        return undefined
      })
    }
    const subjects = Array.from({ length: 40 }, (_, index) => `c${index}`)
    for (let round = 0; round < 3; round++) {
      for (const [index, subject] of subjects.entries()) void workers[index % 3]!.ring(bell(subject))
      await pause(10)
    }
    await until(() => worked.size === subjects.length)
    await pause(100)
    expect(clashes).toBe(0)
  })

  together('leave what a turn said to the one that worked on it: it may have begun to show it', async (name) => {
    const workers = await Promise.all([join(name), join(name), join(name)])
    const turns = new Map<string, Scheduler>()
    const sends = new Map<string, Scheduler>()
    for (const worker of workers) {
      worker.start(async ({ kind, subject, tenant }) => {
        if (kind === 'turn') await worker.ring({ kind: 'send', tenant, subject })
        ;(kind === 'turn' ? turns : sends).set(subject, worker)
        return undefined
      })
    }
    for (let index = 0; index < 60; index++) void workers[0].ring(bell(`c${index}`))
    await until(() => sends.size === 60)
    for (const [subject, worker] of sends) expect(worker).toBe(turns.get(subject))
    expect(new Set(turns.values()).size).toBeGreaterThan(1)
  })

  together('take over from one that died, as soon as its lease has ended, and know that it died', async (name) => {
    const connection = connectRedis(redis.url)
    await connection.connect()
    const dying = openLeases(connection, name, 300)
    await until(async () => typeof (await dying.take('turn:acme:a')) !== 'string')
    // It says nothing any more, and what it held stays held.
    dying.close()
    connection.disconnect()
    const heir = await join(name, 300)
    const worked: boolean[] = []
    heir.start((_bell, { unclean }) => Promise.resolve(void worked.push(unclean)))
    await heir.ring(bell('a'))
    await until(() => worked.length === 1)
    await heir.ring(bell('a'))
    await until(() => worked.length === 2)
    expect(worked).toEqual([true, false])
  })

  together('give no lease that somebody may still believe to hold, when Redis was emptied', async (name) => {
    const connection = connectRedis(redis.url)
    await connection.connect()
    const [one, other] = [openLeases(connection, name, 400), openLeases(connection, name, 400)]
    try {
      const held: Lease[] = []
      const take = async (leases: Leases) => {
        const lease = await leases.take('a')
        if (typeof lease !== 'string') held.push(lease)
        return typeof lease !== 'string'
      }
      await until(() => take(one))
      await connection.flushall()
      let overlaps = 0
      await until(async () => {
        const isTaken = await take(other)
        if (isTaken && held[0]?.holds() === true) overlaps++
        return isTaken
      })
      expect(overlaps).toBe(0)
      expect(held[0]?.lost.aborted).toBe(true)
    } finally {
      for (const leases of [one, other]) leases.close()
      connection.disconnect()
    }
  })

  together('pass on what one of them took and had no time to begin', async (name) => {
    const leaving = await join(name)
    const begun: string[] = []
    leaving.start(async ({ subject }) => {
      begun.push(subject)
      await pause(150)
      return undefined
    })
    for (let index = 0; index < 40; index++) void leaving.ring(bell(`c${index}`))
    await until(() => begun.length === 8)
    await leaving.drain(2000)
    const staying = await join(name)
    staying.start(({ subject }) => Promise.resolve(void begun.push(subject)))
    await until(() => new Set(begun).size === 40)
    expect(begun).toHaveLength(40)
  })

  together('let a tenant with one bell go before most of another’s backlog, however it came', async (name) => {
    const ringing = await join(name)
    for (let index = 0; index < 2000; index++) void ringing.ring(bell(`c${index}`, 'flood'))
    await ringing.ring(bell('last', 'flood'))
    await ringing.ring(bell('only', 'quiet'))
    const worker = await join(name)
    const order: string[] = []
    worker.start(({ tenant }) => {
      order.push(tenant)
      return Promise.resolve(undefined)
    })
    await until(() => order.includes('quiet'))
    expect(order.indexOf('quiet')).toBeLessThan(600)
    // None is left behind on the way from the queue into the lanes.
    await until(() => order.length === 2002)
  })

  together('let a tenant with one bell go before what another has waiting in the process already', async (name) => {
    const worker = await join(name)
    const order: string[] = []
    worker.start(async ({ tenant }) => {
      order.push(tenant)
      await pause(20)
      return undefined
    })
    const { ahead } = fleetDefaults
    for (let index = 0; index < 3 * ahead; index++) void worker.ring(bell(`c${index}`, 'flood'))
    // Of what is left all that fits waits in the process.
    await until(() => order.length > ahead)
    const before = order.length
    await worker.ring(bell('only', 'quiet'))
    await until(() => order.includes('quiet'))
    expect(order.indexOf('quiet') - before).toBeLessThan(ahead / 2)
    await until(() => order.length === 3 * ahead + 1)
  })

  together('go on after Redis has forgotten everything', async (name) => {
    const worker = await join(name)
    const worked: string[] = []
    worker.start(({ subject }) => Promise.resolve(void worked.push(subject)))
    await worker.ring(bell('before'))
    await until(() => worked.length === 1)
    const admin = new Redis(redis.url)
    await admin.flushall()
    admin.disconnect()
    await worker.ring(bell('after'))
    await until(() => worked.includes('after'))
    expect(worked).toEqual(['before', 'after'])
  })

  together('keep nobody waiting who rings while Redis is away, and go on when it is back', async (name) => {
    const worker = await join(name)
    const worked: string[] = []
    worker.start(({ subject }) => Promise.resolve(void worked.push(subject)))
    await worker.ring(bell('before'))
    await until(() => worked.length === 1)
    silences.length = 0
    await redis.stop()
    const began = performance.now()
    await Promise.all([worker.ring(bell('lost')), worker.ring(bell('delayed'), 50)])
    expect(performance.now() - began).toBeLessThan(3000)
    expect(silences.reduce((sum, one) => sum + one, 0)).toBe(2)
    await redis.start()
    // What was not rung is what the sweep is for.
    for (let tries = 0; tries < 100 && !worked.includes('after'); tries++) {
      await worker.ring(bell('after'))
      await pause(100)
    }
    expect(worked).toContain('after')
  })
})
