import { handlerDefaults } from '../config/defaults.ts'
import { messageId } from '../contracts/id.ts'
import type { Part } from '../contracts/message.ts'
import type { Answer, Ask, Effect, FullContext, GotoReply, Reply, Sayable } from '../contracts/plugin.ts'
import type { Shape } from '../contracts/shape.ts'
import type { DialogueState } from '../contracts/turn.ts'
import { questionParts } from './answers.ts'
import { checkField } from './check.ts'
import type { Frame } from './run.ts'
import { nextQuestion } from './slots.ts'
import type { Slots } from './slots.ts'
import { sayIn, spoken, spokenField } from './words.ts'

/** Calls a handler and does what it answers: says it, streams it, or talks with it until it waits for the person. */

export type Outcome =
  | { readonly kind: 'pass' }
  | { readonly kind: 'done' }
  | { readonly kind: 'waiting'; readonly dialogue: DialogueState }
  | { readonly kind: 'handoff'; readonly queue: string }
  | { readonly kind: 'goto'; readonly goto: GotoReply }

const passed: Outcome = { kind: 'pass' }
const done: Outcome = { kind: 'done' }

type Talk = AsyncGenerator<unknown, unknown> | Generator<unknown, unknown>

export async function perform(frame: Frame, context: FullContext): Promise<Outcome> {
  const { handler, input, run } = frame
  const slots = { ...input.slots }
  const missing = handler.slots === undefined ? undefined : missingSlot(frame, handler.slots, slots)
  const answer: unknown =
    missing === undefined
      ? handler.handle(handler.slots === undefined ? context : { ...context, slots })
      : fillAndHandle(frame, context)
  const reply = isThenable(answer) ? await orAborted(answer, run.services.signal) : answer
  return isTalk(reply) ? converse(frame, reply) : conclude(frame, reply)
}

function missingSlot({ loaded, language }: Frame, shape: Shape, slots: Slots): ReturnType<typeof nextQuestion> {
  return nextQuestion(shape, slots, sayIn(loaded.plugin, language), language)
}

/** Asks for the slots that are missing, then handles: one dialogue. */
async function* fillAndHandle(frame: Frame, context: FullContext): AsyncGenerator<Effect, unknown, unknown> {
  const { handler, input } = frame
  const slots = { ...input.slots }
  for (;;) {
    const missing = missingSlot(frame, handler.slots ?? {}, slots)
    if (missing === undefined) break
    const { name, question, field, back } = missing
    slots[name] = yield { effect: 'ask', question, field, back }
  }
  const answer: Awaited<Answer> = await handler.handle({ ...context, language: frame.language, slots })
  // What it yields is checked where every dialogue is.
  if (isTalk(answer)) return yield* answer as AsyncGenerator<Effect, unknown, unknown>
  return answer
}

async function converse(frame: Frame, talk: Talk): Promise<Outcome> {
  const { journal, run } = frame
  try {
    let step = await orAborted(talk.next(), run.services.signal)
    for (;;) {
      if (journal.misfit !== undefined) throw journal.misfit
      if (step.done === true) {
        journal.finish()
        return await conclude(frame, step.value)
      }
      const effect = step.value
      if (typeof effect === 'string') return await stream(frame, rest(effect, talk))
      if (!isEffect(effect)) throw new Error(`${titleOf(frame)} yielded something that is neither ask(…) nor say(…).`)
      if (effect.effect === 'say') {
        if (journal.live) run.say(partsOf(frame, effect.what))
        step = await orAborted(talk.next(), run.services.signal)
      } else {
        const asked = spokenAsk(frame, effect)
        const answer = journal.answer(asked.question)
        if (answer === undefined) return await wait(frame, asked)
        const wasSkipped = answer.value === undefined && asked.field['x-optional'] === true
        if (!wasSkipped && !checkField(asked.field, answer.value).fits)
          journal.fail(`the answer to "${asked.question}" does not fit it any more`)
        frame.clock = answer.at ?? frame.clock
        frame.language = answer.language ?? frame.language
        step = await orAborted(talk.next(structuredClone(answer.value)), run.services.signal)
      }
    }
  } catch (error) {
    throw journal.misfit ?? error
  }
}

/** The question in the language that is spoken now. */
function spokenAsk({ loaded, language }: Frame, { effect, question, field, back }: Ask): Ask {
  const say = sayIn(loaded.plugin, language)
  return { effect, question: spoken(question, say), field: spokenField(field, say), back }
}

async function wait(frame: Frame, { question, field, back }: Ask): Promise<Outcome> {
  const { run, journal, begun, loaded, handler, input } = frame
  await journal.settled()
  const { entries } = journal
  if (entries.length > handlerDefaults.journalEntries) {
    run.tell('tooLong')
    return done
  }
  run.say(questionParts({ question, field, back }, run.turn.language))
  return {
    kind: 'waiting',
    dialogue: {
      plugin: loaded.plugin.name,
      handler: handler.key,
      turn: begun.turn,
      startedAt: begun.startedAt,
      expiresAt: run.turn.now + handlerDefaults.dialogueMs,
      input,
      journal: entries,
      question: { question, field, back },
      misses: 0,
      ...(loaded.plugin.mode === undefined ? {} : { mode: loaded.plugin.mode }),
    },
  }
}

async function conclude(frame: Frame, reply: unknown): Promise<Outcome> {
  const { run, journal } = frame
  if (!journal.live) journal.fail('it ends where it asked before')
  if (run.journal.pending > 0) await run.journal.settled()
  if (typeof reply === 'object' && reply !== null) {
    if (Symbol.asyncIterator in reply) return stream(frame, reply as AsyncIterable<unknown>) // each piece is checked
    if ('reply' in reply) return obey(frame, reply as Extract<Reply, { readonly reply: string }>) // by its default, whatever it is
  }
  run.say(partsOf(frame, reply))
  return done
}

function obey(frame: Frame, reply: Extract<Reply, { readonly reply: string }>): Outcome {
  switch (reply.reply) {
    case 'pass':
      return passed
    case 'silence':
      return done
    case 'handoff':
      return { kind: 'handoff', queue: reply.queue }
    case 'goto':
      return { kind: 'goto', goto: reply }
    default:
      throw new Error(`${titleOf(frame)} returned something that is no reply.`)
  }
}

async function* rest(first: string, talk: Talk): AsyncGenerator {
  yield first
  yield* talk
}

/** Pieces go out as they come; the whole becomes the message. */
async function stream(frame: Frame, pieces: AsyncIterable<unknown>): Promise<Outcome> {
  const { run } = frame
  const { services, turn, messages } = run
  const id = messageId(turn.id, messages.length)
  const iterator = pieces[Symbol.asyncIterator]()
  let text = ''
  let index = 0
  for (;;) {
    const step = await orAborted(iterator.next(), services.signal)
    if (step.done === true) break
    if (typeof step.value !== 'string') throw new Error(`${titleOf(frame)} streams something that is no text.`)
    if (step.value === '') continue
    text += step.value
    services.onPiece(id, index++, step.value, false)
  }
  if (index > 0) services.onPiece(id, index, '', true)
  run.say(text.trim() === '' ? [] : [{ type: 'text', text }])
  return done
}

// ── What is what ─────────────────────────────────────────────────────────────────────────────────────────────────

const partTypes = new Set<unknown>(
  'text,image,audio,video,document,sticker,location,contact,choices,chosen,card'.split(',') satisfies string[],
)

function isPart(candidate: unknown): candidate is Part {
  return typeof candidate === 'object' && candidate !== null && 'type' in candidate && partTypes.has(candidate.type)
}

function partsOf(frame: Frame, what: unknown): readonly Part[] {
  if (typeof what === 'string') return what.trim() === '' ? [] : [{ type: 'text', text: what }]
  const parts: unknown = Array.isArray(what) ? what : [what]
  if (Array.isArray(parts) && parts.every(isPart)) return parts
  throw new Error(
    what === undefined
      ? `${titleOf(frame)} returned nothing. Return what to say, or \`silence\`, or \`pass\`.`
      : `${titleOf(frame)} returned something that is neither text nor a part.`,
  )
}

function titleOf({ loaded, handler }: Frame): string {
  return `Plugin "${loaded.plugin.name}", ${handler.key.replace(':', ' ')}:`
}

function isThenable(candidate: unknown): candidate is PromiseLike<unknown> {
  return (
    typeof candidate === 'object' && candidate !== null && 'then' in candidate && typeof candidate.then === 'function'
  )
}

function isTalk(candidate: unknown): candidate is Talk {
  return (
    typeof candidate === 'object' &&
    candidate !== null &&
    'next' in candidate &&
    typeof candidate.next === 'function' &&
    (Symbol.asyncIterator in candidate || Symbol.iterator in candidate)
  )
}

function isEffect(candidate: unknown): candidate is Effect {
  return typeof candidate === 'object' && candidate !== null && 'effect' in candidate
}

/** The time-out, a drain or a lost lease ends the waiting, whatever the handler does. */
function orAborted<Value>(value: PromiseLike<Value> | Value, signal: AbortSignal): Promise<Value> | Value {
  if (!isThenable(value)) return value
  return new Promise<Value>((resolve, reject) => {
    const stop = (): void =>
      reject(signal.reason instanceof Error ? signal.reason : new Error('The handler was stopped.'))
    if (signal.aborted) {
      stop()
      return
    }
    signal.addEventListener('abort', stop, { once: true })
    const settled = Promise.resolve(value).finally(() => signal.removeEventListener('abort', stop))
    settled.then(resolve, reject)
  })
}

/** For a `Sayable` that the host says itself. */
export function textParts(text: string & Sayable): readonly Part[] {
  return [{ type: 'text', text }]
}
