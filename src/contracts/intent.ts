import type { Change } from './change.ts'
import type { ChatbotId } from './id.ts'

/**
 * An intent that a tenant wrote: what people say when they want it, what must be known for it, and what is answered.
 * Data, no code. It is answered by the plugin `intent`, and understood like the intents of any other plugin.
 */
export interface OwnIntent {
  readonly id: string
  /** Lower-case letters, digits and hyphens; unique within its chatbot. */
  readonly name: string
  readonly description?: string
  /** What it is called on a button, by language: “Opening hours”. */
  readonly title?: ByLanguage
  /** What people write, by language; `{slot}` stands for what they fill in. */
  readonly utterances: ByLanguage<readonly string[]>
  /** What must be known, in the order in which it is asked for. */
  readonly slots?: Readonly<Record<string, OwnSlot>>
  readonly answer: OwnAnswer
  /** Which of its texts it is: each new one has a higher number. */
  readonly version: number
}

/** By IETF tag; who speaks none of them is answered in English, or in what there is. */
export type ByLanguage<Value = string> = Readonly<Record<string, Value>>

export const ownSlotKinds = [
  'text',
  'number',
  'wholeNumber',
  'date',
  'moment',
  'email',
  'url',
  'yesNo',
  'choice',
] as const

export interface OwnSlot {
  readonly kind: (typeof ownSlotKinds)[number]
  /** The question, by language. */
  readonly ask: ByLanguage
  /** Of a choice: two or more. */
  readonly options?: readonly OwnOption[]
  /** Is taken where it is said, and not asked for. */
  readonly optional?: boolean
}

export interface OwnOption {
  /** What the slot's value is then. */
  readonly id: string
  readonly label: ByLanguage
}

/**
 * What happens, in this order: the person confirms, the call is made, something is said, a person takes over. In texts
 * `{{slot}}` stands for a slot, `{{result.path.to.it}}` for what the call answered, `{{person.name}}` for who asks.
 */
export interface OwnAnswer {
  /** Asked before anything is done: yes or no. */
  readonly confirm?: ByLanguage
  readonly call?: OwnCall
  /** Markdown; of several texts one by chance. */
  readonly say?: ByLanguage<readonly string[]>
  /** A picture that goes along. */
  readonly imageUrl?: string
  /** What can be chosen next: other intents of the chatbot, by name. */
  readonly next?: readonly OwnNext[]
  /** The queue of the people who take over. */
  readonly handoff?: string
}

export interface OwnNext {
  readonly intent: string
  readonly label: ByLanguage
}

/** What a tenant writes of it. */
export type OwnIntentInput = Omit<OwnIntent, 'id' | 'version'>

export interface OwnIntentView extends OwnIntent {
  /** ISO 8601 UTC. */
  readonly createdAt: string
  readonly updatedAt: string
}

export interface IntentVersion {
  readonly version: number
  /** When it came into force, ISO 8601 UTC. */
  readonly madeAt: string
  readonly intent: OwnIntentInput
}

/**
 * The intents that one tenant wrote, as they are edited; durable when a call resolves, and in force as the chatbot's
 * other changes are. What is not there, or is another chatbot's, is NotFound; a name that is taken and a chatbot that is
 * full are Conflict.
 */
export interface OwnIntents {
  list(chatbot: ChatbotId): readonly OwnIntentView[]
  get(chatbot: ChatbotId, id: string): OwnIntentView | undefined
  create(chatbot: ChatbotId, intent: OwnIntentInput, by?: Change): Promise<OwnIntentView>
  /** In its place, as a new version; what is the same as before makes none. */
  update(chatbot: ChatbotId, id: string, intent: OwnIntentInput, by?: Change): Promise<OwnIntentView>
  remove(chatbot: ChatbotId, id: string, by?: Change): Promise<void>
  /** Its texts in the versions of its chatbot that are kept, the newest first. */
  versions(chatbot: ChatbotId, id: string): readonly IntentVersion[]
  /** An earlier text becomes the newest. */
  restore(chatbot: ChatbotId, id: string, version: number, by?: Change): Promise<OwnIntentView>
}

export interface OwnCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `{{…}}` after the host only, and encoded as a part of a URL. */
  readonly url: string
  /** `{{secret.NAME}}` is a secret of the plugin's settings; nowhere else is one put in. */
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; its texts are filled in. A text that is one `{{…}}` and nothing else keeps the value's own type. */
  readonly body?: unknown
  /** What is said when it is refused, by HTTP status (`404`), or `else`. Without a fitting one the plugin says so itself. */
  readonly refused?: Readonly<Record<string, ByLanguage>>
}
