import { beforeEach, describe, expect, test } from '@jest/globals'
import { tenancyDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import type { Tenant } from '../contracts/tenant.ts'
import { Scopes } from './open-scopes.ts'

const tenant = (code: string) => ({ code }) as Tenant // the rest of it is nothing to the keeper
const { openScopes, scopeIdleMs, scopeHeldMs } = tenancyDefaults

/** A promise that is settled from outside. */
function gate() {
  let open: () => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const passed = new Promise<void>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { passed, open, fail }
}

let now: number
let isIdle: boolean
let events: string[]
let failures: string[]
let opening: () => Promise<void>
let closing: () => Promise<void>
let alive: Map<string, number>
let mostAlive: number
let scopes: ReturnType<typeof newScopes>

function newScopes() {
  return new Scopes(
    async ({ code }) => {
      events.push(`open ${code}`)
      const count = (alive.get(code) ?? 0) + 1
      alive.set(code, count)
      mostAlive = Math.max(mostAlive, count)
      try {
        await opening()
      } catch (error) {
        alive.set(code, count - 1)
        throw error
      }
      return {
        code,
        idle: () => isIdle,
        async close() {
          events.push(`close ${code}`)
          await closing()
          alive.set(code, (alive.get(code) ?? 1) - 1)
        },
      }
    },
    () => now,
    (code, error) => failures.push(`${code}: ${String(error)}`),
  )
}

beforeEach(() => {
  now = 1_000_000
  isIdle = true
  events = []
  failures = []
  alive = new Map()
  mostAlive = 0
  opening = () => Promise.resolve()
  closing = () => Promise.resolve()
  scopes = newScopes()
})

describe('a tenant’s scope', () => {
  test('is opened by the first who asks, once for all who ask meanwhile', async () => {
    expect(scopes.get('acme')).toBeUndefined()
    const [one, two] = await Promise.all([scopes.open(tenant('acme')), scopes.open(tenant('acme'))])
    expect(one).toBe(two)
    expect(scopes.get('acme')).toBe(one)
    expect([...scopes.all()]).toEqual([one])
    expect(events).toEqual(['open acme'])
  })

  test('that is still opening is not there yet for those who cannot wait', async () => {
    const { passed, open } = gate()
    opening = () => passed
    const asked = scopes.open(tenant('acme'))
    expect(scopes.get('acme')).toBeUndefined()
    expect([...scopes.all()]).toEqual([])
    open()
    expect(scopes.get('acme')).toBeUndefined()
    expect(await asked).toBe(scopes.get('acme'))
  })

  test('that could not be opened is tried again by the next who asks; all who asked are told', async () => {
    opening = () => Promise.reject(new Error('no such file'))
    const asked = await Promise.allSettled([scopes.open(tenant('acme')), scopes.open(tenant('acme'))])
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(scopes.size).toBe(0)
    opening = () => Promise.resolve()
    expect(await scopes.open(tenant('acme'))).toMatchObject({ code: 'acme' })
  })

  test('that is closed while it opens is closed when it is open', async () => {
    const { passed, open } = gate()
    opening = () => passed
    const asked = scopes.open(tenant('acme'))
    const closed = scopes.close('acme')
    open()
    await Promise.all([asked, closed])
    expect(events).toEqual(['open acme', 'close acme'])
    expect(alive.get('acme')).toBe(0)
  })

  test('that fails to open while it is closed leaves nothing behind', async () => {
    const { passed, fail } = gate()
    opening = () => passed
    const asked = scopes.open(tenant('acme'))
    const closed = scopes.close('acme')
    fail(new Error('no such file'))
    await expect(asked).rejects.toThrow('no such file')
    await closed
    opening = () => Promise.resolve()
    await scopes.open(tenant('acme'))
    expect(scopes.size).toBe(1)
  })

  test('exists once, however it is opened and closed at the same time', async () => {
    const work = Array.from({ length: 60 }, (_, i) =>
      i % 3 === 0
        ? scopes.close('acme')
        : scopes.open(tenant('acme')).then(() => (i % 5 === 0 ? scopes.close('acme') : undefined)),
    )
    await Promise.all(work)
    expect(mostAlive).toBe(1)
    await scopes.closeAll()
    expect(alive.get('acme')).toBe(0)
  })

  test('that is asked for while it closes is opened anew afterwards, also when closing failed', async () => {
    await scopes.open(tenant('acme'))
    const { passed, fail } = gate()
    closing = () => passed
    const closed = scopes.close('acme')
    const again = scopes.close('acme')
    const asked = scopes.open(tenant('acme'))
    expect(scopes.get('acme')).toBeUndefined()
    fail(new Error('still busy'))
    await expect(closed).rejects.toThrow('still busy')
    await expect(again).rejects.toThrow('still busy')
    expect(await asked).toMatchObject({ code: 'acme' })
    expect(events).toEqual(['open acme', 'close acme', 'open acme'])
  })
})

describe('open scopes', () => {
  test('are closed when nobody used them for a while and nothing goes on in them', async () => {
    await scopes.open(tenant('old'))
    now += scopeIdleMs
    await scopes.open(tenant('new'))
    scopes.sweep()
    expect(events).not.toContain('close old')
    now += 1
    isIdle = false
    scopes.sweep()
    expect(scopes.size).toBe(2)
    isIdle = true
    scopes.sweep()
    await scopes.open(tenant('old'))
    expect(events).toEqual(['open old', 'open new', 'close old', 'open old'])
    now += scopeIdleMs
    scopes.get('new')
    expect(scopes.peek('old')).toMatchObject({ code: 'old' })
    now += 1
    scopes.sweep()
    expect([...scopes.all()].map(({ code }) => code)).toEqual(['new'])
  })

  test('are bounded: the longest unused makes room, never one that is at work or was just asked for', async () => {
    for (let i = 0; i < openScopes; i++) {
      await scopes.open(tenant(`t${i}`))
      now += 1
    }
    isIdle = false
    now += scopeHeldMs
    await expect(scopes.open(tenant('more'))).rejects.toThrow(Busy)
    isIdle = true
    scopes.get('t0')
    await scopes.open(tenant('more'))
    expect(events.filter((event) => event.startsWith('close'))).toEqual(['close t1'])
    expect(scopes.size).toBe(openScopes)
    for (const { code } of scopes.all()) scopes.get(code)
    await expect(scopes.open(tenant('one more'))).rejects.toMatchObject({
      code: 'E_BUSY',
      afterMs: tenancyDefaults.crowdedRetryMs,
    })
    // Those that are open are served all the same.
    expect(await scopes.open(tenant('more'))).toMatchObject({ code: 'more' })
  })

  test('that nobody waits for and that cannot be closed are reported', async () => {
    await scopes.open(tenant('acme'))
    closing = () => Promise.reject(new Error('still busy'))
    now += scopeIdleMs + 1
    scopes.sweep()
    await scopes.close('acme').catch(() => undefined)
    await new Promise(setImmediate)
    expect(failures).toEqual(['acme: Error: still busy'])
  })

  test('are all closed at the end, whatever becomes of one of them', async () => {
    for (const code of ['a', 'b', 'c']) await scopes.open(tenant(code))
    const { passed, open } = gate()
    opening = () => passed
    const late = scopes.open(tenant('late'))
    closing = () => {
      closing = () => Promise.resolve()
      return Promise.reject(new Error('still busy'))
    }
    const closed = scopes.closeAll()
    open()
    await late
    await expect(closed).rejects.toThrow('1 tenants could not be closed.')
    expect(events.filter((event) => event.startsWith('close')).toSorted()).toEqual([
      'close a',
      'close b',
      'close c',
      'close late',
    ])
    expect(scopes.size).toBe(0)
  })
})
