import type { Viseme } from './avatars.ts'
import type { Chatbot } from './tenant.ts'

/** What is said aloud, whoever says it. */

export const voiceKinds = ['openai-compatible', 'elevenlabs', 'azure'] as const
export type VoiceKind = (typeof voiceKinds)[number]

/** Where a tenant's texts are spoken. */
export interface VoiceProvider {
  readonly kind: VoiceKind
  /** What the provider calls the voice, by name or id. */
  readonly voice: string
  /** Other voices by IETF tag, where one does not speak every language. */
  readonly voices?: Readonly<Record<string, string>>
  readonly model?: string
  /** Unsealed only inside the tenant's scope. */
  readonly key?: string
  /** Of a server that is not the provider's own. Of Azure always: it says the region. */
  readonly baseUrl?: string
  /** US dollars per million characters; what the dearest of its kind asks for where it is not said. */
  readonly price?: number
}

/** Opens a connection to a tenant's `ws` or `wss` URL, if it may be reached. Throws Refused. */
export type OpenSocket = (url: string, headers: Readonly<Record<string, string>>) => Promise<WebSocket>

/** A sentence, said. */
export interface Spoken {
  readonly audio: Uint8Array
  readonly mime: string
  readonly durationMs: number
  /** When which mouth shape begins, milliseconds; empty where the provider does not say. */
  readonly visemes: readonly (readonly [atMs: number, viseme: Viseme])[]
  /** When which word begins. */
  readonly words?: readonly (readonly [atMs: number, word: string])[]
}

/** The voice of one tenant. */
export interface Voice {
  /** Whether there is one. Cheap. */
  available(): boolean
  /** Throws Busy, Refused, and OverLimit when the budget of the day is spent. `language` is an IETF tag. */
  speak(
    chatbot: Chatbot,
    said: { readonly text: string; readonly language: string; readonly signal: AbortSignal },
  ): Promise<Spoken>
}

/** The same for whoever has only a text: which language it is in is found out among those of the chatbot. */
export interface Speaker extends Pick<Voice, 'available'> {
  speak(
    chatbot: Chatbot,
    said: { readonly text: string; readonly signal: AbortSignal },
  ): Promise<Spoken & { readonly language: string }>
}
