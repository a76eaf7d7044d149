import { ask, choiceOf, date, handoff, json, list, number, object, say, text, yesNo } from 'colloquy/sdk'
import type { deliveryPayload, Effect, HandlerContext, Http, Reply, Schedule, Store } from 'colloquy/sdk'
import { optionsOf } from './definition.ts'
import type { Assessment, Question, settings } from './definition.ts'
import { askedOf, bandsOf, pointsOf, scoresOf } from './score.ts'
import type { Answers, Score } from './score.ts'

/** One person takes one questionnaire. */

export type Context = HandlerContext<typeof settings> & {
  readonly store: Store
  readonly http: Http
  readonly schedule: Schedule<{ readonly deliver: typeof deliveryPayload }>
}
export type Talk = AsyncGenerator<Effect, Exclude<Reply, { readonly reply: 'goto' }>, unknown>

/** A scale with more steps is answered by writing the number. */
const buttons = 11
const progress = object({ answers: json(), at: text() })

export async function* take(context: Context, assessment: Assessment): Talk {
  const { words } = context
  const before = await earlier(context, assessment)
  let answers: Answers = {}
  if (before !== undefined && (yield* resumes(context, assessment, before))) answers = before
  else {
    yield say(words(assessment.intro ?? 'begin', { title: words(assessment.title) }))
    if (assessment.consent !== undefined && !(yield* ask(words(assessment.consent), yesNo()))) return words('not_begun')
  }
  let first = true
  for (;;) {
    const question = askedOf(assessment, answers).find(({ id }) => !Object.hasOwn(answers, id))
    if (question === undefined) return yield* finish(context, assessment, answers)
    answers = { ...answers, [question.id]: yield* put(context, assessment, question, answers, !first) }
    first = false
    keep(context, assessment, answers)
    const alarm = alarmOf(assessment, question, answers)
    if (alarm === undefined) continue
    yield say(words(alarm.text))
    if (alarm.queue !== undefined) return handoff(alarm.queue)
  }
}

// ── To begin, or to go on ────────────────────────────────────────────────────────────────────────────────────────

/** What was answered before, as far as the questions still are what they were; undefined: nothing. */
async function earlier({ store }: Context, assessment: Assessment): Promise<Answers | undefined> {
  const kept = await store.contact.get(`progress:${assessment.id}`, progress)
  if (kept === undefined) return undefined
  const fitting = assessment.questions.flatMap((question) => {
    const answer = Object.hasOwn(kept.answers, question.id) ? kept.answers[question.id] : undefined
    return fits(assessment, question, answer) ? [[question.id, answer] as const] : []
  })
  return fitting.length === 0 ? undefined : Object.fromEntries(fitting)
}

function fits(assessment: Assessment, question: Question, answer: unknown): answer is Answers[string] {
  if (answer === null) return question.optional === true
  const ids = optionsOf(assessment, question).map(({ id }) => id)
  const { minimum = -Infinity, maximum = Infinity } = question
  switch (question.kind) {
    case 'choice':
      return typeof answer === 'string' && ids.includes(answer)
    case 'multi':
      return Array.isArray(answer) && answer.every((each) => typeof each === 'string' && ids.includes(each))
    case 'scale':
    case 'number':
      return typeof answer === 'number' && answer >= minimum && answer <= maximum
    case 'text':
    case 'date':
      return typeof answer === 'string'
  }
}

async function* resumes(
  { words }: Context,
  assessment: Assessment,
  before: Answers,
): AsyncGenerator<Effect, boolean, unknown> {
  const values = {
    title: words(assessment.title),
    done: Object.keys(before).length,
    of: askedOf(assessment, before).length,
  }
  const labels = { on: words('go_on'), again: words('start_again') }
  return (yield* ask(words('resume', values), choiceOf(labels))) === 'on'
}

function keep({ store, now }: Context, { id }: Assessment, answers: Answers): void {
  store.contact.set(`progress:${id}`, { answers, at: new Date(now()).toISOString() })
}

// ── One question ─────────────────────────────────────────────────────────────────────────────────────────────────

async function* put(
  context: Context,
  assessment: Assessment,
  question: Question,
  answers: Answers,
  back: boolean,
): AsyncGenerator<Effect, Answers[string], unknown> {
  const { words } = context
  const asked = askedOf(assessment, answers)
  const n = asked.findIndex(({ id }) => id === question.id) + 1
  const lines = [words('progress', { n, of: asked.length }), words(question.text)]
  const labels = Object.fromEntries(optionsOf(assessment, question).map(({ id, label }) => [id, words(label)]))
  const skip = question.optional === true ? { skip: words('skip') } : {}
  const prompt = (...more: readonly string[]) => [...lines, ...more].join('\n\n')
  const { minimum, maximum } = question
  const bounds = { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) }
  switch (question.kind) {
    case 'choice':
      return skipped(yield* ask(prompt(), choiceOf({ ...labels, ...skip }), { back }))
    case 'multi': {
      const shown = Object.values(labels).map((label, index) => `${index + 1}. ${label}`)
      return yield* ask(prompt(shown.join('\n'), words('several')), list(choiceOf(labels), { minItems: 1 }), { back })
    }
    case 'scale':
      return yield* step(question, prompt, skip, back)
    case 'number':
      return yield* ask(prompt(), number(bounds), { back })
    case 'text': {
      const said = yield* ask(
        question.optional === true ? prompt(words('may_skip')) : prompt(),
        text({ maxLength: 2000 }),
        { back },
      )
      const isSkip = question.optional === true && words('skip_words').split('|').includes(said.trim().toLowerCase())
      return isSkip ? null : said
    }
    case 'date':
      return yield* ask(prompt(), date(), { back })
  }
}

const skipped = (answer: string): string | null => (answer === 'skip' ? null : answer)

async function* step(
  { minimum = 0, maximum = 0 }: Question,
  prompt: () => string,
  skip: Readonly<Record<string, string>>,
  back: boolean,
): AsyncGenerator<Effect, number | null, unknown> {
  const count = maximum - minimum + 1
  if (count > buttons) return yield* ask(prompt(), number({ integer: true, minimum, maximum }), { back })
  const steps = Array.from({ length: count }, (_, index) => String(minimum + index))
  const chosen = yield* ask(prompt(), choiceOf({ ...Object.fromEntries(steps.map((each) => [each, each])), ...skip }), {
    back,
  })
  return chosen === 'skip' ? null : Number(chosen)
}

function alarmOf(assessment: Assessment, question: Question, answers: Answers) {
  const points = pointsOf(assessment, question, answers[question.id])
  return assessment.safety?.find((rule) => rule.question === question.id && points >= rule.atLeast)
}

// ── The result ───────────────────────────────────────────────────────────────────────────────────────────────────

async function* finish(context: Context, assessment: Assessment, answers: Answers): Talk {
  const { words, store } = context
  const scores = scoresOf(assessment, answers)
  const bands = bandsOf(assessment, scores)
  store.contact.delete(`progress:${assessment.id}`)
  report(
    context,
    assessment,
    answers,
    scores,
    bands.map(({ name }) => name),
  )
  const title = words(assessment.title)
  const results = bands.map((band) => {
    const { score, maximum } = scores[band.scale ?? 'total'] ?? { score: 0, maximum: 0 }
    return words(band.text, { score, maximum })
  })
  const said = results.length === 0 ? words('done', { title }) : results.join('\n\n')
  const queue = bands.find((band) => band.queue !== undefined)?.queue
  if (queue === undefined) return said
  yield say(said)
  return handoff(queue)
}

function report(
  { store, schedule, now, contact, conversation, language, settings }: Context,
  { id }: Assessment,
  answers: Answers,
  scores: Readonly<Record<string, Score>>,
  bands: readonly string[],
): void {
  const at = new Date(now()).toISOString()
  const place = { person: contact.id, conversation: conversation.id, platform: conversation.platform, language }
  const result = { assessment: id, answers, scores, bands, ...place, at }
  const key = `result:${at}:${conversation.id}:${id}`
  store.chatbot.set(key, result)
  store.contact.set(`last:${id}`, { scores, bands, at })
  if (settings.webhook !== undefined)
    schedule.at('deliver', now(), { url: settings.webhook, body: result, key, attempt: 0 })
}
