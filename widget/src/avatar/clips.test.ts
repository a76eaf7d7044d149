import { describe, expect, test } from '@jest/globals'
import { clipFor, createFidget, meantBy } from './clips.ts'
import { gestures } from './numbers.ts'
import { seeded } from './random.ts'
import type { AnimationMap } from './types.ts'

const nova = { own: ['idle', 'greeting', 'talking', 'happy', 'explaining'], borrowed: [] }
const robot = { own: ['Robot|Wave.001', 'Robot|Idle', 'Robot|ThumbsUp', 'Robot|Dance'], borrowed: ['greeting', 'sad'] }

describe('a gesture', () => {
  test.each([
    ['greeting', nova, { from: 'own', clip: 'greeting' }],
    ['goodbye', nova, { from: 'own', clip: 'greeting' }],
    ['greeting', robot, { from: 'own', clip: 'Robot|Wave.001' }],
    ['celebrate', robot, { from: 'own', clip: 'Robot|Dance' }],
    ['sad', robot, { from: 'default', clip: 'sad' }],
    ['idle', robot, { from: 'own', clip: 'Robot|Idle' }],
    ['__proto__', robot, undefined],
    ['typing', { own: [], borrowed: [] }, undefined],
  ] as const)('%s is a clip that there is', (meant, repertoire, choice) => {
    expect(clipFor({ meant }, repertoire)).toEqual(choice)
  })

  test('is what the map says: of the intent first, of the sentiment where no more was meant, of the gesture', () => {
    const map = {
      gestures: { greeting: { from: 'own', clip: 'explaining' }, happy: null },
      sentiments: { negative: { from: 'own', clip: 'talking' } },
      intents: { order: { from: 'own', clip: 'happy' } },
    } as unknown as AnimationMap // of as many gestures as this test has
    expect(clipFor({ meant: 'greeting' }, nova, map)?.clip).toBe('explaining')
    expect(clipFor({ meant: 'greeting', intent: 'order' }, nova, map)?.clip).toBe('happy')
    expect(clipFor({ meant: 'sad', sentiment: 'negative' }, nova, map)?.clip).toBe('talking')
    expect(clipFor({ meant: 'greeting', sentiment: 'negative' }, nova, map)?.clip).toBe('explaining')
    expect(clipFor({ meant: 'happy' }, nova, map)).toBeUndefined()
    expect(clipFor({ meant: 'talking', intent: 'constructor' }, nova, map)?.clip).toBe('talking')
  })
})

test('somebody who only stands there does something now and then, and nothing while they talk', () => {
  const fidget = createFidget(seeded(3))
  const longest = gestures.fidgetSeconds[1]
  const done = Array.from({ length: longest * 10 }, () => fidget(0.2, 'rest')).filter((wish) => wish !== undefined)
  expect(done.length).toBeGreaterThanOrEqual(1)
  const talking = Array.from({ length: 500 }, () => fidget(0.2, 'talk')).filter((wish) => wish !== undefined)
  expect(talking).toEqual([])
})

test('there are two ways to talk, and one of everything else', () => {
  const random = seeded(1)
  expect(new Set(Array.from({ length: 20 }, () => meantBy('talk', random)))).toEqual(
    new Set(['talking', 'talking_calm']),
  )
  expect(meantBy('think', random)).toBe('thinking')
})
