import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createMouth } from './mouth.ts'
import { mouth } from './numbers.ts'
import { visemes } from './visemes.ts'

describe('lips', () => {
  test('come fast and go slowly', () => {
    const lips = createMouth()
    lips(mouth.attackMs / 2, { viseme: 'aa', strength: 1 })
    expect(lips(mouth.attackMs / 2, { viseme: 'aa', strength: 1 }).get('aa')).toBe(1)
    expect(lips(mouth.attackMs, undefined).get('aa')).toBeGreaterThan(0.5)
    expect(lips(mouth.decayMs, undefined).get('aa')).toBeUndefined()
  })

  test('show at most two shapes, never more than a whole mouth of them, and never a negative one', () => {
    const aim = fc.record({ viseme: fc.constantFrom(...visemes), strength: fc.double({ min: 0, max: 1, noNaN: true }) })
    const step = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.option(aim, { nil: undefined }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const lips = createMouth()
        for (const [dt, aimed] of steps) {
          const shown = [...lips(dt, aimed).values()]
          expect(shown.length).toBeLessThanOrEqual(2)
          expect(shown.every((weight) => weight >= 0)).toBe(true)
          expect(shown.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(1 + 1e-9)
        }
      }),
    )
  })
})
