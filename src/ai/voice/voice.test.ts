import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { voiceDefaults } from '../../config/defaults.ts'
import { Busy, OverLimit, Refused } from '../../contracts/errors.ts'
import type { SpendingLedger } from '../../contracts/models.ts'
import type { Chatbot } from '../../contracts/tenant.ts'
import { voiceKinds, type Voice, type VoiceKind, type VoiceProvider } from '../../contracts/voice.ts'
import { createGuardedFetch, type GuardedFetch } from '../../handlers/guarded-fetch.ts'
import { createVoicesEmulator, type VoicesEmulator } from '../../testing/emulators/voices.ts'
import { nanosPerDollar } from '../prices.ts'
import { wordsOf } from './elevenlabs.ts'
import { openVoice, voiceFor } from './index.ts'
import { mp3Duration } from './mp3.ts'

const chatbot = { id: 'bot_1', languages: ['en'] } as unknown as Chatbot // the rest of it is nothing to a voice

let voices: VoicesEmulator
let inside: GuardedFetch
let outside: GuardedFetch
beforeAll(async () => {
  voices = await createVoicesEmulator()
  inside = createGuardedFetch({ allow: ['127.0.0.1'] })
  outside = createGuardedFetch()
})
afterAll(async () => {
  await Promise.all([inside.close(), outside.close(), voices.close()])
})

let booked: string[]
let provider: VoiceProvider | undefined
let lift: () => void
beforeEach(() => {
  booked = []
  lift = () => undefined
})
afterEach(() => lift())

/** What the tests look at of a ledger. */
const ledger = {
  reserve: ({ atMost, purpose }, { day = Infinity }) => {
    booked.push(`reserved ${atMost} for ${purpose}`)
    return Promise.resolve(atMost > day ? { over: 'day' } : { id: 1 })
  },
  settle: (_id, { cost }) => Promise.resolve(void booked.push(`settled ${cost}`)),
  release: () => Promise.resolve(void booked.push('released')),
} as Partial<SpendingLedger> as SpendingLedger

function voice(reach = inside, dailyBudget?: number): Voice {
  const settings = { own: true, providers: [], ...(dailyBudget === undefined ? {} : { dailyBudget }) }
  return openVoice({ provider: () => provider, settings: () => settings, ledger, ...reach })
}

const say = (one: Voice, text = 'Hello there.', signal = new AbortController().signal) =>
  one.speak(chatbot, { text, language: 'en-GB', signal })

/** One that works, of each kind. */
const working = (kind: VoiceKind): VoiceProvider => ({
  kind,
  voice: 'nova',
  key: voices.key,
  baseUrl: kind === 'openai-compatible' ? `${voices.url}/v1` : voices.url,
})

describe.each(voiceKinds)('a voice of %s', (kind) => {
  beforeEach(() => {
    provider = working(kind)
  })

  test('says a sentence, for what it costs', async () => {
    const { audio, mime, durationMs } = await say(voice())
    expect([mime, mp3Duration(audio)]).toEqual(['audio/mpeg', durationMs])
    expect(durationMs).toBeGreaterThan(500)
    expect(voices.calls.at(-1)).toMatchObject({ voice: 'nova', text: 'Hello there.' })
    const cost = Math.ceil((12 / 1e6) * voiceDefaults.prices[kind] * nanosPerDollar)
    expect(booked).toEqual([`reserved ${cost} for speak`, `settled ${cost}`])
  })

  test('is not asked when there is no money for it', async () => {
    const before = voices.calls.length
    await expect(say(voice(inside, 0.000001))).rejects.toThrow(OverLimit)
    expect(voices.calls).toHaveLength(before)
  })

  test('is not reached where nobody may go', async () => {
    await expect(say(voice(outside))).rejects.toThrow(Refused)
    expect(booked.at(-1)).toBe('released')
  })

  test('that does not answer is given up when the tab is', async () => {
    lift = voices.fault({ kind: 'silent' })
    const tab = new AbortController()
    const said = say(voice(), 'Hello there.', tab.signal)
    setTimeout(() => tab.abort(), 50)
    await expect(said).rejects.toThrow(Busy)
  })

  test('that answers nonsense costs nothing', async () => {
    lift = voices.fault({ kind: 'garbage' })
    await expect(say(voice())).rejects.toThrow(Refused)
    expect(booked.at(-1)).toBe('released')
  })

  test('with a wrong key says nothing', async () => {
    provider = { ...working(kind), key: 'another' }
    await expect(say(voice())).rejects.toThrow(/voice/)
  })
})

test('a voice that is busy may be asked again, one that refuses may not', async () => {
  provider = working('openai-compatible')
  lift = voices.fault({ kind: 'status', status: 503 })
  await expect(say(voice())).rejects.toThrow(Busy)
  lift = voices.fault({ kind: 'status', status: 400 })
  await expect(say(voice())).rejects.toThrow(Refused)
})

test('without a voice nothing is said', async () => {
  provider = undefined
  expect(voice().available()).toBe(false)
  await expect(say(voice())).rejects.toThrow('no voice')
})

test('what is marked up is said as it is written', async () => {
  provider = working('azure')
  await say(voice(), 'Is 1 < 2 & "true"?\u0000')
  expect(voices.calls.at(-1)?.text).toBe('Is 1 &lt; 2 &amp; &quot;true&quot;?')
})

test('Azure says when the mouth moves, ElevenLabs when words begin, and OpenAI nothing of it', async () => {
  const [openai, elevenlabs, azure] = await Promise.all(
    voiceKinds.map(async (kind) => {
      provider = working(kind)
      return say(voice())
    }),
  )
  expect(azure?.visemes.slice(0, 3)).toEqual([[0, 'sil'], [50, 'aa'], [100, 'E']]) // prettier-ignore
  expect(elevenlabs?.words).toEqual([[0, 'Hello'], [300, 'there']]) // prettier-ignore
  expect([openai?.visemes, openai?.words]).toEqual([[], undefined])
})

test('a language has its own voice, or that of its kin, or the one for everything', () => {
  const one: VoiceProvider = { kind: 'azure', voice: 'all', voices: { de: 'german', 'en-GB': 'british' } }
  expect(['de-AT', 'en-GB', 'en-US', '__proto__'].map((tag) => voiceFor(one, tag))).toEqual([
    'german',
    'british',
    'all',
    'all',
  ])
})

test('times that do not fit the text are no times', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (characters, starts) => {
      const words = wordsOf({ characters, character_start_times_seconds: starts }, 1000)
      expect(words.every(([at]) => at >= 0 && at <= 1000)).toBe(true)
    }),
  )
  expect(wordsOf({ characters: ['a', 'b'], character_start_times_seconds: [0] }, 1000)).toEqual([])
})

test('no bytes make the length of a recording anything but a number, or endless', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
      const ms = mp3Duration(bytes)
      expect(ms === undefined || (ms > 0 && ms < 1e6)).toBe(true)
    }),
  )
  expect(mp3Duration(Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f))).toBeUndefined()
})
