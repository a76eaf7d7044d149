import type { Part } from './message.ts'

/** What travels over the web channel's socket (Socket.IO, path `/socket.io`, namespace `/chat`). The widget imports only this. */

export interface WireAuth {
  readonly embedId: string
  readonly visitorToken?: string
  /** The last `seq` the client has; everything after it is replayed. */
  readonly lastSeq?: number
}

export interface WireMessage {
  readonly id: string
  /** Counts within the visitor's conversations, never backwards. */
  readonly seq: number
  readonly conversationId: string
  readonly from: 'visitor' | 'bot' | 'agent'
  readonly parts: readonly Part[]
  /** ISO 8601 UTC. */
  readonly at: string
}

export type WireAck =
  | { readonly ok: true; readonly id: string; readonly duplicate?: boolean }
  | { readonly ok: false; readonly error: WireError }

export interface WireError {
  readonly code: `E_${string}`
  readonly message: string
  readonly field?: string
  /** Milliseconds to wait before trying again. */
  readonly retryAfterMs?: number
}

export interface WireSession {
  readonly visitorToken: string
  readonly visitorId: string
  /** The highest `seq` the server has for the visitor. */
  readonly lastSeq: number
}

export interface WireHandoff {
  readonly conversationId: string
  /** `waiting`: a person was asked for, and nobody has come yet. */
  readonly state: 'bot' | 'waiting' | 'human'
  readonly agent?: string
}

export interface ClientToServer {
  'message:send': (
    message: { readonly id: string; readonly parts: readonly Part[] },
    ack?: (answer: WireAck) => void,
  ) => void
  'typing:start': () => void
  'typing:stop': () => void
  'avatar:interaction': (interaction: { readonly type: string }) => void
  'conversation:end': (ack?: (answer: WireAck) => void) => void
}

export interface ServerToClient {
  /** Sent once after a connection: the signed visitor token to come back with. */
  session: (session: WireSession) => void
  'message:receive': (message: WireMessage) => void
  'stream:start': (piece: { readonly id: string }) => void
  'stream:chunk': (piece: { readonly id: string; readonly index: number; readonly text: string }) => void
  'stream:end': (piece: { readonly id: string }) => void
  'avatar:animation': (animation: {
    readonly animation: string
    readonly duration: number
    readonly sentiment: string
  }) => void
  'typing:start': () => void
  'typing:stop': () => void
  /** Somebody else has the conversation now, `agent` by name; said again to whoever comes back while the bot has not. */
  'conversation:handoff': (handoff: WireHandoff) => void
  'conversation:end': (end: { readonly conversationId: string }) => void
  error: (error: WireError) => void
}
