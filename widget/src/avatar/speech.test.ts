import { describe, expect, test } from '@jest/globals'
import { mouth, voice } from './numbers.ts'
import { type Hearing, type Sound, centroidOf, loudnessOf } from './sound.ts'
import { aimByEar, createSpeech, mouthed } from './speech.ts'
import { vowels } from './visemes.ts'

/** A player whose recordings last as many milliseconds as they have bytes. */
function fakeSound() {
  const state = { now: 0, heard: { loudness: 0, centroid: 0 } as Hearing, played: 0, stopped: 0, isMuted: false }
  const sound: Sound = {
    decode: (bytes) =>
      bytes.byteLength === 0
        ? Promise.reject(new Error('no recording'))
        : Promise.resolve({ durationMs: bytes.byteLength }),
    play() {
      if (state.isMuted) return undefined
      state.played += 1
      const began = state.now
      return { position: () => state.now - began, hear: () => state.heard, stop: () => void (state.stopped += 1) }
    },
    close: () => undefined,
  }
  const speech = createSpeech(sound)
  return {
    state,
    speech,
    /** What the mouth aims at then; decoding is over by that time. */
    async at(now: number) {
      for (let turns = 0; turns < 5; turns++) await Promise.resolve()
      state.now = now
      return speech.aim(now)
    },
  }
}

const visemes = [
  [0, 'PP'],
  [100, 'viseme_aa'],
  [300, 'made up'],
] as const

describe('speech', () => {
  test('goes by the shapes that come with it, a little before the sound', async () => {
    const { speech, at } = fakeSound()
    speech.speak({ audio: new ArrayBuffer(400), visemes })
    expect(await at(0)).toEqual({ viseme: 'PP', strength: 1 })
    expect(await at(100 - mouth.aheadMs)).toEqual({ viseme: 'aa', strength: 1 })
    expect(await at(320)).toEqual({ viseme: 'sil', strength: 0 })
    expect(await at(401)).toBeUndefined()
  })

  test('goes by the words where there are no shapes', async () => {
    const { speech, at } = fakeSound()
    speech.speak({ visemes: [], words: [[0, 'mama'], [2000, 'papa']], durationMs: 2500, language: 'de' }) // prettier-ignore
    expect((await at(0))?.viseme).toBe('PP')
    expect((await at(1500))?.viseme).toBe('sil')
    expect((await at(2000))?.viseme).toBe('PP')
  })

  test('goes by the sound where there is nothing else: open by how loud, round or wide by how high', async () => {
    const { speech, state, at } = fakeSound()
    speech.speak({ audio: new ArrayBuffer(1000), visemes: [] })
    state.heard = { loudness: voice.quiet / 2, centroid: 0 }
    expect(await at(0)).toEqual({ viseme: 'sil', strength: 0 })
    state.heard = { loudness: voice.loud, centroid: 400 }
    expect(await at(10)).toEqual({ viseme: 'O', strength: 1 })
    expect(aimByEar({ loudness: 1, centroid: 1500 }).viseme).toBe('aa')
    expect(aimByEar({ loudness: 1, centroid: 3000 }).viseme).toBe('I')
  })

  test('says one sentence after the other, and the second only when the first is over', async () => {
    const { speech, state, at } = fakeSound()
    speech.speak({ audio: new ArrayBuffer(200), visemes })
    speech.speak({ audio: new ArrayBuffer(200), visemes })
    await at(0)
    await at(150)
    expect(state.played).toBe(1)
    await at(210)
    expect(state.played).toBe(2)
  })

  test('is mouthed where nothing may be heard, and where the sound is broken', async () => {
    const { speech, state, at } = fakeSound()
    state.isMuted = true
    speech.speak({ audio: new ArrayBuffer(400), visemes })
    speech.speak({ audio: new ArrayBuffer(0), visemes, durationMs: 400 })
    expect((await at(0))?.viseme).toBe('PP')
    expect((await at(120))?.viseme).toBe('aa')
    expect((await at(450))?.viseme).toBe('PP')
  })

  test('ends at once when it is told to, and what is still on its way is not said', async () => {
    const { speech, state, at } = fakeSound()
    speech.speak({ audio: new ArrayBuffer(400), visemes })
    await at(0)
    speech.speak({ audio: new ArrayBuffer(400), visemes })
    speech.silence()
    expect(state.stopped).toBe(1)
    expect(await at(10)).toBeUndefined()
    expect(await at(1000)).toBeUndefined()
  })

  test('of a text that is still being written waits for the end of its words', async () => {
    const { speech, at } = fakeSound()
    speech.say('pa', 'es')
    expect(await at(0)).toBeUndefined()
    speech.say('pa ', 'es')
    expect((await at(10))?.viseme).toBe('PP')
  })

  test('of a text gives up what was written long ago', async () => {
    const { speech, at } = fakeSound()
    for (let piece = 0; piece < 100; piece++) speech.say('una palabra, otra palabra. ', 'es')
    await at(0)
    expect(await at(mouth.backlogMs * 2)).toBeDefined()
    let over = 0
    for (let now = mouth.backlogMs * 2; now < mouth.backlogMs * 6; now += 100) if ((await at(now)) === undefined) over++
    expect(over).toBeGreaterThan(100)
  })
})

test('a text has between four and six syllables a second', () => {
  const text = 'La casa de mi abuela tiene una ventana pequeña y una mesa de madera.'
  const { visemes: shapes, durationMs } = mouthed(text, 'es')
  const syllables = shapes.filter(([, shape]) => vowels.includes(shape)).length
  const perSecond = syllables / ((durationMs - mouth.stopMs) / 1000)
  expect(perSecond).toBeGreaterThan(3.9)
  expect(perSecond).toBeLessThan(6)
})

test('loudness and pitch are measured', () => {
  const wave = (hertz: number) =>
    Float32Array.from({ length: 1024 }, (_, n) => Math.sin((2 * Math.PI * hertz * n) / 48000))
  expect(loudnessOf(wave(440))).toBeCloseTo(Math.SQRT1_2, 1)
  expect(loudnessOf(new Float32Array(1024))).toBe(0)
  expect(centroidOf(Uint8Array.of(0, 0, 10, 10), 100)).toBe(250)
  expect(centroidOf(new Uint8Array(8), 100)).toBe(0)
})
