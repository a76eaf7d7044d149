import { describe, expect, test } from '@jest/globals'
import { readChoices, writeChoices } from './choices.ts'
import { openDrawer } from './kept.ts'
import { openUnsent } from './unsent.ts'
import { verdictsIn, writeVerdicts } from './verdicts.ts'

/** As much of a browser's storage as is used. */
function storage(): Storage {
  const kept: Record<string, string> = {}
  const methods = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, text: string) => void (kept[key] = text),
    removeItem: (key: string) => void Reflect.deleteProperty(kept, key),
  }
  return new Proxy(kept, { get: (_, name) => Reflect.get(methods, name) }) as unknown as Storage
}
const blocked = (): Storage => {
  throw new Error('Access is denied for this document.')
}

describe('what a browser remembers', () => {
  test('is each chatbot’s own, and forgotten alone', () => {
    const place = storage()
    const [one, other] = [openDrawer('cb_one', () => place), openDrawer('cb_other', () => place)]
    one.set('visitor', 'a')
    other.set('visitor', 'b')
    expect(openDrawer('cb_one', () => place).get('visitor')).toBe('a')
    one.empty()
    expect([one.get('visitor'), other.get('visitor')]).toEqual([undefined, 'b'])
  })

  test('lives as long as the page where storage is blocked', () => {
    const drawer = openDrawer('cb_one', blocked)
    drawer.set('visitor', 'a')
    expect(drawer.get('visitor')).toBe('a')
    drawer.set('visitor', undefined)
    expect(drawer.get('visitor')).toBeUndefined()
  })

  test.each(['', 'nonsense', '[]', 'null', '{"theme":7,"language":"xx","figure":"no"}'])(
    'choices that are none (%s) are as if nothing had been chosen',
    (kept) => {
      const drawer = openDrawer('cb_one', blocked)
      drawer.set('choices', kept)
      expect(readChoices(drawer)).toEqual({ theme: 'auto', readAloud: false, figure: true, movement: true })
    },
  )

  test('choices and verdicts are found again', () => {
    const drawer = openDrawer('cb_one', blocked)
    const chosen = { theme: 'dark', language: 'ar', readAloud: true, figure: false, movement: false } as const
    writeChoices(drawer, chosen)
    writeVerdicts(drawer, { m1: 'up', m2: 'down' })
    expect(readChoices(drawer)).toEqual(chosen)
    expect(verdictsIn(drawer)).toEqual({ m1: 'up', m2: 'down' })
  })
})

test('what is unsent waits in memory where there is no database, in the order in which it was written', async () => {
  const unsent = openUnsent('cb_one', undefined)
  const message = (id: string, minute: number) => ({
    id,
    parts: [],
    at: new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString(),
  })
  await unsent.add(message('b', 2))
  await unsent.add(message('a', 1))
  expect((await unsent.all()).map(({ id }) => id)).toEqual(['a', 'b'])
  await unsent.remove('a')
  expect((await unsent.all()).map(({ id }) => id)).toEqual(['b'])
})
