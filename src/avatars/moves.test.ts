import { expect, test } from '@jest/globals'
import { gestureNames, type AvatarClip } from '../contracts/avatars.ts'
import { movesOf } from './moves.ts'

const clips = (...names: readonly string[]): readonly AvatarClip[] =>
  names.map((name) => ({ name, seconds: 1, loops: false }))
const own = (names: readonly string[], isHumanoid = false) =>
  Object.fromEntries(
    Object.entries(movesOf(clips(...names), isHumanoid).gestures).flatMap(([gesture, choice]) =>
      choice?.from === 'own' ? [[gesture, choice.clip] as const] : [],
    ),
  )

test('clips of other people’s models are known by the words in their names', () => {
  expect(own(['Armature|Idle', 'mixamo.com|Waving_Hello.001', 'ThumbsUp', 'Head_Shake', 'Hip Hop Dancing'])).toEqual({
    idle: 'Armature|Idle',
    greeting: 'mixamo.com|Waving_Hello.001',
    thumbs_up: 'ThumbsUp',
    shake_head: 'Head_Shake',
    dance: 'Hip Hop Dancing',
  })
})

test('a whole name goes before a word of one, and a name that is ours before all', () => {
  expect(own(['Wave_Big', 'Wave']).greeting).toBe('Wave')
  expect(own(['Wave', 'greeting']).greeting).toBe('greeting')
  expect(own(['Noodle', 'Yesterday', 'Whisper'])).toEqual({})
})

test('who has the bones does the rest as the default avatar does, but for what does not become another body', () => {
  const { gestures } = movesOf(clips('Wave'), true)
  expect(gestures.greeting).toEqual({ from: 'own', clip: 'Wave' })
  expect(gestures.shrug).toEqual({ from: 'default', clip: 'shrug' })
  expect(gestures.clap).toEqual({ from: 'default', clip: 'happy' })
  expect(Object.keys(gestures)).toEqual([...gestureNames])
  expect(Object.values(movesOf([], false).gestures).every((choice) => choice === null)).toBe(true)
})

test('feelings are shown by the gestures that stand for them', () => {
  const { sentiments } = movesOf(clips('Joy', 'Talk'), true)
  expect(sentiments).toEqual({
    positive: { from: 'own', clip: 'Joy' },
    neutral: { from: 'own', clip: 'Talk' },
    negative: { from: 'default', clip: 'sad' },
  })
})
