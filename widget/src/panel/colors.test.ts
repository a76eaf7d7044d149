import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { contrast, palette } from './colors.ts'

const color = fc.integer({ min: 0, max: 0xff_ff_ff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
const optional = fc.option(color, { nil: undefined })
const mode = fc.constantFrom('light', 'dark')

test('contrasts are those of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#ff0000', '#ff0000')).toBe(1)
})

test('whatever colours a tenant chose, words have a contrast of 4.5 and edges of 3', () => {
  fc.assert(
    fc.property(
      fc.record({ primary: optional, onPrimary: optional, background: optional, text: optional }),
      mode,
      (given, on) => {
        const colors = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
        const { ground, raised, ink, soft, accent, onAccent, accentInk, edge, alarm } = palette(colors, on)
        for (const words of [ink, soft, accentInk, alarm])
          for (const under of [ground, raised]) expect(contrast(words, under)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(onAccent, accent)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(edge, ground)).toBeGreaterThanOrEqual(3)
      },
    ),
    { numRuns: 2000 },
  )
})

test('a tenant’s colours are theirs where they can be read', () => {
  const own = palette({ primary: '#115e59', onPrimary: '#fffbe6', background: '#fffdf5', text: '#222222' }, 'light')
  expect(own).toMatchObject({ accent: '#115e59', onAccent: '#fffbe6', ground: '#fffdf5', ink: '#222222' })
  expect(palette({ primary: '#115e59', onPrimary: '#115e5a' }, 'light').onAccent).toBe('#ffffff')
})

test('a white ground makes no dark panel', () => {
  expect(palette({ background: '#ffffff' }, 'dark').ground).not.toBe('#ffffff')
})
