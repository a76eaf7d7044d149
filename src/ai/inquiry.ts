import { routeDefaults } from '../config/defaults.ts'
import type { Awaitable } from '../contracts/channel.ts'
import type {
  Entity,
  HandlerHost,
  Inquiry,
  IntentClassifier,
  LanguageDetector,
  ValueReader,
} from '../contracts/ports.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { evaluationOf } from './evaluation.ts'
import type { TenantIntents } from './understand.ts'

export interface InquiryParts {
  readonly intents: TenantIntents
  readonly handlers: HandlerHost
  readonly reader: ValueReader
  readonly clock: () => number
  readonly detector: () => Awaitable<LanguageDetector>
  classifier(chatbot: Chatbot): IntentClassifier
}

/** Asks of a text what the road would find in it. */
export function createInquiry(parts: InquiryParts): Inquiry {
  async function heard(chatbot: Chatbot, text: string): Promise<string> {
    const { languages } = chatbot
    const detected = languages.length === 1 ? undefined : (await parts.detector()).detect(text, { languages })
    return detected ?? languages[0]
  }

  return {
    async classify(chatbot, text, given) {
      const language = given ?? (await heard(chatbot, text))
      const ranking = await parts.classifier(chatbot).classify(text, language)
      const [best] = ranking
      const { entities: definitions = [] } = chatbot
      const entities: readonly Entity[] = parts.reader.entities(text, { now: parts.clock(), language, definitions })
      return {
        language,
        intent: best !== undefined && best.confidence >= routeDefaults.intentConfidence ? best : undefined,
        ranking,
        entities,
      }
    },
    async evaluate(chatbot) {
      const { examples } = parts.handlers.catalogue(chatbot)
      return evaluationOf(await parts.intents.evaluate(chatbot, examples), chatbot)
    },
  }
}
