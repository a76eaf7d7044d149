import type { MessageId } from './id.ts'
import type { Knowledge } from './knowledge.ts'
import type { Part } from './message.ts'
import type { Models } from './models.ts'
import type { PluginStore, Schedules } from './store.ts'
import type { Chatbot } from './tenant.ts'
import type { ConversationState, Handled, JournalEntry, Route, Routed, ScheduleChange, StoreWrite } from './turn.ts'
import type { IntentExample } from './understanding.ts'

/** Between the pipeline and the plugins. */

/** What the router may choose among for one chatbot. */
export interface HandlerCatalogue {
  /** Changes when a plugin is reloaded: what was trained from it is trained again. */
  readonly version: number
  readonly examples: readonly IntentExample[]
  /** Plugin by command name. */
  readonly commands: ReadonlyMap<string, string>
  readonly interrupts: readonly string[]
  readonly fallbacks: readonly string[]
  /** Plugins that answer beside a running dialogue. */
  readonly besides: readonly string[]
  /** Intents to leave any dialogue for, as `plugin/intent`. */
  readonly urgent: ReadonlySet<string>
  /** Plugins that listen, by event. */
  readonly events: ReadonlyMap<string, readonly string[]>
}

/** Lent to the handlers by the pipeline for one turn. */
export interface TurnServices {
  /** Results of calls that an earlier attempt of this turn made already. */
  readonly journal: readonly JournalEntry[]
  /** Before anything happens outside: from here on the turn is the same when it is repeated. */
  fix(): Promise<void>
  /** Makes a call's result durable before the handler sees it. */
  record(index: number, entry: JournalEntry): Promise<void>
  readonly store: Pick<PluginStore, 'get' | 'keys'>
  readonly schedules: Schedules
  readonly knowledge: Knowledge
  readonly models: Models
  /** A piece of a streamed reply was written; best effort. */
  onPiece(message: MessageId, index: number, text: string, done: boolean): void
  /** Aborted on drain, on a lost lease and on the handler time-out. */
  readonly signal: AbortSignal
}

/** What came of a turn's handlers. */
export interface HandlerResult {
  readonly outcome: Handled['outcome']
  readonly by: Route | undefined
  /** Routes that were tried before and passed. */
  readonly passed?: readonly Route[]
  readonly messages: readonly (readonly Part[])[]
  readonly next: Omit<ConversationState, 'version'>
  readonly writes: readonly StoreWrite[]
  readonly schedules: readonly ScheduleChange[]
  readonly contactChange?: Handled['contactChange']
  /** A handler asks for a person: in which queue. */
  readonly handoff?: { readonly queue: string }
  /** A language model should have answered and did not: why. */
  readonly modelFailed?: string
  readonly erasesContact?: true
}

/** The plugins of one tenant. */
export interface HandlerHost {
  catalogue(chatbot: Chatbot): HandlerCatalogue
  /** Tries the turn's routes in order until one does not pass. Throws only for what should be tried again. */
  run(turn: Routed, services: TurnServices): Promise<HandlerResult>
}
