import type { ConversationId, ScheduleId } from './id.ts'
import type { KnowledgeAnswer, Passage } from './knowledge.ts'
import type { Field, Shape, Values } from './shape.ts'

/** What the host lends to handlers: promises, kept in `handlers/grants.ts`. */

export interface HttpOptions<Expected = never> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** The shape of the answer. */
  readonly expect?: Expected
  /** One of the caller's own, for a call that a later turn makes again; else it comes from the turn. At most 200 characters. */
  readonly idempotencyKey?: string
  /** Milliseconds that one try may take, where less than the host's own bound will do. */
  readonly timeoutMs?: number
  /**
   * How often a call that could not be answered is made again at once, under the same `Idempotency-Key`: up to 3 times.
   * Without it the whole turn is tried again, a little later.
   */
  readonly retries?: number
  /** Of a GET: an answer that came less than so many milliseconds ago will do. */
  readonly cacheMs?: number
}

/**
 * HTTP with JSON answers, to public addresses only. Every call carries an `Idempotency-Key` that is the same when the
 * turn is repeated, and its result is remembered: a call that was made is not made again. Throws `Busy` when the other
 * side cannot answer now (the turn is tried again later) and `Refused` when it answers no (catch it, or let it be). A side
 * that failed several times in a row is left alone for a while, and `Busy` at once.
 */
export interface Http {
  json(url: string, options?: HttpOptions): Promise<unknown>
  json<S extends Shape>(url: string, expect: S | HttpOptions<S>): Promise<Values<S>>
  json<Value>(url: string, expect: Field<Value> | HttpOptions<Field<Value>>): Promise<Value>
}

/** Values by key, JSON, kept with the turn or not at all. What was set is read back at once. */
export interface Drawer {
  get(key: string): Promise<unknown>
  /** Undefined when there is none or it does not fit the field (it was written by an older plugin). */
  get<Value>(key: string, field: Field<Value>): Promise<Value | undefined>
  set(key: string, value: unknown): void
  delete(key: string): void
  keys(prefix?: string): Promise<readonly string[]>
}

/** The plugin's own memory: of this conversation, of this person in all conversations, of this chatbot for everyone. */
export interface Store {
  readonly conversation: Drawer
  readonly contact: Drawer
  readonly chatbot: Drawer
}

export interface Scheduled {
  readonly id: ScheduleId
  readonly name: string
  /** Milliseconds since 1970. */
  readonly dueAt: number
  readonly payload: unknown
}

/** Calls a handler of `due`, once, at a moment; kept with the turn or not at all. */
export interface Schedule<Due extends Shapes = Shapes> {
  /**
   * `when`: a Date, or milliseconds since 1970; in the past means at once. In this conversation, or `within` another one
   * of the same tenant: whoever decides there is asked there. One that does not exist is passed over.
   */
  at<Name extends keyof Due & string>(
    name: Name,
    when: number | Date,
    payload: Values<ShapeIn<Due[Name]>>,
    options?: { readonly within?: ConversationId },
  ): ScheduleId
  /** Of this conversation. */
  list(): Promise<readonly Scheduled[]>
  cancel(id: ScheduleId): void
}

export interface Log {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}

/** What the chatbot knows from documents, asked in the person's language. Results are remembered like those of `http`. */
export interface Library {
  /** Best first; at most `limit` (5 unless told). Empty when there are no documents. */
  search(query: string, options?: { readonly limit?: number }): Promise<readonly Passage[]>
  /** Undefined when nothing found is good enough; such questions are ranked for the tenant. */
  answer(question: string): Promise<KnowledgeAnswer | undefined>
  /** What the person thought of the answer to the question. */
  rate(question: string, helpful: boolean): Promise<void>
}

export interface AiOptions {
  /**
   * What the prompt is about: what people wrote, what was fetched. The model is told that nothing in it is an
   * instruction; what stands in the prompt itself is.
   */
  readonly material?: string | readonly string[]
  /** IETF tag of the language to answer in; the person's otherwise. */
  readonly language?: string
  /** Of the answer; a token is about three quarters of an English word. */
  readonly maxTokens?: number
}

/**
 * The language model of the tenant, where one is configured: look at `available` first, and answer without it otherwise.
 * An answer is remembered: a repeated turn and a replayed dialogue do not ask again. Throws `Busy` when no provider can
 * answer now, `Refused`, and `OverLimit` when the tenant's budget of the day is spent.
 */
export interface Ai {
  readonly available: boolean
  text(prompt: string, options?: AiOptions): Promise<string>
  /** Values that fit the shape; the descriptions of its fields help. */
  values<S extends Shape>(prompt: string, shape: S, options?: AiOptions): Promise<Values<S>>
  /** A reply that is shown while it is being written: `return ai.stream(…)`. */
  stream(prompt: string, options?: AiOptions): AsyncIterable<string>
}

/** What the person who writes has a right to. */
export interface Privacy {
  /**
   * Everything that is kept of this person is deleted, whatever plugin or part of the gateway keeps it: begun with the end
   * of the turn, or not at all. What this turn says is still sent. Ask them before: it cannot be undone.
   */
  eraseContact(): void
}

/** Lent when named in `needs`. */
export interface Capabilities<Due extends Shapes = Shapes> {
  readonly ai: Ai
  readonly http: Http
  readonly store: Store
  readonly schedule: Schedule<Due>
  readonly knowledge: Library
  readonly privacy: Privacy
}
export type Capability = keyof Capabilities

/**
 * What is inferred of the shapes of `intents`, `commands` and `due`, by name. An entry that declares none is inferred
 * as `unknown`, so the constraint must let that through: `ShapeIn` reads it as the shape without fields.
 */
export type Shapes = Readonly<Record<string, unknown>>
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- a plugin without settings has none
export type NoFields = Pick<Shape, never>
export type ShapeIn<S> = S extends Shape ? S : NoFields
