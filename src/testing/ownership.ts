import { describe, expect, test } from '@jest/globals'
import type { Ownership } from '../contracts/fleet.ts'

/** The promises of the Ownership port to a process that nobody competes with. Every implementation passes the same suite. */
export function testOwnership(name: string, create: () => Promise<Ownership>): void {
  const forever = new AbortController().signal

  describe(`ownership ${name}`, () => {
    test('is given to who asks, and held until it is given back', async () => {
      const ownership = await create()
      const owned = await ownership.own('one', forever)
      expect(owned?.holds()).toBe(true)
      expect(owned?.lost.aborted).toBe(false)
      expect(ownership.owns('one')).toBe(true)
      await owned?.release()
    })

    test('can be had again after it was given back', async () => {
      const ownership = await create()
      await (await ownership.own('again', forever))?.release()
      const owned = await ownership.own('again', forever)
      expect(owned?.holds()).toBe(true)
      await owned?.release()
    })

    test('of many things is given all at once', async () => {
      const ownership = await create()
      const all = await Promise.all(Array.from({ length: 20 }, (_, index) => ownership.own(`many-${index}`, forever)))
      expect(all.map((owned) => owned?.holds())).toEqual(all.map(() => true))
      for (const owned of all) await owned?.release()
    })

    test('is not waited for by who wants it no longer', async () => {
      const ownership = await create()
      expect(await ownership.own('late', AbortSignal.abort(new Error('no longer')))).toBeUndefined()
    })
  })
}
