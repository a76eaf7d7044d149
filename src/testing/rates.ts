import { describe, expect, test } from '@jest/globals'
import type { Rates } from '../contracts/fleet.ts'

/** The promises of the Rates port. Every implementation passes the same suite. */
export function testRates(name: string, create: () => Rates): void {
  let limits = 0
  const limit = (points: number, seconds: number) => create().limit(`suite-${name}-${limits++}`, { points, seconds })

  describe(`rates counted ${name}`, () => {
    test('let so many through, and say how many are left and for how long', async () => {
      const calls = limit(2, 60)
      expect(calls.points).toBe(2)
      const taken = [await calls.take('ada'), await calls.take('ada'), await calls.take('ada')]
      expect(taken.map(({ allowed, left }) => [allowed, left])).toEqual([
        [true, 1],
        [true, 0],
        [false, 0],
      ])
      for (const { resetMs } of taken) {
        expect(resetMs).toBeGreaterThan(30_000)
        expect(resetMs).toBeLessThanOrEqual(60_000)
      }
    })

    test('count everybody for themselves', async () => {
      const calls = limit(1, 60)
      expect((await calls.take('ada')).allowed).toBe(true)
      expect((await calls.take('grace')).allowed).toBe(true)
      expect((await calls.take('ada')).allowed).toBe(false)
    })

    test('begin anew when the window is over', async () => {
      const calls = limit(1, 1)
      expect((await calls.take('ada')).allowed).toBe(true)
      const { allowed, resetMs } = await calls.take('ada')
      expect(allowed).toBe(false)
      await new Promise((resolve) => setTimeout(resolve, resetMs + 50))
      expect((await calls.take('ada')).allowed).toBe(true)
    })

    test('of two limits with different names do not know of each other', async () => {
      const [one, other] = [limit(1, 60), limit(1, 60)]
      expect((await one.take('ada')).allowed).toBe(true)
      expect((await other.take('ada')).allowed).toBe(true)
    })
  })
}
