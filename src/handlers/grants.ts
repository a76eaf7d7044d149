import { handlerDefaults } from '../config/defaults.ts'
import { byLanguage } from '../contracts/appearance.ts'
import { Invalid, OverLimit } from '../contracts/errors.ts'
import { scheduleId } from '../contracts/id.ts'
import type { ScheduleId } from '../contracts/id.ts'
import type {
  Drawer,
  FullContext,
  Http,
  HttpOptions,
  Log,
  PluginBot,
  PluginContact,
  Privacy,
  Schedule,
  Scheduled,
  Store,
} from '../contracts/plugin.ts'
import type { Field, Shape } from '../contracts/shape.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import type { Entity, ValueReader } from '../contracts/understanding.ts'
import type { Say } from '../contracts/words.ts'
import { checkField, checkShape } from './check.ts'
import { lendAi } from './lend-ai.ts'
import { lendKnowledge } from './lend-knowledge.ts'
import { lendLog } from './lend-log.ts'
import type { Frame } from './run.ts'
import { sayIn } from './words.ts'

/** Builds what one handler is lent for one run: exactly what its plugin asked for in `needs`, and what everyone has. */

/** A plugin's call to the outside, as the HTTP client makes it. */
export interface HttpCall {
  readonly url: string
  readonly method: HttpOptions['method']
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly expect: Shape | Field<unknown> | undefined
  readonly idempotencyKey: string
  readonly signal: AbortSignal
  readonly timeoutMs?: number
  readonly retries?: number
  readonly cacheMs?: number
}

export interface HttpClient {
  /** Throws Busy (try again) or Refused. */
  json(call: HttpCall): Promise<unknown>
}

/** What the host itself was given, to lend. */
export interface Lender {
  readonly http: HttpClient
  readonly reader: ValueReader
  readonly log: Log
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] }

export function contextFor(frame: Frame, lender: Lender): FullContext {
  const { run, input, settings, loaded } = frame
  const { turn } = run
  const context: Mutable<FullContext> = {
    settings,
    slots: input.slots,
    payload: input.payload,
    text: input.text,
    parts: input.parts,
    read: input.read ?? [],
    language: input.language,
    words: lendWords(frame),
    event: input.event,
    contact: lendContact(frame),
    bot: botOf(turn.chatbot),
    conversation: { id: turn.conversation, platform: turn.channel.platform, group: turn.group },
    named: (text, timeZone) => entitiesIn(frame, lender, text, timeZone),
    now: () => frame.clock,
    random: lendRandom(frame),
    log: lendLog(frame, lender.log),
  }
  for (const need of loaded.plugin.needs ?? []) {
    switch (need) {
      case 'ai':
        context.ai = lendAi(frame)
        break
      case 'http':
        context.http = lendHttp(frame, lender.http)
        break
      case 'store':
        context.store = lendStore(frame)
        break
      case 'schedule':
        context.schedule = lendSchedule(frame)
        break
      case 'knowledge':
        context.knowledge = lendKnowledge(frame)
        break
      case 'privacy':
        context.privacy = lendPrivacy(frame)
    }
  }
  return context
}

function botOf({ personality, languages }: Chatbot): PluginBot {
  const { name, greeting, fallback } = personality
  return {
    ...(name !== undefined && { name }),
    ...(greeting !== undefined && { greeting: byLanguage(greeting, languages) }),
    ...(fallback !== undefined && { fallback: fallbackOf(fallback, languages) }),
  }
}

function fallbackOf(
  { say, queue }: NonNullable<Chatbot['personality']['fallback']>,
  languages: Chatbot['languages'],
): NonNullable<PluginBot['fallback']> {
  return {
    ...(say !== undefined && { say: byLanguage(say, languages) }),
    ...(queue !== undefined && { queue }),
  }
}

function lendContact(frame: Frame): PluginContact {
  return {
    ...frame.input.contact,
    remember({ timeZone, language }) {
      if (timeZone !== undefined && !isTimeZone(timeZone))
        throw new Invalid(`"${timeZone}" is no time zone.`, 'timeZone')
      if (!frame.journal.live) return
      frame.run.contactChange = {
        ...frame.run.contactChange,
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(language === undefined ? {} : { language }),
      }
    },
  }
}

function entitiesIn(frame: Frame, { reader }: Lender, text: string, timeZone?: string): readonly Entity[] {
  const { clock: now, language, input, run } = frame
  const zone = timeZone ?? input.contact.timeZone
  const { entities: definitions } = run.turn.chatbot
  return reader.entities(text, {
    now,
    language,
    ...(zone === undefined ? {} : { timeZone: zone }),
    ...(definitions === undefined ? {} : { definitions }),
  })
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}

/** In the language of the moment. Chance among several ways to say a thing is its own: it takes nothing from `random`. */
function lendWords(frame: Frame): Say {
  const random = lendRandom(frame, ':words')
  return (key, values) => sayIn(frame.loaded.plugin, frame.language, random)(key, values)
}

/** Seeded by the turn that began the handler: the same when it is repeated or replayed (mulberry32 over FNV-1a). */
function lendRandom({ begun, handler }: Frame, purpose = ''): () => number {
  let state: number | undefined
  return () => {
    state = ((state ?? seedOf(`${begun.turn}:${handler.key}${purpose}`)) + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}

function lendHttp({ journal, loaded, run }: Frame, client: HttpClient): Http {
  const json = (
    url: string,
    given: Shape | Field<unknown> | HttpOptions<Shape | Field<unknown>> = {},
  ): Promise<unknown> => {
    const options = isHttpOptions(given) ? given : { method: 'GET' as const, expect: given }
    const { method, headers = {}, body, expect: wanted, idempotencyKey: own, ...patience } = options
    // `{}` is what a call without a second argument expects: nothing in particular.
    const expect = wanted === undefined || Object.keys(wanted).length === 0 ? undefined : wanted
    return journal.call(`${loaded.plugin.name} http.json ${method} ${nameOf(url)}`, async (idempotencyKey) => {
      await run.services.fix()
      return client.json({
        ...patience,
        url,
        method,
        headers,
        body,
        expect,
        idempotencyKey: own?.slice(0, 200) ?? idempotencyKey,
        signal: run.services.signal,
      })
    })
  }
  // The overloads say what `expect` makes of the answer; the client has checked that it is so.
  return { json: json as Http['json'] }
}

function isHttpOptions(
  given: Shape | Field<unknown> | HttpOptions<Shape | Field<unknown>>,
): given is HttpOptions<Shape | Field<unknown>> {
  return typeof (given as { readonly method?: unknown }).method === 'string' // in a shape it would be a field, not a string
}

/** Without the query, which may hold keys. */
function nameOf(url: string): string {
  const parsed = URL.parse(url)
  return parsed === null ? 'an invalid URL' : `${parsed.origin}${parsed.pathname}`
}

function lendPrivacy({ run, journal }: Frame): Privacy {
  return {
    eraseContact() {
      if (journal.live) run.erasesContact = true
    },
  }
}

function lendStore(frame: Frame): Store {
  const { conversation, contact, chatbot } = frame.run.turn
  return {
    conversation: lendDrawer(frame, `conversation:${conversation}`),
    contact: lendDrawer(frame, `contact:${contact.id}`),
    chatbot: lendDrawer(frame, `chatbot:${chatbot.id}`),
  }
}

function lendDrawer({ run, journal, loaded }: Frame, scope: string): Drawer {
  const plugin = loaded.plugin.name
  // Whose it is stays out of the journal: in the middle of a dialogue somebody may turn out to be somebody else.
  const drawer = scope.slice(0, scope.indexOf(':'))
  const { store } = run.services
  const get = async (key: string, field?: Field<unknown>): Promise<unknown> => {
    const value = await journal.read(`${plugin} store.get ${drawer} ${key}`, async () => {
      const written = run.written(plugin, scope, key)
      return written === undefined ? await store.get(plugin, scope, key) : written.value
    })
    if (field === undefined || value === undefined) return value
    const fit = checkField(field, value)
    return fit.fits ? fit.value : undefined
  }
  const write = (key: string, value: unknown): void => {
    if (key === '' || key.length > handlerDefaults.storeKeyLength)
      throw new Invalid(`A key of the store has 1 to ${handlerDefaults.storeKeyLength} characters.`, 'key')
    if (journal.live) run.write({ plugin, scope, key, value })
  }
  return {
    // The overloads say what the field makes of the value, and it was checked.
    get: get,
    set: (key, value) => write(key, jsonCopy(key, value)),
    delete: (key) => write(key, undefined),
    keys: async (prefix = '') => {
      const kept = await journal.read(`${plugin} store.keys ${drawer} ${prefix}`, () =>
        store.keys(plugin, scope, prefix),
      )
      const keys = new Set(kept as readonly string[]) // what the read above gave, now or in an earlier turn
      for (const change of run.writes) {
        if (change.plugin !== plugin || change.scope !== scope || !change.key.startsWith(prefix)) continue
        if (change.value === undefined) keys.delete(change.key)
        else keys.add(change.key)
      }
      return [...keys].sort()
    },
  }
}

/** What JSON makes of a value is what is read back later: so it is read back at once, too. */
function jsonCopy(key: string, value: unknown): unknown {
  const text = JSON.stringify(value) as string | undefined // undefined for undefined, functions and symbols
  if (text === undefined)
    throw new Invalid(`The value of "${key}" is nothing that JSON can hold; use delete to forget it.`, key)
  if (text.length > handlerDefaults.storeValueBytes)
    throw new OverLimit(`The value of "${key}" is larger than ${handlerDefaults.storeValueBytes} bytes.`)
  return JSON.parse(text)
}

function lendSchedule({ run, journal, loaded }: Frame): Schedule {
  const { name: plugin, due } = loaded.plugin
  return {
    at(name, when, payload, { within } = {}) {
      const shape = loaded.handlers.get(`due:${name}`)
      if (shape === undefined)
        throw new Invalid(
          `Plugin "${plugin}" has no \`due.${name}\`; it has ${Object.keys(due ?? {}).join(', ') || 'none'}.`,
        )
      const fit = checkShape(shape.payload ?? {}, payload)
      if (!fit.fits) throw new Invalid(`The payload of "${name}" does not fit: ${fit.sentence}`, fit.path)
      const dueAt = Number(when)
      if (!Number.isFinite(dueAt)) throw new Invalid(`"${String(when)}" is no moment to schedule "${name}" at.`, 'when')
      const id = journal.note(`${plugin} schedule.at ${name}`, () => nextScheduleId(run)) as ScheduleId // noted by us, now or in an earlier turn
      const elsewhere = within === undefined || within === run.turn.conversation ? {} : { within }
      if (journal.live) run.schedules.push({ change: 'add', id, plugin, name, dueAt, payload: fit.value, ...elsewhere })
      return id
    },
    async list() {
      const kept = await journal.read(`${plugin} schedule.list`, () =>
        run.services.schedules.list(plugin, run.turn.conversation),
      )
      const list = new Map((kept as readonly Scheduled[]).map((item) => [item.id, item])) // what the port promises
      for (const change of run.schedules) {
        if (change.plugin !== plugin) continue
        if (change.change === 'cancel') list.delete(change.id)
        else if (change.within === undefined)
          list.set(change.id, { id: change.id, name: change.name, dueAt: change.dueAt, payload: change.payload })
      }
      return [...list.values()].sort((left, right) => left.dueAt - right.dueAt)
    },
    cancel(id) {
      if (journal.live) run.schedules.push({ change: 'cancel', id, plugin })
    },
  }
}

function nextScheduleId({ schedules, turn }: Frame['run']): ScheduleId {
  const added = schedules.filter(({ change }) => change === 'add').length
  if (added >= handlerDefaults.schedulesPerTurn)
    throw new OverLimit(`A turn schedules at most ${handlerDefaults.schedulesPerTurn} things.`)
  return scheduleId(turn.id, added)
}
