import { describe, expect, test } from '@jest/globals'
import { tiers } from './numbers.ts'
import { createPace, type Device, tierFor, type Verdict } from './tier.ts'
import type { Tier } from './types.ts'

const good: Device = { webgl: 'hardware', savesData: false, memory: 8 }

describe('a device', () => {
  test.each([
    ['is asked for everything when it is good', 'full', {}, 'full'],
    ['is asked for no more than was wanted', 'lite', {}, 'lite'],
    ['shows a picture where a picture is wanted', 'poster', {}, 'poster'],
    ['without WebGL shows a picture', 'full', { webgl: 'none' }, 'poster'],
    ['without a graphics processor does it the light way', 'full', { webgl: 'software' }, 'lite'],
    ['that saves data shows a picture', 'full', { savesData: true }, 'poster'],
    ['with little memory shows a picture', 'full', { memory: 2 }, 'poster'],
    ['that says nothing of its memory is trusted', 'full', { memory: undefined }, 'full'],
  ] as const)('%s', (_, asked, device, tier) => {
    expect(tierFor(asked, { ...good, ...device }).tier).toBe(tier)
  })
})

describe('frames', () => {
  /** So many windows of frames that take so long. */
  function watch(pace: ReturnType<typeof createPace>, tier: Tier, frameMs: number, windows: number): Verdict[] {
    const count = tiers.window * windows + tiers.warmUp
    return Array.from({ length: count }, () => pace(frameMs, tier)).filter((verdict) => verdict !== undefined)
  }

  test('that are too slow for long ask for less, once', () => {
    expect(watch(createPace(), 'full', tiers.slowMs + 10, tiers.slowWindows)).toEqual(['less'])
  })

  test('that are slow for a moment change nothing', () => {
    const pace = createPace()
    expect(watch(pace, 'full', 16, 3)).toEqual([])
    for (let frame = 0; frame < tiers.window / 2; frame++) expect(pace(200, 'full')).toBeUndefined()
    expect(watch(pace, 'full', 16, 3)).toEqual([])
  })

  test('that are steady again are given one more try, and not two', () => {
    const pace = createPace()
    watch(pace, 'full', tiers.slowMs + 10, tiers.slowWindows)
    expect(watch(pace, 'lite', tiers.steadyMs - 5, tiers.quickWindows)).toEqual(['more'])
    expect(watch(pace, 'full', tiers.slowMs + 10, tiers.slowWindows)).toEqual(['less'])
    expect(watch(pace, 'lite', tiers.steadyMs - 5, tiers.quickWindows * 3)).toEqual([])
  })

  test('that were never too slow ask for no more than was decided', () => {
    expect(watch(createPace(), 'lite', 16, tiers.quickWindows * 2)).toEqual([])
  })

  test('that are much too slow the light way, too, are hopeless', () => {
    expect(watch(createPace(), 'lite', tiers.hopelessMs + 50, tiers.slowWindows)).toEqual(['hopeless'])
  })
})
