import type { Models } from '../../contracts/models.ts'
import type { Chatbot } from '../../contracts/tenant.ts'
import type { TranslationSettings, TranslationSettingsStore, Translator } from '../../contracts/understanding.ts'
import { modelTranslator } from './by-model.ts'
import { libreTranslator } from './libretranslate.ts'
import { createTranslator } from './translator.ts'

export interface TranslationParts {
  readonly store: TranslationSettingsStore
  readonly models: Models
  /** Reaches public addresses only. */
  readonly fetch: typeof globalThis.fetch
  readonly local: Translator
  readonly clock: () => number
}

/** The translations of one tenant: nobody translates until the tenant says who. */
export interface TenantTranslation {
  of(chatbot: Chatbot): Translator | undefined
  readonly settings: TranslationSettingsStore
}

export function openTranslation({ store, models, fetch, local, clock }: TranslationParts): TenantTranslation {
  /** What the translators were made with. */
  let settings: TranslationSettings | undefined
  let shared: Translator | undefined
  /** A model's costs are booked to a chatbot. */
  let byChatbot = new WeakMap<Chatbot, Translator>()

  function inForce(): TranslationSettings {
    const current = store.read()
    if (current !== settings) {
      settings = current
      shared = undefined
      byChatbot = new WeakMap()
    }
    return current
  }

  return {
    of(chatbot) {
      const settings = inForce()
      switch (settings.engine) {
        case 'none':
          return undefined
        case 'libretranslate':
          return (shared ??= createTranslator(libreTranslator(settings, fetch), clock))
        case 'local':
          return (shared ??= createTranslator(local, clock))
        case 'model': {
          const known = byChatbot.get(chatbot) ?? createTranslator(modelTranslator(models, chatbot), clock)
          byChatbot.set(chatbot, known)
          return known
        }
      }
    },
    settings: store,
  }
}
