import { handlerDefaults } from '../config/defaults.ts'
import { OverLimit } from '../contracts/errors.ts'
import type { InboundEvent, Part } from '../contracts/message.ts'
import type { TurnServices } from '../contracts/ports.ts'
import type { Values, Shape } from '../contracts/shape.ts'
import type {
  DialogueState,
  Route,
  ReadPart,
  Routed,
  ScheduleChange,
  StoreWrite,
  TurnContact,
} from '../contracts/turn.ts'
import type { SentenceValues } from '../contracts/words.ts'
import { phrase } from '../language/phrasebook.ts'
import type { PhraseKey } from '../language/phrasebook.ts'
import type { Journal } from './journal.ts'
import { TurnJournal } from './journal.ts'
import type { Handler, LoadedPlugin } from './registry.ts'
import type { Slots } from './slots.ts'

/** One turn at its handlers: what they have said and changed so far. All of it is committed with the turn, or nothing. */
export class Run {
  readonly turn: Routed
  readonly services: TurnServices
  readonly journal: TurnJournal
  readonly messages: (readonly Part[])[] = []
  readonly schedules: ScheduleChange[] = []
  /** Routes that were tried and passed. */
  readonly passed: Route[] = []
  /** Why a language model that was asked did not answer. */
  modelFailed: string | undefined
  /** The person wants everything deleted. */
  erasesContact = false
  contactChange: { timeZone?: string; language?: string } | undefined
  readonly #writes = new Map<string, StoreWrite>()

  constructor(turn: Routed, services: TurnServices) {
    this.turn = turn
    this.services = services
    this.journal = new TurnJournal(turn.id, services)
  }

  say(parts: readonly Part[]): void {
    if (parts.length === 0) return
    if (this.messages.length >= handlerDefaults.messagesPerTurn)
      throw new Error(`A turn says at most ${handlerDefaults.messagesPerTurn} messages.`)
    this.messages.push(parts)
  }

  /** A sentence of the gateway's own. */
  tell(key: PhraseKey, values?: SentenceValues): void {
    this.say([{ type: 'text', text: phrase(this.turn.language, key, values) }])
  }

  write(write: StoreWrite): void {
    const place = `${write.plugin}\n${write.scope}\n${write.key}`
    if (!this.#writes.has(place) && this.#writes.size >= handlerDefaults.writesPerTurn)
      throw new OverLimit(`A turn stores at most ${handlerDefaults.writesPerTurn} values.`)
    this.#writes.set(place, write)
  }

  written(plugin: string, scope: string, key: string): StoreWrite | undefined {
    return this.#writes.size === 0 ? undefined : this.#writes.get(`${plugin}\n${scope}\n${key}`)
  }

  get writes(): readonly StoreWrite[] {
    return this.#writes.size === 0 ? [] : [...this.#writes.values()]
  }
}

/** What a handler was called with: kept with its dialogue, so that it is called with the same again. */
export interface Input {
  readonly text: string
  readonly parts: readonly Part[]
  readonly read?: readonly ReadPart[]
  readonly language: string
  readonly contact: TurnContact
  readonly event: InboundEvent
  readonly slots: Readonly<Slots>
  readonly payload: unknown
}

/** One handler at work. */
export interface Frame {
  readonly run: Run
  readonly loaded: LoadedPlugin
  readonly handler: Handler
  readonly input: Input
  readonly settings: Values<Shape>
  readonly journal: Journal
  /** The turn that began it and when: unchanged while a dialogue goes on over many turns. */
  readonly begun: Pick<DialogueState, 'turn' | 'startedAt'>
  /** `now()`: moves on with the answers of a dialogue. */
  clock: number
  /** What `words` speaks: moves on with the answers of a dialogue, so that it follows a person who changes to another. */
  language: string
}
