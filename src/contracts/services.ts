import type { Http } from './capabilities.ts'
import { Invalid } from './errors.ts'
import { choice, list, number, object, optional, text, yesNo } from './shape.ts'
import type { Field, ValueOf } from './shape.ts'

/**
 * Programs that a tenant runs beside the gateway and that plugins ask through `http`: who a person is, a workflow, an
 * assessment. The contract, path by path, is docs/reference/services.md; servers that keep it are in `colloquy/testing`.
 */
export interface ServiceSettings {
  /** Without a slash at its end, or with one. */
  readonly url: string
  /** Sent as `Authorization: Bearer …`. */
  readonly key?: string
}

/** Whom something is asked for: never more than the service must know. */
export interface ServiceContact {
  readonly id: string
  readonly name?: string
}

const anything: Field<Readonly<Record<string, unknown>>> = { type: 'object' }

// ── The user backend: who somebody is ────────────────────────────────────────────────────────────────────────────

const user = object({
  id: text(),
  name: optional(text()),
  email: optional(text()),
  phone: optional(text()),
  /** IETF tag. */
  language: optional(text()),
  /** IANA name. */
  timeZone: optional(text()),
  attributes: optional(anything),
})
export type ServiceUser = ValueOf<typeof user>
export type ServiceUserChange = Partial<Omit<ServiceUser, 'id'>>

export interface UserBackend {
  /** Throws Refused with status 404 for somebody it does not know. An answer may be a minute old. */
  find(platform: string, id: string): Promise<ServiceUser>
  /** Makes the user who is not there. Attributes are merged, one by one. */
  change(platform: string, id: string, change: ServiceUserChange): Promise<ServiceUser>
  /** Everything it knows of the person is gone when it resolves. */
  erase(platform: string, id: string): Promise<void>
}

export function userBackend(http: Http, settings: ServiceSettings): UserBackend {
  const at = (platform: string, id: string) => pathOf(settings, 'users', platform, id)
  const headers = headersOf(settings)
  return {
    find: async (platform, id) =>
      (await http.json(at(platform, id), { method: 'GET', headers, expect: { user }, retries: 2, cacheMs: 60_000 }))
        .user,
    change: async (platform, id, body) =>
      (await http.json(at(platform, id), { method: 'PATCH', headers, body, expect: { user }, retries: 2 })).user,
    async erase(platform, id) {
      await http.json(at(platform, id), { method: 'DELETE', headers, expect: { erased: yesNo() }, retries: 2 })
    },
  }
}

// ── What a service asks a person ─────────────────────────────────────────────────────────────────────────────────

const question = object({
  /** Told apart by it when the answer comes. */
  id: text(),
  /** Markdown. */
  text: text(),
  kind: choice('text', 'number', 'yesNo', 'choice', 'date'),
  options: optional(list(object({ id: text(), label: text() }))),
  minimum: optional(number()),
  maximum: optional(number()),
})
export type ServiceQuestion = ValueOf<typeof question>

// ── The workflow service ─────────────────────────────────────────────────────────────────────────────────────────

const run = object({
  id: text(),
  /** `working`: ask again after `againAfterMs`. */
  status: choice('asking', 'working', 'done', 'failed', 'cancelled'),
  /** To be said now, Markdown, each once. */
  messages: list(text()),
  question: optional(question),
  /** Why the last answer was not taken: a sentence for the person. */
  problem: optional(text()),
  againAfterMs: optional(number({ minimum: 0 })),
  /** Of `done`. */
  output: optional(anything),
  /** Of `failed`: a sentence for the operator. */
  reason: optional(text()),
})
export type WorkflowRun = ValueOf<typeof run>

export interface WorkflowService {
  start(
    workflow: string,
    input: {
      readonly contact: ServiceContact
      readonly language: string
      readonly values?: Readonly<Record<string, unknown>>
    },
  ): Promise<WorkflowRun>
  look(id: string): Promise<WorkflowRun>
  answer(id: string, question: string, answer: unknown): Promise<WorkflowRun>
  cancel(id: string): Promise<WorkflowRun>
}

export function workflowService(http: Http, settings: ServiceSettings): WorkflowService {
  const headers = headersOf(settings)
  const call = (method: 'GET' | 'POST' | 'DELETE', path: readonly string[], body?: unknown) =>
    http.json(pathOf(settings, ...path), { method, headers, body, expect: run, retries: 2 })
  return {
    start: (workflow, input) => call('POST', ['workflows', workflow, 'runs'], input),
    look: (id) => call('GET', ['runs', id]),
    answer: (id, asked, answer) => call('POST', ['runs', id, 'answers'], { question: asked, answer }),
    cancel: (id) => call('DELETE', ['runs', id]),
  }
}

// ── The assessment service ───────────────────────────────────────────────────────────────────────────────────────

const session = object({
  id: text(),
  status: choice('asking', 'done', 'cancelled'),
  answered: number({ minimum: 0, integer: true }),
  total: number({ minimum: 0, integer: true }),
  question: optional(question),
  /** Why the last answer was not taken: a sentence for the person. */
  problem: optional(text()),
  /** Of `done`. */
  result: optional(
    object({
      /** Markdown, for the person. */
      text: text(),
      score: optional(number()),
      /** The name of the range the score is in. */
      band: optional(text()),
      /** The queue of people who should talk with this person now. */
      handoff: optional(text()),
    }),
  ),
})
export type AssessmentSession = ValueOf<typeof session>

const offered = object({
  name: text(),
  title: text(),
  description: optional(text()),
  questions: number({ integer: true }),
})
export type OfferedAssessment = ValueOf<typeof offered>

export interface AssessmentService {
  /** May be five minutes old. */
  list(language: string): Promise<readonly OfferedAssessment[]>
  start(
    assessment: string,
    input: { readonly contact: ServiceContact; readonly language: string },
  ): Promise<AssessmentSession>
  look(id: string): Promise<AssessmentSession>
  answer(id: string, question: string, answer: unknown): Promise<AssessmentSession>
  cancel(id: string): Promise<AssessmentSession>
}

export function assessmentService(http: Http, settings: ServiceSettings): AssessmentService {
  const headers = headersOf(settings)
  const call = (method: 'GET' | 'POST' | 'DELETE', path: readonly string[], body?: unknown) =>
    http.json(pathOf(settings, ...path), { method, headers, body, expect: session, retries: 2 })
  return {
    async list(language) {
      const url = `${pathOf(settings, 'assessments')}?language=${encodeURIComponent(language)}`
      const expect = { items: list(offered) }
      return (await http.json(url, { method: 'GET', headers, expect, retries: 2, cacheMs: 300_000 })).items
    },
    start: (assessment, input) => call('POST', ['assessments', assessment, 'sessions'], input),
    look: (id) => call('GET', ['sessions', id]),
    answer: (id, asked, answer) => call('POST', ['sessions', id, 'answers'], { question: asked, answer }),
    cancel: (id) => call('DELETE', ['sessions', id]),
  }
}

// ── Paths and headers ────────────────────────────────────────────────────────────────────────────────────────────

/** What comes from a person or a platform is one piece of a path, whatever is in it. Throws Invalid for what would be none. */
function pathOf({ url }: ServiceSettings, ...pieces: readonly string[]): string {
  const strange = pieces.find((piece) => /^\.{0,2}$/.test(piece))
  if (strange !== undefined) throw new Invalid(`"${strange}" cannot be looked up.`)
  return [url.replace(/\/+$/, ''), ...pieces.map(encodeURIComponent)].join('/')
}

function headersOf({ key }: ServiceSettings): Readonly<Record<string, string>> {
  return key === undefined ? {} : { authorization: `Bearer ${key}` }
}
