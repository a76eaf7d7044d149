import type { ChatbotId, ConversationId, TurnId } from './id.ts'
import type { PassageSource } from './knowledge.ts'
import type { Shape } from './shape.ts'
import type { Chatbot } from './tenant.ts'
import type { VoiceProvider } from './voice.ts'

/** Language models, whoever runs them. */

export type ModelMessage =
  | { readonly role: 'user' | 'assistant'; readonly text: string }
  /** A call that the model asked for, and what came of it. */
  | { readonly role: 'tool'; readonly call: ModelCall; readonly result: string }

/** What a model may ask to be done: an intent, or a search. */
export interface ModelTool {
  readonly name: string
  readonly description: string
  readonly shape: Shape
}

export interface ModelCall {
  readonly tool: string
  /** From a model: checked against the tool's shape by whoever carries it out. */
  readonly input: Readonly<Record<string, unknown>>
}

/** What a model is asked for; its cost is booked under this name. */
export type ModelPurpose =
  'answer' | 'route' | 'slots' | 'summarize' | 'translate' | 'plugin' | 'see' | 'hear' | 'speak'

export interface ModelRequest {
  readonly purpose: ModelPurpose
  /**
   * Instructions of ours or of an operator: what people wrote and what was retrieved is never put here. The chatbot's
   * personality is added where a person reads the answer.
   */
  readonly system: string
  readonly messages: readonly [ModelMessage, ...ModelMessage[]]
  /**
   * What was retrieved or quoted, and what it is about where that helps: it reaches the model between marks that nobody
   * can guess, and is never an instruction.
   */
  readonly material?: readonly { readonly title?: string; readonly text: string }[]
  /** IETF tag of the language to answer in; the one of the messages otherwise. */
  readonly language?: string
  readonly tools?: readonly ModelTool[]
  /** The answer is values of this shape, and `text` is empty. */
  readonly shape?: Shape
  /** To be looked at along with the last message. */
  readonly images?: readonly { readonly bytes: Uint8Array; readonly mime: string }[]
  /** Of the answer; a default that suits a chat otherwise. */
  readonly maxTokens?: number
  /** The same request has the same answer for a while, whoever asks: for what depends on nothing else. */
  readonly repeatable?: boolean
  /** What its cost is booked to besides the chatbot. */
  readonly during?: { readonly conversation: ConversationId; readonly turn: TurnId }
  readonly signal: AbortSignal
}

export interface ModelAnswer {
  readonly text: string
  readonly calls: readonly ModelCall[]
  /** Present when a shape was asked for, and fits it. */
  readonly values?: Readonly<Record<string, unknown>>
  readonly provider: string
  readonly model: string
  readonly inputTokens: number
  readonly outputTokens: number
  /** US dollars. */
  readonly cost: number
}

/** The models of one tenant. */
export interface Models {
  /** Whether a model is configured that may be asked; without one everything still answers. Cheap. */
  available(chatbot: Chatbot): boolean
  /** Whether one may also choose what to do: the chatbot's intents are offered to it as tools. Cheap. */
  mayAct(chatbot: Chatbot): boolean
  /** Throws Busy (every provider is down), Refused, and OverLimit when the budget of the day is spent. */
  generate(chatbot: Chatbot, request: ModelRequest): Promise<ModelAnswer>
  /**
   * Pieces of text as they come, and at the end the whole answer; the same errors, before the first piece or between
   * two. Whoever leaves early ends the call.
   */
  stream(chatbot: Chatbot, request: Omit<ModelRequest, 'shape'>): AsyncGenerator<string, ModelAnswer, undefined>
}

/** A model that hears: where one of the tenant's providers has it. */
export interface Speech {
  /** Whether there is one. Cheap. */
  available(chatbot: Chatbot): boolean
  /** What somebody says in a recording. Throws Busy, Refused, and OverLimit when the budget of the day is spent. */
  hear(
    chatbot: Chatbot,
    recording: {
      readonly bytes: Uint8Array
      readonly mime: string
      readonly name: string
      readonly durationMs?: number
    },
    options: {
      /** IETF tag of what is spoken, where that is known. */
      readonly language?: string
      readonly during: ModelRequest['during']
      readonly signal: AbortSignal
    },
  ): Promise<{ readonly text: string; readonly model: string }>
}

// ── Which models, and at what cost ───────────────────────────────────────────────────────────────────────────────

export const providerKinds = ['openai', 'anthropic', 'vertex', 'openai-compatible'] as const
export type ProviderKind = (typeof providerKinds)[number]

/** US dollars per million tokens. */
export interface ModelPrice {
  readonly input: number
  readonly output: number
}

/** Where a model is asked. */
export interface ModelProvider {
  /** Unique in its list; what costs are booked under. */
  readonly name: string
  readonly kind: ProviderKind
  readonly model: string
  /** An API key; for Vertex an API key, or a service account's JSON. Unsealed only inside the tenant's scope. */
  readonly key?: string
  /** Of `openai-compatible`: ends before `/chat/completions`. */
  readonly baseUrl?: string
  /** Of Vertex with a service account. */
  readonly location?: string
  /** Wins over the gateway's own table; a model that is in neither cannot be asked while there is a budget. */
  readonly price?: ModelPrice
}

export interface ModelSettings {
  /** In the order in which they are asked; empty: those of the platform. */
  readonly providers: readonly ModelProvider[]
  /** US dollars that may be spent in a day (UTC), and not a cent more. */
  readonly dailyBudget?: number
  /** Who says aloud what is said; nobody, where it is left out. */
  readonly voice?: VoiceProvider
}

/** As it may be shown: no key in it. */
export interface ModelSettingsView {
  /** Whose providers are asked. */
  readonly source: 'tenant' | 'platform' | 'none'
  readonly providers: readonly (Omit<ModelProvider, 'key'> & { readonly hasKey: boolean })[]
  readonly dailyBudget?: number
  readonly voice?: Omit<VoiceProvider, 'key'> & { readonly hasKey: boolean }
  /** US dollars since midnight UTC, with what is reserved for calls that have not ended. Of a tenant only. */
  readonly spentToday?: number
}

export interface CostSum {
  readonly calls: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** US dollars. */
  readonly cost: number
}

export interface CostReport {
  readonly total: CostSum
  /** `YYYY-MM-DD`, UTC; the oldest first. */
  readonly days: readonly (CostSum & { readonly day: string })[]
  readonly models: readonly (CostSum & { readonly provider: string; readonly model: string })[]
  readonly purposes: readonly (CostSum & { readonly purpose: ModelPurpose })[]
  /** The conversations that cost the most. */
  readonly conversations: readonly (CostSum & { readonly conversation: ConversationId })[]
}

/** One call, as booked. */
export interface ModelUse {
  readonly purpose: ModelPurpose
  readonly provider: string
  readonly model: string
  readonly inputTokens: number
  readonly outputTokens: number
  /** US dollars. */
  readonly cost: number
}

/** A tenant's own choice of models: durable and in force when a call resolves. */
export interface ModelAdministration {
  view(): ModelSettingsView
  /**
   * Replaces it. A provider that names no key keeps the one that the provider of its name had, if it goes to the same
   * place. Throws Invalid with the field.
   */
  change(settings: ModelSettings): Promise<ModelSettingsView>
  /** Days as `YYYY-MM-DD`, both included. */
  costs(chatbot: ChatbotId, from: string, to: string): CostReport
  /** What a turn asked models for, in order. */
  usedBy(turn: TurnId): readonly ModelUse[]
}

/** A call on its way, at the most that it can cost. */
export interface Reservation {
  readonly chatbot: ChatbotId
  readonly during: ModelRequest['during']
  readonly purpose: ModelPurpose
  readonly provider: string
  readonly model: string
  /** Billionths of a US dollar. */
  readonly atMost: number
}

/** Billionths of a US dollar that a day and a month (UTC) may cost; left out: as much as it takes. */
export interface Ceilings {
  readonly day?: number
  readonly month?: number
}

/** What models cost one tenant, durable. Amounts are whole billionths of a US dollar. */
export interface SpendingLedger {
  /** Durable before a call is made. `over` what, and nothing kept: with it that would cost more than its ceiling. */
  reserve(call: Reservation, ceilings: Ceilings): Promise<{ readonly id: number } | { readonly over: keyof Ceilings }>
  /** What the call did cost. */
  settle(
    id: number,
    spent: { readonly inputTokens: number; readonly outputTokens: number; readonly cost: number },
  ): Promise<void>
  /** The call cost nothing: it was never made, or refused. */
  release(id: number): Promise<void>
  /** Since midnight UTC, with what is reserved. */
  spentToday(): number
  /** Since the first of the month, as above. */
  spentThisMonth(): number
  report(chatbot: ChatbotId, from: string, to: string): CostReport
  usedBy(turn: TurnId): readonly ModelUse[]
}

/** Where a tenant's choice is kept, keys sealed. */
export interface ModelSettingsStore {
  read(): ModelSettings
  write(settings: ModelSettings): Promise<void>
}

/** A question outside of any conversation, from a tenant's own program. */
export interface Question {
  readonly messages: readonly [ModelMessage, ...ModelMessage[]]
  /** IETF tag; the chatbot's first otherwise. */
  readonly language?: string
  readonly maxTokens?: number
  readonly signal: AbortSignal
}

export interface Response {
  /** Markdown; undefined: there is no model, and nothing that is known answers it. */
  readonly text: string | undefined
  /** What it stands on, in the order of its numbers. */
  readonly sources: readonly PassageSource[]
  /** Undefined: it is in the words of the sources. */
  readonly model: Omit<ModelAnswer, 'text' | 'calls' | 'values'> | undefined
}

/** Answers by what a chatbot knows, with a model's words where there is one. Throws Busy, Refused and OverLimit. */
export type Respond = (chatbot: Chatbot, question: Question) => AsyncGenerator<string, Response, undefined>
