import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { contextDefaults } from '../config/defaults.ts'
import type { Remembered } from '../contracts/turn.ts'
import { summarize } from './summary.ts'

const said = (from: Remembered['from'], text: string): Remembered => ({ from, text, at: 0 })

describe('a summary', () => {
  test('keeps what a conversation is about, in its order, and drops what says nothing', () => {
    const talk = [
      said('visitor', 'hi'),
      said('bot', 'Hello! How can I help?'),
      said('visitor', 'My order 1234 never arrived. It was a blue lamp.'),
      said('bot', 'I am sorry to hear that. I look for order 1234.'),
      said('visitor', 'ok'),
      said('agent', 'Your order 1234 with the lamp is sent again on Monday.'),
    ]
    const lines = summarize(undefined, talk).split('\n')
    expect(lines).toContain('visitor: My order 1234 never arrived.')
    expect(lines.indexOf('visitor: It was a blue lamp.')).toBeGreaterThan(
      lines.indexOf('visitor: My order 1234 never arrived.'),
    )
    expect(lines).toContain('agent: Your order 1234 with the lamp is sent again on Monday.')
    expect(lines).not.toContain('visitor: ok')
  })

  test('rolls on: what mattered before is still in it', () => {
    const before = summarize(undefined, [said('visitor', 'I am allergic to peanuts and order a cake for 12 people.')])
    const chatter = Array.from({ length: 30 }, (_, index) => said('bot', `Small words number ${index}.`))
    expect(summarize(before, chatter)).toContain('allergic to peanuts')
  })

  test('is bounded, whatever was said', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 3000 }),
        fc.array(fc.record({ from: fc.constantFrom('visitor', 'bot', 'agent'), text: fc.string(), at: fc.nat() })),
        (before, messages) => {
          const summary = summarize(before, messages)
          expect(summary.length).toBeLessThanOrEqual(contextDefaults.summaryLength)
        },
      ),
      { numRuns: 60 },
    )
  })
})
