import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Busy } from '../contracts/errors.ts'
import type { TenantCode } from '../contracts/id.ts'
import { createAdmission } from './admission.ts'

const limits = { requestsPerTick: 4, tickMs: 10, requestsUnderWay: 12, bytesUnderWay: 100 }

/** An admission whose turns of the event loop a test makes, and what began in which of them. */
function door() {
  let now = 0
  let next: (() => void) | undefined
  let tick = 0
  const began: { readonly tenant: string; readonly name: number; readonly tick: number }[] = []
  const ends: (() => void)[] = []
  const admit = createAdmission({ ...limits, clock: () => now, soon: (then) => void (next = then) })
  return {
    began,
    ends,
    get tick() {
      return tick
    },
    /** Work that takes so long until it waits for something. */
    send: (tenant: string, name: number, { ms = 1, bytes = 1 } = {}) =>
      admit(tenant as TenantCode, bytes, async () => {
        began.push({ tenant, name, tick })
        now += ms
        await new Promise<void>((resolve) => ends.push(resolve))
      }),
    /** False: nobody waits for another one. */
    turn(): boolean {
      const then = next
      next = undefined
      tick++
      then?.()
      return then !== undefined
    },
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Everything that began ends, whatever began meanwhile with it. */
async function finish({ ends, turn }: ReturnType<typeof door>): Promise<void> {
  for (let goesOn = true; goesOn;) {
    goesOn = turn()
    for (const end of ends.splice(0)) end()
    await settled()
    goesOn ||= ends.length > 0
  }
}

test('one request goes before nearly all of another tenant’s flood, in the turn in which it comes', async () => {
  const one = door()
  const flood = Array.from({ length: 10 }, (_, name) => one.send('flood', name))
  const calm = one.send('calm', 0)
  expect(one.began.map(({ tenant }) => tenant)).toEqual(['flood', 'flood', 'flood', 'flood', 'calm'])
  await finish(one)
  await Promise.all([...flood, calm])
})

test('what takes long is begun once a turn, and everybody’s first one all the same', async () => {
  const one = door()
  const all = ['a', 'a', 'b', 'a', 'b'].map((tenant, name) => one.send(tenant, name, { ms: 50 }))
  await finish(one)
  await Promise.all(all)
  expect(one.began.map(({ name, tick }) => [name, tick])).toEqual([
    [0, 0],
    [2, 0],
    [1, 1],
    [4, 1],
    [3, 2],
  ])
})

test('beyond its bounds a tenant is asked to come again, and another one is not', async () => {
  const one = door()
  const { requestsUnderWay, bytesUnderWay } = limits
  const flood = Array.from({ length: requestsUnderWay }, (_, name) => one.send('flood', name))
  const large = one.send('large', 0, { bytes: 2 * bytesUnderWay })
  await expect(one.send('flood', 99)).rejects.toBeInstanceOf(Busy)
  await expect(one.send('large', 99)).rejects.toMatchObject({ afterMs: expect.any(Number) })
  const calm = one.send('calm', 0)
  await finish(one)
  await Promise.all([...flood, large, calm])
  const again = [one.send('flood', 100), one.send('large', 100)]
  await finish(one)
  await Promise.all(again)
})

test('a failure is its own request’s alone, and gives its place back', async () => {
  const admit = createAdmission({ ...limits, requestsUnderWay: 1 })
  const fail = () => admit('acme' as TenantCode, 1, () => Promise.reject(new Error('no'))) // a test's own brand
  await expect(fail()).rejects.toThrow('no')
  await expect(fail()).rejects.toThrow('no')
})

test('whoever comes when and with how much: nothing is lost, each tenant’s order is kept, and no turn takes long', async () => {
  const arrivals = fc.array(
    fc.record({
      tenant: fc.constantFrom('a', 'b', 'c', 'd'),
      ms: fc.integer({ min: 0, max: 30 }),
      bytes: fc.integer({ min: 0, max: 40 }),
      turns: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 60 },
  )
  await fc.assert(
    fc.asyncProperty(arrivals, async (all) => {
      const one = door()
      const cameIn = new Map<number, number>()
      const came = all.map(({ tenant, ms, bytes, turns }, name) => {
        for (let index = 0; index < turns; index++) one.turn()
        cameIn.set(name, one.tick)
        return one.send(tenant, name, { ms, bytes }).then(
          () => 'done',
          (error: unknown) => (error instanceof Busy ? 'busy' : 'lost'),
        )
      })
      await finish(one)
      const outcomes = await Promise.all(came)
      expect(one.began).toHaveLength(outcomes.filter((outcome) => outcome === 'done').length)
      expect(outcomes).not.toContain('lost')
      for (const tenant of ['a', 'b', 'c', 'd']) {
        const names = one.began.filter((each) => each.tenant === tenant).map(({ name }) => name)
        expect(names).toEqual(names.toSorted((left, right) => left - right))
      }
      for (const ticked of Map.groupBy(one.began, ({ tick }) => tick).values()) {
        const spent = ticked.map(({ name }) => all[name]?.ms ?? 0)
        // Beyond its time no more than one round is under way: one of each tenant.
        const late = ticked.filter(
          (_, index) => spent.slice(0, index).reduce((sum, ms) => sum + ms, 0) >= limits.tickMs,
        )
        expect(late.length).toBeLessThanOrEqual(4 + 3)
        for (const group of Map.groupBy(ticked, ({ tenant }) => tenant).values())
          expect(group.length).toBeLessThanOrEqual(limits.requestsPerTick)
      }
      // Who has nothing waiting begins at once, whatever the others have.
      for (const { tenant, name, tick } of one.began) {
        const waits = one.began.some(
          (each) => each.tenant === tenant && each.name < name && each.tick >= (cameIn.get(name) ?? 0),
        )
        if (!waits) expect(tick).toBe(cameIn.get(name))
      }
    }),
  )
})
