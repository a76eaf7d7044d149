import { handlerDefaults, routeDefaults } from '../config/defaults.ts'
import type { Part } from '../contracts/message.ts'
import type { ValueReader } from '../contracts/understanding.ts'
import type { DialogueState, JournalEntry, Route } from '../contracts/turn.ts'
import { choseBack, choseSkip, questionParts, readAnswer } from './answers.ts'
import type { Question, Reading, Saying } from './answers.ts'
import { phrase } from '../language/phrasebook.ts'
import type { Phrase } from '../language/phrasebook.ts'
import type { Lender } from './grants.ts'
import { Journal, Misfit } from './journal.ts'
import type { Outcome } from './perform.ts'
import { textParts } from './perform.ts'
import type { Handler } from './registry.ts'
import type { Input, Run } from './run.ts'
import { takenBack } from './take-back.ts'
import { meansBack, meansLeave, meansStartOver, normalWord } from './sentences.ts'

/** A dialogue that waits gets what the person said: an answer, a step back, a way out, or nothing that fits. */

export type Resumption =
  | Outcome
  | { readonly kind: 'expired' }
  | {
      readonly kind: 'missed'
      /** What to say when nobody else understands it either. */
      readonly parts: readonly Part[]
      /** The dialogue then; undefined: that was one miss too many. */
      readonly dialogue: DialogueState | undefined
      readonly route: Route
    }

interface Around {
  readonly lender: Lender
  readonly reader: ValueReader
}

type Wish = 'answer' | 'leave' | 'back' | 'other'

/** Runs the handler of a dialogue over a journal, from its beginning. */
export type Play = (state: DialogueState, journal: Journal) => Promise<Outcome>

export async function resume(
  run: Run,
  state: DialogueState,
  route: Route,
  handler: Handler | undefined,
  saying: Saying,
  { lender, reader }: Around,
  play: Play,
): Promise<Resumption> {
  const { turn } = run
  const log = (message: string, reason?: string): void =>
    lender.log.warn(message, {
      ...(reason === undefined ? {} : { reason }),
      plugin: state.plugin,
      handler: state.handler,
      conversation: turn.conversation,
      turn: turn.id,
    })

  if (turn.now >= state.expiresAt) {
    log('A dialogue was left: it waited too long for an answer.')
    return { kind: 'expired' }
  }
  const command = turn.events[0].kind === 'command' ? turn.events[0].name : undefined
  if (command === undefined && saying.text === '' && saying.chosen === undefined && turn.parts.length === 0)
    return { kind: 'pass' }
  if (handler === undefined) return lost(run, log, 'its plugin or handler is gone')

  const question = state.question as Question // written by us, in `wait`
  const wish = wishOf(question, saying, command)
  try {
    switch (wish) {
      case 'leave':
        run.tell('cancelled')
        return { kind: 'done' }
      case 'back':
        return await goBack(run, state, question, play)
      case 'other':
        return missed(run, state, question, undefined, route)
      case 'answer': {
        const back = takenBack(state, question, handler, saying, reader)
        if (back?.kind === 'fewer') return askWithFewer(run, state, back.question)
        if (back?.kind === 'changed')
          return after(await play(back.state, new Journal(run.journal, back.state.journal, true)), state.before)
        const reading = back ?? readEither(question, saying, turn.translated, reader)
        if ('problem' in reading) return missed(run, state, question, reading.problem, route)
        const answer: JournalEntry = {
          kind: 'answer',
          value: reading.value,
          question: question.question,
          at: turn.now,
          language: turn.language,
        }
        return after(await play(state, new Journal(run.journal, [...state.journal, answer], true)), question)
      }
    }
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    return lost(run, log, error.message.replaceAll(/".*"/gs, '"…"')) // questions may name whom they are put to
  }
}

/** In the person's words, else in English where somebody translated them: labels may have been shown translated, too. */
function readEither(question: Question, saying: Saying, translated: string | undefined, reader: ValueReader): Reading {
  const { field } = question
  if (!namesChoice(question, saying) && choseSkip(question, saying)) return { value: undefined }
  const reading = readAnswer(field, saying, reader)
  if ('value' in reading || translated === undefined) return reading
  const english = readAnswer(field, { ...saying, text: translated, language: 'en' }, reader)
  return 'value' in english ? english : reading
}

/** What was answered last is remembered with the next question: it may be taken back. */
function after(outcome: Outcome, answered: unknown): Outcome {
  if (outcome.kind !== 'waiting' || answered === undefined) return outcome
  return { ...outcome, dialogue: { ...outcome.dialogue, before: answered } }
}

/** "Anything but red": the same question, without red. */
function askWithFewer(run: Run, state: DialogueState, question: Question): Outcome {
  run.say(questionParts(question, run.turn.language))
  return { kind: 'waiting', dialogue: { ...state, question } }
}

/** A word of the question's own choices is an answer, whatever else it means. */
function wishOf(question: Question, saying: Saying, command: string | undefined): Wish {
  if (command !== undefined) {
    if (meansLeave(command)) return 'leave'
    return question.back && meansBack(command) ? 'back' : 'other'
  }
  if (namesChoice(question, saying)) return 'answer'
  if (meansLeave(normalWord(saying.chosen ?? saying.text))) return 'leave'
  return choseBack(question, saying) ? 'back' : 'answer'
}

/** Whether what was said is one of the question's own choices, word for word. */
export function namesChoice({ field }: Question, { chosen, text }: Pick<Saying, 'chosen' | 'text'>): boolean {
  const said = normalWord(chosen ?? text)
  return [...(field.enum ?? []), ...(field['x-labels'] ?? [])].some((word) => normalWord(word) === said)
}

/** Whether a person says that they want to start over, and not one of the choices of the open question. */
export function startsOver(said: string, dialogue: DialogueState | undefined): boolean {
  if (said.length > routeDefaults.startOverLength || !meansStartOver(said)) return false
  return dialogue === undefined || !namesChoice(dialogue.question as Question, { text: said }) // written by us, in `wait`
}

/** Looks where the handler waits after this past, and asks there in the language of this turn. Throws Misfit. */
export function askAgain(run: Run, state: DialogueState, play: Play): Promise<Outcome> {
  const spoken = inLanguage(state, run.turn.language)
  return play(spoken, new Journal(run.journal, spoken.journal, false))
}

/** What comes after the last answer is said in this language, now and in every replay. */
function inLanguage(state: DialogueState, language: string): DialogueState {
  const last = state.journal.findLastIndex(({ kind }) => kind === 'answer')
  if (last < 0) return { ...state, input: { ...(state.input as Input), language } } // written by us, in `wait`
  const journal = state.journal.map((entry, index) =>
    index === last && entry.kind === 'answer' ? { ...entry, language } : entry,
  )
  return { ...state, journal }
}

/** Forgets the last answer and all that came of it, and looks where the handler then waits. */
async function goBack(run: Run, state: DialogueState, question: Question, play: Play): Promise<Resumption> {
  const last = state.journal.findLastIndex(({ kind }) => kind === 'answer')
  if (last < 0) {
    run.tell('nothingBefore')
    run.say(questionParts(question, run.turn.language))
    return { kind: 'waiting', dialogue: state }
  }
  return askAgain(run, { ...state, journal: state.journal.slice(0, last) }, play)
}

function missed(
  { turn: { language } }: Run,
  state: DialogueState,
  question: Question,
  problem: Phrase | undefined,
  route: Route,
): Resumption {
  const misses = state.misses + 1
  if (misses >= handlerDefaults.misses)
    return { kind: 'missed', parts: textParts(phrase(language, 'gaveUp')), dialogue: undefined, route }
  const lead = [
    ...(problem === undefined ? [] : [phrase(language, problem.key, problem.values)]),
    ...(misses >= handlerDefaults.missesBeforeHint ? [phrase(language, 'howToLeave')] : []),
  ].join(' ')
  const again = lead === '' ? question : { ...question, question: `${lead}\n\n${question.question}` }
  return { kind: 'missed', parts: questionParts(again, language), dialogue: { ...state, misses }, route }
}

function lost(run: Run, log: (message: string, reason: string) => void, reason: string): Outcome {
  log('A dialogue was ended: its handler was changed while it waited.', reason)
  run.tell('changed')
  return { kind: 'done' }
}
