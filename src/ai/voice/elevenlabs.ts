import { voiceDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'
import { mp3Duration } from './mp3.ts'
import { post, type Say } from './request.ts'

/** `/v1/text-to-speech/…/with-timestamps` of ElevenLabs: a recording, and when each character is said. */
export const elevenlabsSay =
  (fetch: typeof globalThis.fetch): Say =>
  async (
    { key, model = voiceDefaults.elevenlabsModel, baseUrl = 'https://api.elevenlabs.io' },
    { text, voice, signal },
  ) => {
    const path = `/v1/text-to-speech/${encodeURIComponent(voice)}/with-timestamps?output_format=mp3_44100_64`
    const answer = await post(fetch, `${baseUrl.replace(/\/+$/, '')}${path}`, {
      headers: key === undefined ? {} : { 'xi-api-key': key },
      body: { text, model_id: model },
      signal,
    })
    const { audio_base64: encoded, alignment } = read(answer)
    const audio = typeof encoded === 'string' ? Buffer.from(encoded, 'base64') : Buffer.alloc(0)
    const durationMs = mp3Duration(audio)
    if (durationMs === undefined) throw new Refused('The voice does not answer with an MP3.')
    return { audio, mime: 'audio/mpeg', durationMs, visemes: [], words: wordsOf(alignment, durationMs) }
  }

interface Answer {
  readonly audio_base64?: unknown
  readonly alignment?: unknown
}

function read(answer: Uint8Array): Answer {
  try {
    const value: unknown = JSON.parse(Buffer.from(answer).toString('utf8'))
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Said below.
  }
  throw new Refused('The voice does not answer with JSON.')
}

/** Words begin where their first character does. What does not fit together gives none: the sound still has them. */
export function wordsOf(alignment: unknown, durationMs: number): readonly (readonly [number, string])[] {
  if (typeof alignment !== 'object' || alignment === null) return []
  const { characters, character_start_times_seconds: starts } = alignment as Readonly<Record<string, unknown>> // each is looked at
  if (!Array.isArray(characters) || !Array.isArray(starts)) return []
  const words: [number, string][] = []
  let isWord = false
  for (const [index, character] of (characters as readonly unknown[]).entries()) {
    const start: unknown = starts[index]
    if (typeof character !== 'string' || typeof start !== 'number' || !Number.isFinite(start)) return []
    const belongs = /[\p{L}\p{M}\p{N}'’]/u.test(character)
    const last = words.at(-1)
    if (belongs && isWord && last !== undefined) last[1] += character
    else if (belongs) words.push([Math.round(Math.min(durationMs, Math.max(0, start * 1000))), character])
    isWord = belongs
  }
  return words
}
