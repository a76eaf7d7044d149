import type { Change, Changer } from './change.ts'
import type { ChatbotId } from './id.ts'
import type { Page } from './page.ts'
import type { Chatbot } from './tenant.ts'

/** What was in force for a while. */
export interface ChatbotVersion {
  /** Counts from 1 without a gap. */
  readonly version: number
  /** When it came into force, ISO 8601 UTC. */
  readonly madeAt: string
  readonly by: Changer
  readonly note?: string
  /** The version whose content it brought back. */
  readonly restored?: number
}

/** A version with all that it was: its secrets unsealed, as everywhere inside of a tenant. */
export interface WholeVersion extends ChatbotVersion {
  readonly chatbot: Chatbot
}

export interface ChatbotState {
  /** The one that is in force. */
  readonly version: number
  /** Whether changes are in force at once; otherwise they gather in a draft until it is published. */
  readonly autoPublish: boolean
  /** Whether there are changes that are not in force. */
  readonly hasDraft: boolean
}

/**
 * What a chatbot was, as a whole: settings, plugins with their secrets, and intents. A call is durable and in force when
 * it resolves; what is not there is NotFound.
 */
export interface ChatbotVersions {
  state(chatbot: ChatbotId): ChatbotState
  /** The newest first; as many as are kept. */
  list(chatbot: ChatbotId, limit: number, cursor?: string): Page<ChatbotVersion>
  read(chatbot: ChatbotId, version: number): WholeVersion
  /** Throws Conflict when changes are to be in force at once and some wait to be published. */
  setAutoPublish(chatbot: ChatbotId, autoPublish: boolean): Promise<void>
  /** The draft comes into force as a new version; without a draft nothing happens. */
  publish(chatbot: ChatbotId, change: Change): Promise<ChatbotVersion>
  /** What is edited is what is in force. */
  discard(chatbot: ChatbotId): Promise<void>
  /**
   * What an earlier version was comes into force at once, as a new version. A draft stays as it is. What is the same
   * already makes none.
   */
  restore(chatbot: ChatbotId, version: number, change: Change): Promise<ChatbotVersion>
}
