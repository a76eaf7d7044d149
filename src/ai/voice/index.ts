import { voiceDefaults } from '../../config/defaults.ts'
import { OverLimit, Refused } from '../../contracts/errors.ts'
import type { SpendingLedger } from '../../contracts/models.ts'
import type { OpenSocket, Voice, VoiceKind, VoiceProvider } from '../../contracts/voice.ts'
import { ceilingsOf, spent } from '../budget.ts'
import type { SettingsInForce } from '../choice.ts'
import { nanosPerDollar } from '../prices.ts'
import { azureSay } from './azure.ts'
import { elevenlabsSay } from './elevenlabs.ts'
import { openaiSay } from './openai.ts'
import type { Say } from './request.ts'

/** Says sentences at the tenant's own provider, within its budget. */
export function openVoice({
  provider: providerNow,
  settings,
  ledger,
  fetch,
  openSocket,
}: {
  readonly provider: () => VoiceProvider | undefined
  readonly settings: () => SettingsInForce
  readonly ledger: SpendingLedger
  /** Reaches what a tenant's URL may reach. */
  readonly fetch: typeof globalThis.fetch
  /** Likewise. */
  readonly openSocket: OpenSocket
}): Voice {
  const ways: Readonly<Record<VoiceKind, Say>> = {
    'openai-compatible': openaiSay(fetch),
    elevenlabs: elevenlabsSay(fetch),
    azure: azureSay(openSocket),
  }

  return {
    available: () => providerNow() !== undefined,
    async speak(chatbot, { text, language, signal }) {
      const provider = providerNow()
      if (provider === undefined) throw new Refused('This chatbot has no voice.')
      if (text.length > voiceDefaults.sentenceLength) throw new OverLimit('A sentence is too long to be said aloud.')
      const { kind, model = provider.voice } = provider
      const cost = costOf(provider, text)
      const reserved = await ledger.reserve(
        { chatbot: chatbot.id, during: undefined, purpose: 'speak', provider: kind, model, atMost: cost },
        ceilingsOf(settings()),
      )
      if ('over' in reserved) throw spent(reserved.over)
      try {
        const spoken = await ways[kind](provider, {
          text,
          language,
          voice: voiceFor(provider, language),
          signal: AbortSignal.any([signal, AbortSignal.timeout(voiceDefaults.speakMs)]),
        })
        await ledger.settle(reserved.id, { inputTokens: 0, outputTokens: 0, cost })
        return spoken
      } catch (error) {
        // A provider that refused has not worked; one that did not answer may have.
        if (error instanceof Refused) await ledger.release(reserved.id)
        throw error
      }
    },
  }
}

/** In the ledger's billionths: providers count the characters they are given. */
function costOf({ kind, price = voiceDefaults.prices[kind] }: VoiceProvider, text: string): number {
  return Math.ceil((text.length / 1_000_000) * price * nanosPerDollar)
}

/** Of the very tag, of its language, or the one for everything. Pure. */
export function voiceFor({ voice, voices = {} }: VoiceProvider, language: string): string {
  const base = language.split('-', 1)[0] ?? language
  const own = (tag: string) => (Object.hasOwn(voices, tag) ? voices[tag] : undefined)
  return own(language) ?? own(base) ?? voice
}
