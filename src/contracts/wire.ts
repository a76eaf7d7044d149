import type { Placement, Theme } from './appearance.ts'
import type { ByLanguage } from './intent.ts'
import type { ShownAvatar } from './avatars.ts'
import type { Part } from './message.ts'
import type { PluralForms } from './words.ts'

/** What travels over the web channel's socket (Socket.IO, path `/socket.io`, namespace `/chat`), and what a website is told. */

/** What of a chatbot everyone may know. Its personality holds instructions, and is nobody's business. */
export interface EmbedConfig {
  readonly embedId: string
  readonly name: string
  readonly languages: readonly string[]
  /** What is shown before anything was said, in the chatbot's first language. */
  readonly welcome: string | null
  /** The same by language. */
  readonly greeting: ByLanguage | null
  readonly placement: Placement
  readonly theme: Theme
  /** null: none. */
  readonly avatar: ShownAvatar | null
  /** What a visitor may send along: bytes of one file, and media types, `image/*` for all of a kind. */
  readonly uploads: { readonly bytes: number; readonly types: readonly string[] }
}

/** A file that the gateway keeps for a visitor, until it is said in a message: `upload` is the `mediaId` of its part there. */
export interface WireUpload {
  readonly upload: string
  /** Signed, and good for a while. */
  readonly url: string
  readonly mime: string
  readonly name?: string
  /** Bytes. */
  readonly size: number
}

/** What the button on a website says, in the visitor's language or one of those we have. */
export interface LauncherWords {
  /** IETF tag of the gateway's own words, and where they begin. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly open: string
  readonly close: string
  /** Of the bubble beside the button. */
  readonly dismiss: string
  /** `{count}` is replaced. */
  readonly unread: PluralForms
  /** The tenant's own. */
  readonly launcher?: string
  readonly teaser?: string
}

/** What the loader is told of a chatbot: no more than its button needs. */
export interface LauncherConfig extends Pick<EmbedConfig, 'embedId' | 'name' | 'placement'> {
  /** `onPrimary` is always there where `primary` is. */
  readonly theme: Pick<Theme, 'mode' | 'colors'>
  readonly words: LauncherWords
}

export interface WireAuth {
  readonly embedId: string
  readonly visitorToken?: string
  /** The last `seq` the client has; everything after it is replayed. */
  readonly lastSeq?: number
  /** A token signed by the website's own server: whoever brings it is that person, whatever `visitorToken` says. */
  readonly identity?: string
  /** Of the puzzle that a refusal came with. */
  readonly solution?: string
  /** What `conversation:forgotten` named: whoever brings it is let in when that is carried out, and refused as busy before. */
  readonly forgotten?: string
}

/** A `solution` is the challenge, a full stop and digits, whose SHA-256 begins with so many zero bits. */
export interface WirePuzzle {
  readonly challenge: string
  readonly bits: number
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
  /** To be solved before the client comes again: the channel wants work of new visitors. */
  readonly puzzle?: WirePuzzle
}

export interface WireSession {
  /** Empty for who came with an identity, and comes back with one. */
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
  /** Nobody is there: the first e-mail address that the visitor writes is kept. Left out: as it was. */
  readonly asksEmail?: boolean
}

/** What the avatar does; the chatbot's animation map says which clip of the avatar's own that is. */
export interface WireAnimation {
  readonly animation: string
  /** Milliseconds. */
  readonly duration: number
  readonly sentiment: string
  /** The intent that is answered: the map may name a clip for it. */
  readonly intent?: string
}

/** A sentence of a reply as it is said aloud, and how the mouth moves with it. */
export interface WireSpeech {
  /** Of the reply: the id of its `stream:start` and of its `message:receive`. */
  readonly messageId: string
  /** Counts from 0 within the message; frames are played in this order. */
  readonly index: number
  /** Base64. Empty where a message came to its end and nothing is left to be said. */
  readonly audio: string
  readonly mime: string
  readonly durationMs: number
  /** When which of the fifteen Oculus visemes begins, milliseconds from the start of the audio; empty where nobody knows. */
  readonly visemes: readonly (readonly [atMs: number, viseme: string])[]
  /** When which word begins. */
  readonly words?: readonly (readonly [atMs: number, word: string])[]
  /** IETF tag of what is spoken. */
  readonly language: string
  /** Nothing more comes for this message. */
  readonly last: boolean
}

export interface ClientToServer {
  'message:send': (
    message: { readonly id: string; readonly parts: readonly Part[] },
    ack?: (answer: WireAck) => void,
  ) => void
  'typing:start': () => void
  'typing:stop': () => void
  /** It was on the visitor's screen, and with it everything before. */
  'message:read': (message: { readonly id: string }) => void
  /** Whether an answer helped; null takes it back. */
  'message:feedback': (
    message: { readonly id: string; readonly verdict: 'up' | 'down' | null },
    ack?: (answer: WireAck) => void,
  ) => void
  /** What the visitor did to the avatar: `poke`, `wave`, `pat`, `hug`, `tickle`, `applaud` or `dance`. */
  'avatar:interaction': (interaction: { readonly type: string }) => void
  /** Whether this tab wants to hear what is said, as `avatar:speech`. Refused where the chatbot has no voice: the browser's own is left. */
  'avatar:voice': (wish: { readonly on: boolean }, ack?: (answer: WireAck) => void) => void
  'conversation:end': (ack?: (answer: WireAck) => void) => void
  /** Everything that is kept of the visitor is deleted: of whoever this connection belongs to, and of nobody else. */
  'conversation:forget': (ack?: (answer: WireAck) => void) => void
}

export interface ServerToClient {
  /** Sent once after a connection: the signed visitor token to come back with. */
  session: (session: WireSession) => void
  'message:receive': (message: WireMessage) => void
  'stream:start': (piece: { readonly id: string }) => void
  'stream:chunk': (piece: { readonly id: string; readonly index: number; readonly text: string }) => void
  'stream:end': (piece: { readonly id: string }) => void
  'avatar:animation': (animation: WireAnimation) => void
  'avatar:speech': (speech: WireSpeech) => void
  'typing:start': () => void
  'typing:stop': () => void
  /** Somebody else has the conversation now, `agent` by name; said again to whoever comes back while the bot has not. */
  'conversation:handoff': (handoff: WireHandoff) => void
  'conversation:end': (end: { readonly conversationId: string }) => void
  /** The visitor asked for it, in this tab or another: the client forgets them too, and comes again as somebody new. */
  'conversation:forgotten': (erasure: { readonly erasureId: string }) => void
  error: (error: WireError) => void
}
