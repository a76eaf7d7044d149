import type { ModelProvider, ModelSettings } from '../contracts/models.ts'
import type { Chatbot } from '../contracts/tenant.ts'

/** What a chatbot makes of its tenant's models: the field `ai` of its personality. */

export interface SettingsInForce extends ModelSettings {
  /** The tenant pays for them, and so chooses their models. */
  readonly own: boolean
  /** US dollars that the plan has for a month (UTC). */
  readonly monthlyBudget?: number
}

/** In the order in which they are asked; empty where the chatbot does without. */
export function providersFor(chatbot: Chatbot, { providers, own }: SettingsInForce): readonly ModelProvider[] {
  const { enabled, provider: first, model } = choiceOf(chatbot)
  if (!enabled) return []
  const chosen = first === undefined ? providers[0] : providers.find(({ name }) => name === first)
  if (chosen === undefined) return providers
  const { price: _, ...place } = chosen
  const asked = !own || model === undefined || model === chosen.model ? chosen : { ...place, model }
  return [asked, ...providers.filter((one) => one !== chosen)]
}

export interface ChatbotChoice {
  readonly enabled: boolean
  /** Whether the model may choose among the chatbot's intents. */
  readonly tools: boolean
  /** The name of the provider that is asked first. */
  readonly provider?: string
  /** Its model, instead of the one in the settings; of the tenant's own providers only. */
  readonly model?: string
}

/** The field `ai` of a chatbot's personality. */
export function choiceOf({ personality }: Pick<Chatbot, 'personality'>): ChatbotChoice {
  return { enabled: true, tools: true, ...personality.ai }
}
