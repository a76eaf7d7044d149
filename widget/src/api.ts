import type { ThemeMode, Wishes } from './protocol.ts'

/** What a website may ask of its chat and hear from it: `window.colloquy`, and what the npm package hands out. */

export interface BootOptions extends Wishes {
  /** `cb_` and 12 characters: of a chatbot. */
  readonly embedId: string
  /** A token signed by the website's own server, which says who the visitor is. */
  readonly identity?: string
}

/** What is heard, with the chat it is about. */
export interface ChatEvents {
  /** Connected: what was said before is there. */
  readonly ready: { readonly embedId: string }
  readonly open: { readonly embedId: string }
  readonly close: { readonly embedId: string }
  /** Something was said; the words stay between the visitor and the gateway. */
  readonly message: { readonly embedId: string; readonly id: string; readonly from: 'visitor' | 'bot' | 'agent' }
  readonly unread: { readonly embedId: string; readonly count: number }
  readonly error: { readonly embedId: string; readonly code: string; readonly message: string }
}

export type ChatEvent = keyof ChatEvents
export type Hear<Event extends ChatEvent> = (detail: ChatEvents[Event]) => void

/** Tells the website's own listeners. */
export type Tell = <Event extends ChatEvent>(event: Event, detail: ChatEvents[Event]) => void

/** Where a page has several chats, `embedId` names one of them; it is the first otherwise. */
export interface Colloquy {
  /** Puts a chat on the page; the same again changes nothing. */
  boot(options: BootOptions): void
  /** Shows the chat, wherever its placement says it is shown. */
  open(embedId?: string): void
  close(embedId?: string): void
  /** Says it as the visitor, who sees it: the chat is opened. */
  send(text: string, embedId?: string): void
  on<Event extends ChatEvent>(event: Event, hear: Hear<Event>): void
  off<Event extends ChatEvent>(event: Event, hear: Hear<Event>): void
  update(wishes: { readonly language?: string; readonly theme?: ThemeMode }, embedId?: string): void
  /** null: the visitor signed out, and whoever comes next is a stranger. */
  identify(identity: string | null, embedId?: string): void
  /** Asks the visitor, in the chat, whether everything that is kept of them is to be deleted. */
  forget(embedId?: string): void
  /** Takes the chat off the page. */
  destroy(embedId?: string): void
}

type Method = Exclude<keyof Colloquy, 'on' | 'off'>

/** One call that was written down before the loader was there: `['on', 'message', hear]`. */
export type Call =
  | { readonly [Name in Method]: readonly [Name, ...Parameters<Colloquy[Name]>] }[Method]
  | readonly ['on' | 'off', ChatEvent, Hear<never>]

/** What a page may make before the loader is there: calls wait in `q`, and are done when it is. */
export interface Waiting {
  readonly q: { push(...calls: readonly Call[]): unknown }
}
