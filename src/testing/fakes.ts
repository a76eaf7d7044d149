import { Busy, Refused } from '../contracts/errors.ts'
import type { ScheduleId } from '../contracts/id.ts'
import type { Log, Scheduled } from '../contracts/plugin.ts'
import type { PluginStore, Schedules } from '../contracts/ports.ts'
import type { Field, FieldSchema, Shape } from '../contracts/shape.ts'
import type { ScheduleChange, StoreWrite } from '../contracts/turn.ts'
import { checkAnswer, checkField, isField } from '../handlers/check.ts'
import type { HttpCall, HttpClient } from '../handlers/grants.ts'

/** Everything outside of a handler, in memory. */

// ── The store and the schedules of a tenant ──────────────────────────────────────────────────────────────────────

export interface FakeStore extends Pick<PluginStore, 'get' | 'keys'> {
  apply(writes: readonly StoreWrite[]): void
}

export function fakeStore(): FakeStore {
  const values = new Map<string, string>()
  const place = (plugin: string, scope: string, key: string): string => `${plugin}\n${scope}\n${key}`
  return {
    get: async (plugin, scope, key) => {
      const text = values.get(place(plugin, scope, key))
      return text === undefined ? undefined : (JSON.parse(text) as unknown)
    },
    keys: async (plugin, scope, prefix) => {
      const start = place(plugin, scope, '')
      return [...values.keys()].filter((key) => key.startsWith(start + prefix)).map((key) => key.slice(start.length))
    },
    apply(writes) {
      for (const { plugin, scope, key, value } of writes) {
        if (value === undefined) values.delete(place(plugin, scope, key))
        else values.set(place(plugin, scope, key), JSON.stringify(value))
      }
    },
  }
}

export interface FakeSchedules extends Pick<Schedules, 'list'> {
  apply(changes: readonly ScheduleChange[]): void
  /** Takes out the next one that is due by `now`. */
  next(now: number): (Scheduled & { readonly plugin: string }) | undefined
}

export function fakeSchedules(): FakeSchedules {
  const rows = new Map<ScheduleId, Scheduled & { readonly plugin: string }>()
  return {
    list: async (plugin) => [...rows.values()].filter((row) => row.plugin === plugin),
    apply(changes) {
      for (const change of changes) {
        if (change.change === 'cancel') rows.delete(change.id)
        else if (rows.has(change.id)) throw new Error(`The schedule ${change.id} was added twice.`)
        else rows.set(change.id, structuredClone(change))
      }
    },
    next(now) {
      const [first] = [...rows.values()].filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt)
      if (first !== undefined) rows.delete(first.id)
      return first
    },
  }
}

// ── HTTP ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface HttpAnswer {
  readonly status?: number
  readonly body?: unknown
}

export interface FakeHttp extends HttpClient {
  /** Every call that was made, in order. */
  readonly calls: readonly HttpCall[]
  /** What a URL answers from now on; `*` in it stands for anything. */
  answer(method: string, url: string, answer: HttpAnswer | ((call: HttpCall) => HttpAnswer)): void
}

/** What nobody gave an answer for answers with values that fit what the plugin expects. */
export function fakeHttp(): FakeHttp {
  const calls: HttpCall[] = []
  const answers: {
    readonly method: string
    readonly pattern: RegExp
    readonly answer: HttpAnswer | ((call: HttpCall) => HttpAnswer)
  }[] = []
  return {
    calls,
    answer(method, url, answer) {
      const pattern = new RegExp(`^${url.split('*').map(RegExp.escape).join('.*')}$`, 'u')
      answers.unshift({ method, pattern, answer })
    },
    async json(call) {
      calls.push(call)
      const found = answers.find(({ method, pattern }) => method === call.method && pattern.test(call.url))
      if (found === undefined) return call.expect === undefined ? {} : sampleOf(call.expect)
      const { status = 200, body } = typeof found.answer === 'function' ? found.answer(call) : found.answer
      const { host } = new URL(call.url)
      if (status === 429 || status >= 500) throw new Busy(`${host} answers ${status}.`)
      if (status >= 400) throw new Refused(`${host} answers ${status}.`, { status })
      if (call.expect === undefined) return structuredClone(body)
      const fit = checkAnswer(call.expect, structuredClone(body))
      if (!fit.fits) throw new Refused(`${host} answers something else than expected at "${fit.path}".`, { status })
      return fit.value
    },
  }
}

// ── Values that fit ──────────────────────────────────────────────────────────────────────────────────────────────

const sampleTexts = ['example', '1234', 'A-1234', 'Ada Lovelace', '12:30', '+4930123456', 'a']

/** A value of a shape or field. Throws when its pattern is beyond guessing. */
export function sampleOf(wanted: Shape | Field<unknown>): unknown {
  if (isField(wanted)) return sampleOfField(wanted)
  return Object.fromEntries(
    Object.entries(wanted)
      .filter(([, field]) => field['x-optional'] !== true)
      .map(([name, field]) => [name, sampleOfField(field)]),
  )
}

function sampleOfField(field: FieldSchema): unknown {
  const fitting = candidatesOf(field).find((candidate) => checkField(field, candidate).fits)
  if (fitting === undefined) throw new Error(`No sample value fits the field ${JSON.stringify(field)}.`)
  return fitting
}

function candidatesOf(field: FieldSchema): readonly unknown[] {
  const { minimum = 0, maximum = minimum + 1, minLength = 0 } = field
  if (field.default !== undefined) return [field.default]
  if (field.enum !== undefined) return field.enum
  switch (field.type) {
    case 'boolean':
      return [true]
    case 'number':
    case 'integer':
      return [minimum, maximum, Math.ceil(minimum), 1]
    case 'array':
      return [Array.from({ length: Math.max(1, field.minItems ?? 1) }, () => sampleOfField(field.items ?? {}))]
    case 'object':
      return [sampleOf(field.properties ?? {})]
    default:
      return [
        'https://shop.example',
        'ada@mail.example',
        '2026-01-06',
        '2026-01-06T09:00:00Z',
        ...sampleTexts,
        'x'.repeat(minLength),
      ].toSorted((a, b) => rank(field, a) - rank(field, b))
  }
}

/** Plain words first, unless the field has a form of its own. */
function rank({ format }: FieldSchema, text: string): number {
  return format === undefined && !sampleTexts.includes(text) ? 1 : 0
}

// ── The log ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface LogLine {
  readonly level: keyof Log
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface FakeLog extends Log {
  readonly lines: readonly LogLine[]
}

export function fakeLog(): FakeLog {
  const lines: LogLine[] = []
  const write =
    (level: keyof Log): Log[keyof Log] =>
    (message, fields = {}) => {
      lines.push({ level, message, fields })
    }
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
