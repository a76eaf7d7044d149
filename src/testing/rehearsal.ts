import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { trainClassifier } from '../ai/classify.ts'
import { Busy } from '../contracts/errors.ts'
import type { ChannelId, ChatbotId, ContactId, ConversationId, TurnId } from '../contracts/id.ts'
import type { InboundEvent, Part } from '../contracts/message.ts'
import type { OwnIntent } from '../contracts/intent.ts'
import type { Plugin } from '../contracts/plugin.ts'
import type {
  Contacts,
  HandlerHost,
  HandlerResult,
  IntentClassifier,
  IntentExample,
  TurnServices,
} from '../contracts/ports.ts'
import type { Channel, Chatbot } from '../contracts/tenant.ts'
import type { ConversationState, JournalEntry, Turn, Understood } from '../contracts/turn.ts'
import { noLimits } from '../contracts/limits.ts'
import { startsOver } from '../handlers/dialogue.ts'
import { houseSettings } from '../handoff/house.ts'
import { createRules } from '../handoff/rules.ts'
import { createHandlerHost } from '../handlers/host.ts'
import { PluginRegistry } from '../handlers/registry.ts'
import { withWords } from '../handlers/words.ts'
import { reader } from '../language/entities.ts'
import { handingOf } from '../pipeline/handing.ts'
import type { PipelineHost } from '../pipeline/host.ts'
import { context } from '../pipeline/context.ts'
import type { InboundMedia } from '../pipeline/media.ts'
import type { InboundReading } from '../pipeline/reading.ts'
import { intent } from '../pipeline/intent.ts'
import { route } from '../pipeline/route.ts'
import { transform } from '../pipeline/transform.ts'
import { fakeClock } from './clock.ts'
import type { FakeClock } from './clock.ts'
import { fakeKnowledge } from './fake-knowledge.ts'
import type { FakeKnowledge } from './fake-knowledge.ts'
import { fakeModels } from './fake-models.ts'
import type { FakeModels } from './fake-models.ts'
import { fakeConversation } from './fake-conversation.ts'
import { fakeHttp, fakeLog, fakeSchedules, fakeStore } from './fakes.ts'
import type { FakeHttp, FakeLog } from './fakes.ts'

/** One person in one conversation with some plugins, all in memory: the real router and host, fakes around them. */

export interface RehearsalOptions {
  readonly plugins: readonly Plugin[]
  /** The folder of one of the plugins, by its name: its `words/` are read. `new URL('.', import.meta.url)` */
  readonly folder?: string | URL
  /** By plugin name. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly personality?: Chatbot['personality']
  /** What the chatbot was taught. */
  readonly intents?: readonly OwnIntent[]
  /** Milliseconds since 1970. */
  readonly start?: number
  /** IETF tag of what the person writes. */
  readonly language?: string
  readonly name?: string
  readonly timeZone?: string
}

export interface Heard {
  readonly outcome: HandlerResult['outcome']
  /** `plugin kind:name` of who answered. */
  readonly by: string | undefined
  readonly messages: readonly (readonly Part[])[]
  /** Results that were made durable in the middle of the turn. */
  readonly recorded: number
  /** The person is erased after this turn; a rehearsal itself forgets nothing. */
  readonly erasesContact: boolean
}

/** The process ends at a moment of the next turn; the turn is then tried again, as after a start. */
export type Crash = { readonly afterRecords: number } | 'before the commit'

/** What people send along stays where it is. */
const nothingBrought: InboundMedia = {
  begin: () => undefined,
  concerns: () => false,
  keep: (turn) => Promise.resolve(turn),
}

const nothingToRead: InboundReading = {
  concerns: () => false,
  read: (turn) => Promise.resolve(turn),
}

export class Rehearsal {
  readonly clock: FakeClock
  readonly http: FakeHttp = fakeHttp()
  readonly knowledge: FakeKnowledge = fakeKnowledge()
  readonly models: FakeModels = fakeModels()
  readonly log: FakeLog = fakeLog()
  #chatbot: Chatbot
  readonly #folder: string | undefined
  readonly #store = fakeStore()
  readonly #schedules = fakeSchedules()
  readonly #said = fakeConversation()
  #plugins: readonly Plugin[]
  #host!: HandlerHost
  #classifier!: IntentClassifier
  #state = JSON.stringify({ version: 0, variables: {} } satisfies ConversationState)
  #turns = 0
  #isNew = true
  #speaker: string | undefined
  #language: string
  #name: string | undefined
  #timeZone: string | undefined

  constructor(options: RehearsalOptions) {
    const { folder } = options
    this.#plugins = options.plugins
    this.#folder = folder instanceof URL ? fileURLToPath(folder) : folder
    this.clock = fakeClock(options.start)
    this.#language = options.language ?? 'en'
    this.#name = options.name
    this.#timeZone = options.timeZone
    this.#chatbot = chatbotWith(options)
    this.restart()
  }

  /** What the conversation remembers. */
  get state(): ConversationState {
    return JSON.parse(this.#state) as ConversationState // written by us
  }

  /** A new process: nothing but what is durable is left. `plugins`: it came with others (a deploy). */
  restart(plugins: readonly Plugin[] = this.#plugins): void {
    this.#plugins = plugins
    const registry = new PluginRegistry()
    for (const plugin of plugins) registry.set(this.#spoken(plugin))
    this.#host = createHandlerHost({ registry, http: this.http, log: this.log, reader })
    this.#classifier = trained(this.#host.catalogue(this.#chatbot).examples)
  }

  #spoken(plugin: Plugin): Plugin {
    if (this.#folder === undefined || basename(this.#folder) !== plugin.name) return plugin
    return withWords(plugin, this.#folder) as Plugin // the same plugin with one member more
  }

  /** The person writes; what begins with a slash is a command. */
  say(text: string, crash?: Crash): Promise<Heard> {
    const command = /^\/([a-z0-9_-]+)\s*(.*)$/isu.exec(text)
    return this.event(
      command === null
        ? { kind: 'message', id: 'm', parts: [{ type: 'text', text }] }
        : { kind: 'command', id: 'm', name: (command[1] ?? '').toLowerCase(), text: (command[2] ?? '').trim() },
      crash,
    )
  }

  press(option: string, label?: string, crash?: Crash): Promise<Heard> {
    return this.event({ kind: 'button', option, ...(label === undefined ? {} : { label }) }, crash)
  }

  /** Anything else that a platform reports. */
  async event(event: Loose<InboundEvent>, crash?: Crash): Promise<Heard> {
    const turn = await this.#turnOf({
      ...event,
      keys: [`k${this.#turns}`],
      address: { chat: 'chat' },
      at: this.clock.now(),
    })
    const journal: JournalEntry[] = []
    if (crash !== undefined) {
      await this.#attempt(turn, journal, crash)
      this.restart()
    }
    const result = await this.#attempt(turn, journal, undefined)
    if (result === undefined) throw new Error('The process ended although nobody asked it to.')
    this.#said.add('visitor', turn.parts, turn.now)
    for (const parts of result.messages) this.#said.add('bot', parts, turn.now)
    this.#commit(result, turn.now)
    return {
      outcome: result.outcome,
      by:
        result.by &&
        `${result.by.plugin} ${'name' in result.by.handler ? `${result.by.handler.kind}:${result.by.handler.name}` : result.by.handler.kind}`,
      messages: result.messages,
      recorded: journal.length,
      erasesContact: result.erasesContact ?? false,
    }
  }

  /** Time passes; what comes due on the way is handled, one after the other. */
  async passTime(to: number): Promise<readonly Heard[]> {
    const heard: Heard[] = []
    for (let due = this.#schedules.next(to); due !== undefined; due = this.#schedules.next(to)) {
      this.clock.set(Math.max(this.clock.now(), due.dueAt))
      const { id, plugin, name, payload } = due
      heard.push(await this.event({ kind: 'due', schedule: id, plugin, name, payload }))
    }
    this.clock.set(Math.max(this.clock.now(), to))
    return heard
  }

  /** Many people share the chat from now on, and the next to speak is the one of this id. */
  inGroup(speaker: string): void {
    this.#speaker = speaker
  }

  /** What the person is known by from now on. */
  know(person: { readonly name?: string; readonly language?: string; readonly timeZone?: string }): void {
    this.#name = person.name ?? this.#name
    if (person.language !== undefined && person.language !== this.#language) {
      this.#language = person.language
      this.#chatbot = speaking(this.#chatbot, person.language)
      this.#classifier = trained(this.#host.catalogue(this.#chatbot).examples)
    }
    this.#timeZone = person.timeZone ?? this.#timeZone
  }

  async #turnOf(event: InboundEvent): Promise<Turn & Understood> {
    const index = String(this.#turns++).padStart(15, '0')
    const pipeline = {
      handlers: this.#host,
      classifier: () => this.#classifier,
      knowledge: this.knowledge,
      models: this.models,
      limits: noLimits,
      translator: () => undefined,
      startsOver,
      adapterOf: () => ({}),
      store: { contacts: { resolve: () => Promise.resolve(this.#contact()) }, conversations: this.#said },
    } as unknown as PipelineHost // what the stages read of it
    const turn: Turn = {
      id: `t_fakes${index}` as TurnId,
      conversation: 'cv_fakes000001' as ConversationId,
      channel: { id: 'ch_fakes000001' as ChannelId, platform: 'web' } as Channel, // what handlers may know of it
      chatbot: this.#chatbot,
      address: { chat: 'chat' },
      group: this.#speaker !== undefined,
      events: [event],
      from: { id: this.#speaker ?? 'visitor', ...(this.#name === undefined ? {} : { name: this.#name }) },
      state: this.state,
      attempt: 1,
      now: this.clock.now(),
      work: { seqs: [], wasOpen: false, journal: [], signal: new AbortController().signal },
    }
    const transformed = await transform(pipeline, nothingBrought, nothingToRead)(turn)
    return intent(pipeline)(await context(pipeline)({ ...transformed, language: this.#language }))
  }

  #contact(): Awaited<ReturnType<Contacts['resolve']>> {
    return {
      id: `ct_fakes${this.#speaker ?? 'visitor'}` as ContactId, // a test's own
      isNew: this.#isNew,
      ...(this.#timeZone === undefined ? {} : { timeZone: this.#timeZone }),
    }
  }

  /** One try of a turn; undefined when the process ended in it. */
  async #attempt(
    turn: Understood,
    journal: JournalEntry[],
    crash: Crash | undefined,
  ): Promise<HandlerResult | undefined> {
    const stop = new AbortController()
    const { models, knowledge } = this
    const pipeline = { handlers: this.#host, knowledge, models, limits: noLimits } as unknown as PipelineHost // what the stage reads of it
    const routed = await route(pipeline)(turn)
    const services: TurnServices = {
      journal: [...journal],
      fix: () => Promise.resolve(),
      record: async (index, entry) => {
        if (stop.signal.aborted) throw new Busy('The process ended.')
        if (crash !== undefined && crash !== 'before the commit' && journal.length >= crash.afterRecords) {
          stop.abort(new Busy('The process ended.'))
          throw new Busy('The process ended.')
        }
        journal[index] = structuredClone(entry)
      },
      store: this.#store,
      schedules: { ...this.#schedules, release: () => Promise.reject(new Error('Time passes with passTime.')) },
      knowledge: this.knowledge,
      models: this.models,
      onPiece: () => undefined,
      signal: stop.signal,
    }
    try {
      const ran = await this.#host.run(routed, services)
      const { result, says } = handingOf(rules, routed, ran)
      const ours = says.map((text) => [{ type: 'text', text } as const])
      return crash === undefined ? { ...result, messages: [...result.messages, ...ours] } : undefined
    } catch (error) {
      if (crash !== undefined && stop.signal.aborted) return undefined
      throw error
    }
  }

  #commit({ next, writes, schedules, contactChange }: HandlerResult, at: number): void {
    this.#state = JSON.stringify({ ...next, at, version: this.state.version + 1 })
    this.#store.apply(writes)
    this.#schedules.apply(schedules)
    this.know(contactChange ?? {})
    this.#isNew = false
  }
}

/** Somebody is always there, and what the bot cannot answer stays with it. */
const rules = createRules(() => houseSettings)

const classifiers = new Map<string, IntentClassifier>()

/** Training is what takes time in a new process, and the same examples always give the same. */
function trained(examples: readonly IntentExample[]): IntentClassifier {
  const key = JSON.stringify(examples)
  const classifier = classifiers.get(key) ?? trainClassifier(examples)
  classifiers.set(key, classifier)
  return classifier
}

type Loose<Event> = Event extends unknown ? Omit<Event, 'keys' | 'address' | 'at'> : never

/** The chatbot of a person who speaks another language: it understands that one too. */
function speaking(chatbot: Chatbot, language: string): Chatbot {
  const { languages } = chatbot
  return languages.includes(language) ? chatbot : { ...chatbot, languages: [...languages, language] }
}

function chatbotWith({ settings = {}, language = 'en', intents, personality = {} }: RehearsalOptions): Chatbot {
  const at = '2026-01-01T00:00:00.000Z'
  return {
    id: 'bot_fakes000001' as ChatbotId, // a test's own
    embedId: 'cb_fakes0000001',
    name: 'Rehearsal',
    personality,
    languages: [language],
    placement: {},
    ...(intents === undefined ? {} : { intents }),
    plugins: Object.fromEntries(
      Object.entries(settings).map(([name, values]) => [name, { enabled: true, settings: values }]),
    ),
    createdAt: at,
    updatedAt: at,
  }
}
