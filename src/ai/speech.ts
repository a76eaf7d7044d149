import { readingDefaults } from '../config/defaults.ts'
import { Busy, Refused } from '../contracts/errors.ts'
import type { ModelProvider, SpendingLedger, Speech } from '../contracts/models.ts'
import { ceilingsOf, spent } from './budget.ts'
import { providersFor } from './choice.ts'
import type { SettingsInForce } from './choice.ts'
import { nanosPerDollar } from './prices.ts'

/** Hears recordings at the first provider that has OpenAI's `/audio/transcriptions`, within the tenant's budget. */
export function openSpeech({
  settings,
  ledger,
  fetch,
}: {
  readonly settings: () => SettingsInForce
  readonly ledger: SpendingLedger
  /** Reaches what the settings in force may reach. */
  readonly fetch: () => typeof globalThis.fetch
}): Speech {
  const providerFor = (chatbot: Parameters<Speech['available']>[0]): ModelProvider | undefined =>
    providersFor(chatbot, settings()).find(({ kind }) => kind === 'openai' || kind === 'openai-compatible')

  return {
    available: (chatbot) => providerFor(chatbot) !== undefined,
    async hear(chatbot, recording, { language, during, signal }) {
      const provider = providerFor(chatbot)
      if (provider === undefined) throw new Refused('No model that hears is configured.')
      if (recording.bytes.length > readingDefaults.audioBytes)
        throw new Refused(`The recording is larger than the ${readingDefaults.audioBytes} bytes that are heard.`)
      const model = readingDefaults.speechModel
      const seconds = Math.max(
        (recording.durationMs ?? 0) / 1000,
        recording.bytes.length / readingDefaults.speechBytesPerSecond,
      )
      const reserved = await ledger.reserve(
        { chatbot: chatbot.id, during, purpose: 'hear', provider: provider.name, model, atMost: costOf(seconds) },
        ceilingsOf(settings()),
      )
      if ('over' in reserved) throw spent(reserved.over)
      const { id } = reserved
      try {
        const heard = await ask(fetch(), provider, recording, language, signal)
        await ledger.settle(id, { inputTokens: 0, outputTokens: 0, cost: costOf(heard.seconds ?? seconds) })
        return { text: heard.text, model }
      } catch (error) {
        // A provider that refused has not worked; one that did not answer may have.
        if (error instanceof Refused) await ledger.release(id)
        throw error
      }
    },
  }
}

const costOf = (seconds: number): number => Math.ceil((seconds / 60) * readingDefaults.speechPerMinute * nanosPerDollar)

async function ask(
  fetch: typeof globalThis.fetch,
  { name, key, baseUrl = 'https://api.openai.com/v1' }: ModelProvider,
  { bytes, mime, name: file }: Parameters<Speech['hear']>[1],
  language: string | undefined,
  outer: AbortSignal,
): Promise<{ readonly text: string; readonly seconds: number | undefined }> {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), file)
  form.set('model', readingDefaults.speechModel)
  form.set('response_format', 'verbose_json')
  if (language !== undefined) form.set('language', language.split('-', 1)[0] ?? language)
  const signal = AbortSignal.any([outer, AbortSignal.timeout(readingDefaults.hearMs)])
  let response: Response
  try {
    response = await fetch(`${baseUrl.replace(/\/+$/, '')}/audio/transcriptions`, {
      method: 'POST',
      body: form,
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      signal,
      redirect: 'error',
    })
  } catch (error) {
    if (outer.aborted) throw outer.reason
    if (error instanceof Refused) throw error
    throw new Busy(`${name} cannot be reached to hear a recording.`, undefined, { cause: error })
  }
  if (response.status === 429 || response.status >= 500) throw new Busy(`${name} answers ${response.status}.`)
  if (!response.ok) throw new Refused(`${name} answers ${response.status} to a recording.`, { status: response.status })
  const answer = (await response.json().catch(() => undefined)) as
    { readonly text?: unknown; readonly duration?: unknown } | undefined // each field is looked at
  if (typeof answer?.text !== 'string') throw new Refused(`${name} does not answer with what was said.`)
  return { text: answer.text.trim(), seconds: typeof answer.duration === 'number' ? answer.duration : undefined }
}
