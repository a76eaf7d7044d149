import type { Awaitable, Platform } from './channel.ts'
import type { Capabilities, Capability, Log, NoFields, ShapeIn, Shapes } from './capabilities.ts'
import type { Entity } from './entities.ts'
import type { ContactId, ConversationId } from './id.ts'
import type { OwnIntent } from './intent.ts'
import type {
  ButtonEvent,
  ConversationEndedEvent,
  EditEvent,
  HandoffChangedEvent,
  HandoffEndedEvent,
  InboundEvent,
  MembershipEvent,
  MessageEvent,
  Part,
  ReactionEvent,
} from './message.ts'
import { text } from './shape.ts'
import type { Field, Shape, Values } from './shape.ts'
import type { Mode, PluginEvent, ReadPart } from './turn.ts'
import type { Say as SayWords, TextByLanguage, WordsByLanguage } from './words.ts'

export type {
  Ai,
  AiOptions,
  Capabilities,
  Capability,
  Drawer,
  Http,
  HttpOptions,
  Library,
  Log,
  Privacy,
  Schedule,
  Scheduled,
  Store,
} from './capabilities.ts'

/** A plugin: one object; its handlers return what to say and have only the capabilities they asked for. */

// ── What a handler returns ───────────────────────────────────────────────────────────────────────────────────────

export interface PassReply {
  readonly reply: 'pass'
}

export interface SilenceReply {
  readonly reply: 'silence'
}

export interface HandoffReply {
  readonly reply: 'handoff'
  readonly queue: string
}

export interface GotoReply<Name extends string = string, Slots = unknown> {
  readonly reply: 'goto'
  readonly handler: Name
  readonly slots?: Slots
}

/** What to say now: a string is Markdown. */
export type Sayable = string | Part | readonly Part[]

/** What a handler returns: an `AsyncIterable<string>` is streamed where the platform can; the rest of it is plain. */
export type Reply<Goto extends GotoReply = GotoReply> =
  Sayable | AsyncIterable<string> | PassReply | SilenceReply | HandoffReply | Goto

/** Not for me: the next handler is tried. What was said and stored before stays. */
export const pass: PassReply = Object.freeze({ reply: 'pass' })

/** Handled, and nothing to say. */
export const silence: SilenceReply = Object.freeze({ reply: 'silence' })

/** A person takes over; the bot is quiet until they hand back. `queue` is a name your team knows. */
export function handoff(queue: string): HandoffReply {
  return { reply: 'handoff', queue }
}

/** Go on with another handler of this plugin: an intent (with slots that are known already) or a command. */
export function goto<const Name extends string>(handler: Name): GotoReply<Name, undefined>
export function goto<const Name extends string, const Slots>(handler: Name, slots: Slots): GotoReply<Name, Slots>
export function goto(handler: string, slots?: unknown): GotoReply {
  return slots === undefined ? { reply: 'goto', handler } : { reply: 'goto', handler, slots }
}

// ── Dialogues: what a generator yields ───────────────────────────────────────────────────────────────────────────

export interface Ask {
  readonly effect: 'ask'
  /** Markdown. */
  readonly question: string
  readonly field: Field<unknown>
  /** The person may go back to the question before this one. */
  readonly back: boolean
}

export interface Say {
  readonly effect: 'say'
  readonly what: Sayable
}

export type Effect = Ask | Say

/**
 * Asks and waits, for a week if need be: `const size = yield* ask('What size?', choice('small', 'large'))`. An answer
 * that does not fit is asked for again. Without a field any text is an answer. With `back` the word (or button) "back"
 * returns to the question before; around a field, `optional(…)` offers to skip it, which gives undefined.
 */
export function ask(question: string): Generator<Ask, string, unknown>
export function ask<Value>(
  question: string,
  field: Field<Value> & { readonly 'x-optional': true },
  options?: { readonly back?: boolean },
): Generator<Ask, Value | undefined, unknown>
export function ask<Value>(
  question: string,
  field: Field<Value>,
  options?: { readonly back?: boolean },
): Generator<Ask, Value, unknown>
export function* ask(
  question: string,
  field: Field<unknown> = text(),
  { back = false }: { readonly back?: boolean } = {},
): Generator<Ask, unknown, unknown> {
  return yield { effect: 'ask', question, field, back }
}

/** Says something before the reply: `yield say('One moment…')`. */
export function say(what: Sayable): Say {
  return { effect: 'say', what }
}

/** A handler's answer: a reply, the promise of one, or a dialogue that ends with one. */
export type Answer<Goto extends GotoReply = GotoReply> =
  Awaitable<Reply<Goto>> | AsyncGenerator<Effect, Reply<Goto>, unknown> | Generator<Effect, Reply<Goto>, unknown>

/** Names are inferred apart from shapes: also of entries that declare none, whose functions are looked at too late. */
type NamedIn<S extends Shapes, Names extends string> = {
  readonly [Name in Names]: Name extends keyof S ? S[Name] : NoFields
}

// ── What every handler has ───────────────────────────────────────────────────────────────────────────────────────

export interface PluginContact {
  readonly id: ContactId
  readonly name?: string
  readonly username?: string
  /** IANA name; undefined until known. */
  readonly timeZone?: string
  /** True in the first turn of a person nobody has seen before. */
  readonly isNew: boolean
  /** What was learned about the person, for every plugin: an IANA time zone, an IETF language tag. */
  remember(change: { readonly timeZone?: string; readonly language?: string }): void
}

/** Who speaks, as far as the tenant said it of the chatbot. */
export interface PluginBot {
  readonly name?: string
  /** What somebody new is greeted with. */
  readonly greeting?: TextByLanguage
  /** When nobody understood: what is said, and who takes over. */
  readonly fallback?: { readonly say?: TextByLanguage; readonly queue?: string }
}

/** What every handler has. */
export interface HandlerContext<Settings extends Shape = Shape> {
  readonly settings: Values<Settings>
  /** What the person said in this turn, as plain text; of a command, what follows its name. */
  readonly text: string
  readonly parts: readonly Part[]
  /** What was read in the parts: speech, what is written in pictures, documents. */
  readonly read: readonly ReadPart[]
  /** IETF tag of the language the person writes. */
  readonly language: string
  /** A sentence of the plugin's `words/<language>.json` in that language, else in English. Throws for a key that English does not have. */
  readonly words: SayWords
  readonly contact: PluginContact
  readonly bot: PluginBot
  readonly conversation: { readonly id: ConversationId; readonly platform: Platform; readonly group: boolean }
  readonly event: InboundEvent
  /** What is named in a text in the person's language: days, numbers, money, addresses. Days and moments are read by the clock of `timeZone` (IANA), the person's unless told. */
  readonly named: (text: string, timeZone?: string) => readonly Entity[]
  /** Milliseconds since 1970; stands still within a turn, and is the same again when a dialogue is replayed. */
  readonly now: () => number
  /** At least 0 and below 1; the same again when the turn is repeated or the dialogue replayed. */
  readonly random: () => number
  readonly log: Log
}

// ── The plugin ───────────────────────────────────────────────────────────────────────────────────────────────────

type Context<
  Needs extends Capability,
  Settings extends Shape,
  Due extends Shapes,
  DueNames extends string,
> = HandlerContext<Settings> & Pick<Capabilities<NamedIn<Due, DueNames>>, Needs>

type GotoIn<Handlers extends Shapes> = {
  [Name in keyof Handlers & string]: GotoReply<Name, Partial<Values<ShapeIn<Handlers[Name]>>> | undefined>
}[keyof Handlers & string]

/** Where a plugin's handlers may go: its intents and commands, with the slots they have. Where they go names nobody. */
type GotoOf<Intents extends Shapes, Commands extends Shapes, CommandNames extends string> =
  GotoIn<NoInfer<Intents>> | GotoIn<NamedIn<NoInfer<Commands>, NoInfer<CommandNames>>>

/** What people write when they want something: in English, or by language (an IETF tag). */
export type Examples = readonly string[] | Readonly<Record<string, readonly string[]>>

/** How an intent behaves while another dialogue waits for an answer. */
interface Manners {
  /** Leaves that dialogue also where any words would be an answer to it: fetching a person. */
  readonly urgent?: boolean
  /** Is answered beside it: the open question is then asked again. For a greeting, or a short fact. */
  readonly beside?: boolean
}

/** An intent is a tool: its examples and slots train the router, parse `/plugin intent text`, are asked for, and documented. */
export interface Intent<Slots, HandlerContext, Goto extends GotoReply> extends Manners {
  readonly description?: string
  /** What people write when they want it; the more unlike each other, the better it is recognised. */
  readonly examples: Examples
  /** What the handler needs to know: found in the message, or asked for one by one with the field's `ask`. */
  readonly slots?: Slots & Shape
  handle(context: HandlerContext & { readonly slots: Values<ShapeIn<Slots>> }): Answer<Goto>
}

/** `/name text`. */
export interface Command<Slots, HandlerContext, Goto extends GotoReply> {
  readonly description?: string
  /** Filled from the command's text, or asked for. */
  readonly slots?: Slots & Shape
  handle(context: HandlerContext & { readonly slots: Values<ShapeIn<Slots>> }): Answer<Goto>
}

/** Called when what `schedule.at` scheduled is due. */
export interface DueHandler<Payload, HandlerContext, Goto extends GotoReply> {
  readonly payload?: Payload & Shape
  handle(context: HandlerContext & { readonly payload: Values<ShapeIn<Payload>> }): Answer<Goto>
}

interface EventOf extends Record<PluginEvent, InboundEvent> {
  readonly file: MessageEvent
  readonly joined: MembershipEvent
  readonly left: MembershipEvent
  readonly blocked: MembershipEvent
  readonly unblocked: MembershipEvent
  readonly edited: EditEvent
  readonly deleted: EditEvent
  readonly reaction: ReactionEvent
  readonly button: ButtonEvent
  readonly handoffChanged: HandoffChangedEvent
  readonly handoffEnded: HandoffEndedEvent
  readonly conversationEnded: ConversationEndedEvent
}

export interface PluginDefinition<
  Needs extends Capability,
  Settings extends Shape,
  Intents extends Shapes,
  Commands extends Shapes,
  CommandNames extends string,
  Due extends Shapes,
  DueNames extends string,
> {
  /** Lower-case letters, digits and hyphens; the name of its folder, and of its command `/name intent text`. */
  readonly name: string
  readonly description?: string
  readonly needs?: readonly Needs[]
  /** What the operator fills in per chatbot; secrets are sealed. */
  readonly settings?: Settings
  /** What it says, by language and key: read from `words/<language>.json` in its folder where it is not given here. */
  readonly words?: WordsByLanguage
  /** What a shape cannot say of the settings (a step that leads nowhere). Throws Invalid with the field and a sentence. */
  check?(settings: Values<Settings>): void
  /** What the person is in while a dialogue of this plugin waits: an assessment or a workflow is not left for small things. A form when it is not said. */
  readonly mode?: Exclude<Mode, 'normal'>
  readonly intents?: {
    readonly [Name in keyof Intents]: Intent<
      Intents[Name],
      Context<Needs, Settings, Due, DueNames>,
      GotoOf<Intents, Commands, CommandNames>
    >
  }
  readonly commands?: {
    readonly [Name in CommandNames]: Command<
      NamedIn<Commands, CommandNames>[Name],
      Context<Needs, Settings, Due, DueNames>,
      GotoOf<Intents, Commands, CommandNames>
    >
  } & { readonly [Name in keyof Commands]: { readonly slots?: Commands[Name] } }
  readonly due?: {
    readonly [Name in DueNames]: DueHandler<
      NamedIn<Due, DueNames>[Name],
      Context<Needs, Settings, Due, DueNames>,
      GotoOf<Intents, Commands, CommandNames>
    >
  } & { readonly [Name in keyof Due]: { readonly payload?: Due[Name] } }
  readonly on?: {
    readonly [Event in PluginEvent]?: (
      context: Context<Needs, Settings, Due, DueNames> & { readonly event: EventOf[Event] },
    ) => Answer<GotoOf<Intents, Commands, CommandNames>>
  }
  /** Answers before a running dialogue sees the message: consent, opting out. The dialogue goes on unless it is left by `goto` or `handoff`. */
  interrupt?(
    context: Context<Needs, Settings, Due, DueNames>,
  ): Awaitable<Reply<GotoOf<Intents, Commands, CommandNames>>>
  /** Answers what nobody else did. */
  fallback?(context: Context<Needs, Settings, Due, DueNames>): Answer<GotoOf<Intents, Commands, CommandNames>>
  /** Answers a question in return while another dialogue waits for an answer that fits; the open question is then asked again. */
  beside?(context: Context<Needs, Settings, Due, DueNames>): Answer<GotoOf<Intents, Commands, CommandNames>>
  /** Makes what the tenant taught the chatbot into intents of this plugin. Pure; called again when it changes. */
  teach?(
    taught: readonly OwnIntent[],
    languages: readonly [string, ...string[]],
  ): Taught<Context<Needs, Settings, Due, DueNames>>
}

/** Intents made of data. */
export interface Taught<Context = FullContext> {
  readonly intents: Readonly<
    Record<
      string,
      Manners & {
        readonly description?: string
        readonly examples: Examples
        readonly slots?: Shape
        handle(context: Context & { readonly slots: Readonly<Record<string, unknown>> }): Answer
      }
    >
  >
  /** More words, with the sentences that their slots name. */
  readonly words?: WordsByLanguage
}

/** Everything any handler may be given: what the host makes, and each handler sees its own part of. */
export interface FullContext extends HandlerContext, Partial<Capabilities> {
  readonly slots: Readonly<Record<string, unknown>>
  readonly payload: unknown
}

export interface AnyHandler {
  handle(context: FullContext): Answer
}

/** Any plugin, its own types hidden: what the host holds. */
export interface Plugin {
  readonly name: string
  readonly description?: string
  readonly needs?: readonly Capability[]
  readonly settings?: Shape
  readonly words?: WordsByLanguage
  check?(settings: Readonly<Record<string, unknown>>): void
  readonly mode?: Exclude<Mode, 'normal'>
  readonly intents?: Readonly<
    Record<
      string,
      AnyHandler & Manners & { readonly description?: string; readonly examples: Examples; readonly slots?: Shape }
    >
  >
  readonly commands?: Readonly<Record<string, AnyHandler & { readonly description?: string; readonly slots?: Shape }>>
  readonly due?: Readonly<Record<string, AnyHandler & { readonly payload?: Shape }>>
  readonly on?: Readonly<Partial<Record<PluginEvent, (context: FullContext) => Answer>>>
  interrupt?(context: FullContext): Awaitable<Reply>
  fallback?(context: FullContext): Answer
  beside?(context: FullContext): Answer
  teach?(taught: readonly OwnIntent[], languages: readonly [string, ...string[]]): Taught
}

/** Gives full inference to a plugin's author, and the host an object without the author's types. */
export function definePlugin<
  const Needs extends Capability = never,
  const Settings extends Shape = NoFields,
  const Intents extends Shapes = NoFields,
  const Commands extends Shapes = NoFields,
  const CommandNames extends string = never,
  const Due extends Shapes = NoFields,
  const DueNames extends string = never,
>(definition: PluginDefinition<Needs, Settings, Intents, Commands, CommandNames, Due, DueNames>): Plugin {
  // The author's handlers take a narrower context than the host may give: it gives each exactly what it declared.
  return definition as unknown as Plugin
}
