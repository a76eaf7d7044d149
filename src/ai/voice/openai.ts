import { voiceDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'
import { mp3Duration } from './mp3.ts'
import { post, type Say } from './request.ts'

/** `/audio/speech` of OpenAI and of everyone who has it: a recording, and nothing about the mouth. */
export const openaiSay =
  (fetch: typeof globalThis.fetch): Say =>
  async (
    { key, model = voiceDefaults.openaiModel, baseUrl = 'https://api.openai.com/v1' },
    { text, voice, signal },
  ) => {
    const audio = await post(fetch, `${baseUrl.replace(/\/+$/, '')}/audio/speech`, {
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      body: { model, voice, input: text, response_format: 'mp3' },
      signal,
    })
    const durationMs = mp3Duration(audio)
    if (durationMs === undefined) throw new Refused('The voice does not answer with an MP3.')
    return { audio, mime: 'audio/mpeg', durationMs, visemes: [] }
  }
