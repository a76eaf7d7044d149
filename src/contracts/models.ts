import type { Shape } from './shape.ts'
import type { Chatbot } from './tenant.ts'

/** Language models, whoever runs them. */

export interface ModelMessage {
  readonly role: 'user' | 'assistant'
  readonly text: string
}

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
  /** The only place for instructions: what people wrote and what was retrieved is never put here. */
  readonly system: string
  readonly messages: readonly [ModelMessage, ...ModelMessage[]]
  readonly tools?: readonly ModelTool[]
  /** The answer is values of this shape, and `text` is empty. */
  readonly shape?: Shape
  /** To be looked at along with the last message. */
  readonly images?: readonly { readonly bytes: Uint8Array; readonly mime: string }[]
  readonly maxTokens?: number
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
  /** Pieces of text as they come; the same errors, before the first piece or between two. */
  stream(chatbot: Chatbot, request: Omit<ModelRequest, 'shape' | 'tools'>): AsyncIterable<string>
}
