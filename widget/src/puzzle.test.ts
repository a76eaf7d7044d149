import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { firstWord, solve } from './puzzle.ts'

const digest = async (text: string) =>
  new DataView(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).getInt32(0)

test('its hash is SHA-256, whatever the length', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: fc.constantFrom('a', 'f', '0', '9', '.'), maxLength: 200 }), async (text) => {
      expect(firstWord(text)).toBe(await digest(text))
    }),
  )
})

test('a solution is the challenge with digits that make its hash begin with so many zero bits', async () => {
  const solution = await solve({ challenge: 'c'.repeat(80), bits: 10 })
  expect(solution).toMatch(/^c{80}\.\d+$/)
  expect(Math.clz32(await digest(solution))).toBeGreaterThanOrEqual(10)
})
