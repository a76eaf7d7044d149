import { describe, expect, test } from '@jest/globals'
import { createGaze } from './gaze.ts'
import { looking } from './numbers.ts'
import { seeded } from './random.ts'

const free = { open: true, turns: true }

describe('eyes', () => {
  test('follow a pointer at once, and the head follows them', () => {
    const gaze = createGaze(seeded(1))
    gaze.towards({ x: 1, y: 0 })
    const first = gaze.step(16, free)
    expect(first.shapes.get('eyeLookOutLeft')).toBeGreaterThan(0.5)
    expect(first.headYaw).toBeLessThan(looking.headDegrees / 4)
    let last = first
    for (let step = 0; step < 60; step++) last = gaze.step(16, free)
    expect(last.headYaw).toBeGreaterThan(looking.headDegrees * 0.8)
  })

  test('look ahead again when nobody points any more, and while hands are busy', () => {
    const gaze = createGaze(seeded(1))
    gaze.towards({ x: -1, y: 1 })
    for (let step = 0; step < 60; step++) gaze.step(16, free)
    expect(gaze.step(16, free).headYaw).toBeLessThan(-5)
    let busy = gaze.step(16, { open: true, turns: false })
    for (let step = 0; step < 200; step++) busy = gaze.step(16, { open: true, turns: false })
    expect(Math.abs(busy.headYaw)).toBeLessThan(0.5)
    let still = gaze.step(looking.staleMs, free)
    for (let step = 0; step < 200; step++) still = gaze.step(16, free)
    expect(Math.abs(still.headPitch)).toBeLessThan(0.5)
  })

  test('blink, as often as people do, and not while they are no eyes to be closed', () => {
    const count = (open: boolean) => {
      const gaze = createGaze(seeded(5))
      let blinks = 0
      let closed = false
      for (let now = 0; now < 60_000; now += 16) {
        const lid = gaze.step(16, { open, turns: true }).shapes.get('eyeBlinkLeft') ?? 0
        if (lid > 0.5 && !closed) blinks += 1
        closed = lid > 0.5
      }
      return blinks
    }
    expect(count(true)).toBeGreaterThan(60_000 / looking.blinkEveryMs[1] - 1)
    expect(count(true)).toBeLessThan((60_000 / looking.blinkEveryMs[0]) * 2)
    expect(count(false)).toBe(0)
  })

  test('never look further than they can, whoever points where', () => {
    const gaze = createGaze(seeded(2))
    gaze.towards({ x: 1e9, y: -1e9 })
    for (let step = 0; step < 300; step++) {
      const { shapes, headYaw } = gaze.step(33, free)
      expect([...shapes.values()].every((amount) => amount >= 0 && amount <= 1)).toBe(true)
      expect(Math.abs(headYaw)).toBeLessThanOrEqual(looking.headDegrees)
    }
  })
})
