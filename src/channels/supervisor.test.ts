import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { listenDefaults } from '../config/defaults.ts'
import type { Adapter } from '../contracts/channel.ts'
import { Busy, Unauthorized } from '../contracts/errors.ts'
import type { Log } from '../contracts/log.ts'
import type { Channel } from '../contracts/tenant.ts'
import { alone } from '../fleet/alone.ts'
import { createSupervisor, type ListenHost } from './supervisor.ts'

type Listen = (channel: Channel, signal: AbortSignal) => AsyncIterable<readonly unknown[]>

const channel = (id: string, updatedAt = '1') => ({ id, updatedAt, platform: 'telegram' }) as Channel // the rest is nothing to the supervisor

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

const soon = () => jest.advanceTimersByTimeAsync(0)
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms)

/** What a platform gives until it is told to end. */
async function* forever(signal: AbortSignal): AsyncIterable<readonly unknown[]> {
  yield* []
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** A supervisor whose platform and database do as the test says, and what it did. */
function supervised(listen: Listen, host: Partial<ListenHost> = {}) {
  const kept: unknown[] = []
  const logged: string[] = []
  const owners = new Map<string, number>()
  let connects = 0
  let mostOwners = 0
  const write = (_bindings: unknown, message: string) => void logged.push(message)
  const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log }

  async function* owned(client: unknown, signal: AbortSignal): AsyncIterable<readonly unknown[]> {
    const one = client as Channel // what `connect` gave
    const count = (owners.get(one.id) ?? 0) + 1
    owners.set(one.id, count)
    mostOwners = Math.max(mostOwners, count)
    try {
      yield* listen(one, signal)
    } finally {
      owners.set(one.id, (owners.get(one.id) ?? 1) - 1)
    }
  }

  const supervisor = createSupervisor({
    connect: (client) => {
      connects++
      return Promise.resolve({ adapter: { listen: owned } as unknown as Adapter, client }) // nothing else of it is called
    },
    keep: (_channel, natives) => Promise.resolve(void kept.push(...natives)),
    unauthorized: () => Promise.resolve(),
    ownership: alone().ownership,
    log,
    random: () => 1,
    ...host,
  })
  return {
    supervisor,
    kept,
    logged,
    connects: () => connects,
    mostOwners: () => mostOwners,
    listened: () => [...owners].filter(([, count]) => count > 0).map(([id]) => id),
  }
}

describe('a channel that pulls', () => {
  test('has each batch kept before the next is asked for', async () => {
    const events: string[] = []
    const { supervisor } = supervised(
      async function* (_channel, signal) {
        for (const batch of ['a', 'b']) {
          events.push(`asked ${batch}`)
          yield [batch]
        }
        yield* forever(signal)
      },
      {
        async keep(_channel, [native]) {
          await new Promise((resolve) => setTimeout(resolve, 50))
          events.push(`kept ${String(native)}`)
        },
      },
    )
    await supervisor.update([channel('one')])
    await pass(1000)
    expect(events).toEqual(['asked a', 'kept a', 'asked b', 'kept b'])
    await supervisor.stop()
  })

  test('is listened to again when it ends, after a moment', async () => {
    const { supervisor, connects } = supervised(async function* () {
      yield* []
    })
    await supervisor.update([channel('one')])
    await soon()
    expect(connects()).toBe(1)
    await pass(listenDefaults.retryMs)
    expect(connects()).toBe(2)
    await supervisor.stop()
  })

  test('is listened to again when it breaks, after waits that grow to a bound, and anew after a batch', async () => {
    let works = false
    const { supervisor, connects, logged } = supervised(async function* () {
      if (works) yield ['a']
      throw new Error('broken')
    })
    const waits = async () => {
      const seen = []
      for (let i = 0; i < 9; i++) {
        const before = connects()
        let ms = 0
        for (; connects() === before; ms += 500) await pass(500)
        seen.push(ms)
      }
      return seen
    }
    await supervisor.update([channel('one')])
    await soon()
    const { retryMs, retryCapMs } = listenDefaults
    expect(await waits()).toEqual(Array.from({ length: 9 }, (_, i) => Math.min(retryCapMs, retryMs * 2 ** i)))
    works = true
    await pass(retryCapMs)
    works = false
    const before = connects()
    await pass(retryMs * 3)
    expect(connects()).toBeGreaterThanOrEqual(before + 1)
    expect(new Set(logged)).toEqual(new Set(['Listening broke off and is begun again.']))
    await supervisor.stop()
  })

  test('is left alone for as long as the platform asks', async () => {
    const { supervisor, connects } = supervised(async function* () {
      yield* []
      throw new Busy('Too many requests.', 90_000)
    })
    await supervisor.update([channel('one')])
    await pass(89_000)
    expect(connects()).toBe(1)
    await pass(2_000)
    expect(connects()).toBe(2)
    await supervisor.stop()
  })

  test('whose credentials are refused is marked and not begun again until it changes', async () => {
    const marked: string[] = []
    let refused = true
    const { supervisor, connects, listened } = supervised(
      async function* (_channel, signal) {
        if (refused) throw new Unauthorized('The token was revoked.')
        yield* forever(signal)
      },
      { unauthorized: (one, reason) => Promise.resolve(void marked.push(`${one.id}: ${reason}`)) },
    )
    await supervisor.update([channel('one')])
    await pass(600_000)
    await supervisor.update([channel('one')])
    await pass(600_000)
    expect([connects(), marked]).toEqual([1, ['one: The token was revoked.']])
    refused = false
    await supervisor.update([channel('one', '2')])
    await soon()
    expect(listened()).toEqual(['one'])
    await supervisor.stop()
  })

  test('that cannot even be marked ends nothing else', async () => {
    const { supervisor, logged } = supervised(
      async function* () {
        yield* []
        throw new Unauthorized('The token was revoked.')
      },
      { unauthorized: () => Promise.reject(new Busy('The database refuses writes.')) },
    )
    await supervisor.update([channel('one')])
    await soon()
    expect(logged).toEqual(['A channel whose credentials are refused could not be marked.'])
    await supervisor.stop()
  })

  test('gives a batch once: a database that is busy for a moment costs neither it nor the connection', async () => {
    let refusals = 3
    const kept: unknown[] = []
    const { supervisor, connects } = supervised(
      async function* (_channel, signal) {
        yield ['a']
        yield ['b']
        yield* forever(signal)
      },
      {
        keep: (_channel, natives) =>
          refusals-- > 0
            ? Promise.reject(new Busy('The backlog is full.', 200))
            : Promise.resolve(void kept.push(...natives)),
      },
    )
    await supervisor.update([channel('one')])
    await pass(5000)
    expect([connects(), kept]).toEqual([1, ['a', 'b']])
    await supervisor.stop()
  })

  test('has nothing confirmed that was not kept', async () => {
    const confirmed: string[] = []
    const listen: Listen = async function* () {
      for (const batch of ['a', 'b']) {
        yield [batch]
        confirmed.push(batch)
      }
    }
    const broken = supervised(listen, { keep: () => Promise.reject(new Error('a bug')) })
    await broken.supervisor.update([channel('one')])
    await pass(5000)
    expect(broken.connects()).toBeGreaterThan(1)
    const stopped = supervised(listen, { keep: () => Promise.reject(new Busy('full')) })
    await stopped.supervisor.update([channel('two')])
    await pass(5000)
    await stopped.supervisor.stop()
    await broken.supervisor.stop()
    expect(confirmed).toEqual([])
  })
})

describe('the channels that are listened to', () => {
  const endless: Listen = (_channel, signal) => forever(signal)
  /** Takes a second to notice that it should end. */
  const slow: Listen = async function* (_channel, signal) {
    yield* forever(signal)
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }

  test('are those that should be: new ones begin, removed ones end, changed ones begin anew, others go on', async () => {
    const { supervisor, connects, listened } = supervised(endless)
    await supervisor.update([channel('one'), channel('two')])
    await soon()
    expect(listened()).toEqual(['one', 'two'])
    await supervisor.update([channel('two', '2'), channel('three')])
    await soon()
    expect(listened()).toEqual(['two', 'three'])
    await supervisor.update([channel('two', '2'), channel('three')])
    await soon()
    expect([connects(), supervisor.size()]).toEqual([4, 2])
    await supervisor.stop()
    expect([listened(), supervisor.size()]).toEqual([[], 0])
  })

  test('have one owner each, however quickly they change', async () => {
    const { supervisor, mostOwners, listened } = supervised(slow)
    void supervisor.update([channel('one', '1')])
    await soon()
    void supervisor.update([channel('one', '2')])
    void supervisor.update([channel('one', '3')])
    const last = supervisor.update([channel('one', '4')])
    await pass(10_000)
    await last
    expect([mostOwners(), listened()]).toEqual([1, ['one']])
    void supervisor.stop()
    await pass(2000)
  })

  test('are what was asked for last', async () => {
    const { supervisor, listened } = supervised(slow)
    await supervisor.update([channel('one', '1')])
    await soon()
    void supervisor.update([channel('one', '2')])
    void supervisor.update([])
    await pass(5000)
    expect([listened(), supervisor.size()]).toEqual([[], 0])
  })

  test('end with a stop, and nothing begins after it, whatever was under way', async () => {
    const { supervisor, listened } = supervised(slow)
    await supervisor.update([channel('one', '1')])
    await soon()
    void supervisor.update([channel('one', '2')])
    const stopped = supervisor.stop()
    void supervisor.update([channel('two')])
    await pass(10_000)
    await stopped
    expect([listened(), supervisor.size()]).toEqual([[], 0])
  })

  test('hold up no stop when they do not end', async () => {
    const { supervisor, logged } = supervised(async function* () {
      yield* []
      await new Promise(() => undefined)
    })
    await supervisor.update([channel('one')])
    await soon()
    const stopped = supervisor.stop()
    await pass(listenDefaults.stopMs)
    await stopped
    expect(logged).toEqual(['Listening did not end when it was told to and is left behind.'])
  })
})
