import { describe, expect, test } from '@jest/globals'
import type { Moment } from '../contracts/moment.ts'
import { gestureDefaults } from '../config/defaults.ts'
import { gestureOf, reactionTo } from './gestures.ts'

const moods = {
  calm: { sentiment: 'neutral', score: 0 },
  glad: { sentiment: 'positive', score: 0.7 },
  overjoyed: { sentiment: 'positive', score: 0.9 },
  upset: { sentiment: 'negative', score: -0.8 },
} as const

const said = (text: string, more: Partial<Moment> = {}) => gestureOf({ text, mood: moods.calm, ...more }).animation

describe('an avatar', () => {
  test.each([
    ['Guten Tag! Was kann ich tun?', moods.calm, 'greeting'],
    ['再见', moods.calm, 'goodbye'],
    ['I am sorry, there is no such order.', moods.upset, 'apologise'],
    ['Perfect, that is wonderful, I love it!', moods.overjoyed, 'celebrate'],
    ['Good, thanks', moods.glad, 'happy'],
    ['What size?', moods.calm, 'thinking'],
    ['Your order is on its way.', moods.calm, 'talking'],
    ['High tide is at noon.', moods.calm, 'talking'],
    ['This cannot be repaired.', moods.upset, 'sad'],
  ])('says "%s"', (text, mood, animation) => {
    expect(said(text, { mood })).toBe(animation)
  })

  test('shows how the reply came about', () => {
    expect(said('A colleague takes over.', { outcome: 'handoff' })).toBe('present')
    expect(said('Please put it in other words.', { outcome: 'nobody' })).toBe('shrug')
    expect(said('Which of these?', { by: { kind: 'doubt' } })).toBe('confused')
    expect(said('Here they are.', { offers: true })).toBe('present')
    expect(said('Knock, knock.', { by: { kind: 'intent', name: 'tell-joke' } })).toBe('laugh')
    expect(said('Number 5.', { by: { kind: 'intent', name: 'trackOrder' } })).toBe('present')
  })

  test('does what is said in so many words, whoever says it', () => {
    expect(said('Sorry, nothing was found.', { by: { kind: 'intent', name: 'track' } })).toBe('apologise')
  })

  test('does not talk cheerfully past somebody who is upset', () => {
    expect(said('The parcel is late.', { felt: moods.upset })).toBe('apologise')
    expect(said('The parcel is here.', { felt: moods.glad })).toBe('happy')
  })

  test('talks with its hands for as long as there is something to read, and no longer', () => {
    const long = 'word '.repeat(60)
    const { animation, duration } = gestureOf({ text: long, mood: moods.calm })
    expect(animation).toBe('explaining')
    expect(duration).toBe(long.length * gestureDefaults.msPerCharacter)
    expect(gestureOf({ text: long.repeat(50), mood: moods.calm }).duration).toBe(gestureDefaults.longestMs)
  })

  test('minds what is done to it, and nothing it does not know', () => {
    expect(reactionTo('poke')).toEqual({ animation: 'surprised', duration: 2200, sentiment: 'neutral' })
    expect(reactionTo('wave')?.animation).toBe('greeting')
    expect(reactionTo('__proto__')).toBeUndefined()
  })
})
