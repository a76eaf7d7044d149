import type { ConversationId, TurnId } from './id.ts'
import type { Shape } from './shape.ts'
import type { Chatbot } from './tenant.ts'

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
export type ModelPurpose = 'answer' | 'route' | 'slots' | 'summarize' | 'translate' | 'plugin' | 'see'

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
  /** Throws Busy (every provider is down), Refused, and OverLimit when the budget of the day is spent. */
  generate(chatbot: Chatbot, request: ModelRequest): Promise<ModelAnswer>
  /**
   * Pieces of text as they come, and at the end the whole answer; the same errors, before the first piece or between
   * two. Whoever leaves early ends the call.
   */
  stream(chatbot: Chatbot, request: Omit<ModelRequest, 'shape'>): AsyncGenerator<string, ModelAnswer, undefined>
}
