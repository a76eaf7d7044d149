import { handlerDefaults } from '../config/defaults.ts'
import type { DueEvent } from '../contracts/message.ts'
import type { GotoReply } from '../contracts/plugin.ts'
import type { Shape, Values } from '../contracts/shape.ts'
import { house } from '../contracts/turn.ts'
import { tagsOf } from '../contracts/words.ts'
import type { DialogueState, HandlerKey, Route, Routed } from '../contracts/turn.ts'
import type { ValueReader } from '../contracts/understanding.ts'
import { phrase } from '../language/phrasebook.ts'
import { questionParts } from './answers.ts'
import type { Question, Saying } from './answers.ts'
import type { Repertoires } from './catalogue.ts'
import { checkField, checkShape } from './check.ts'
import { askAgain, resume } from './dialogue.ts'
import type { Play, Resumption } from './dialogue.ts'
import { contextFor } from './grants.ts'
import type { Lender } from './grants.ts'
import { askModel } from './ask-model.ts'
import { answerOfHouse } from './house.ts'
import { Journal, Misfit } from './journal.ts'
import type { Outcome } from './perform.ts'
import { perform, textParts } from './perform.ts'
import type { Handler, LoadedPlugin } from './registry.ts'
import type { Frame, Input, Run } from './run.ts'
import { slotsOfCommand, slotsOfMessage } from './slots.ts'
import type { Slots } from './slots.ts'
import { sayIn, spokenField } from './words.ts'

/** From a route to a handler, and the running of it. */

/** What the handlers of a process run on. */
export interface Stage {
  readonly repertoires: Repertoires
  readonly lender: Lender
  readonly reader: ValueReader
}

export interface Followed {
  readonly outcome: Outcome
  /** It jumped to another handler. */
  readonly went: boolean
  /** Another route than the one that was followed: a model chose it. */
  readonly by?: Route
}

const passed: Followed = { outcome: { kind: 'pass' }, went: false }

export async function follow(stage: Stage, run: Run, route: Route): Promise<Followed> {
  const { turn } = run
  if (route.handler.kind === 'model') return followModel(stage, run)
  if (route.plugin === house)
    return { outcome: answerOfHouse(stage.repertoires.of(turn.chatbot), run, route), went: false }
  const enabled = stage.repertoires.of(turn.chatbot).plugins.get(route.plugin)
  if (enabled === undefined) return passed
  const { loaded, settings } = enabled
  const start = startOf(stage, run, loaded, route.handler)
  if (start === undefined) return passed
  if ('usage' in start) {
    run.say(textParts(start.usage))
    return { outcome: { kind: 'done' }, went: false }
  }
  const outcome = await begin(stage, run, loaded, settings, start.handler, start.input)
  return outcome.kind === 'goto'
    ? { outcome: await jump(stage, run, loaded, settings, outcome.goto), went: true }
    : { outcome, went: false }
}

/** What a model answers has been said; an intent that it chose is handled as if the person had been understood at once. */
async function followModel(stage: Stage, run: Run): Promise<Followed> {
  const repertoire = stage.repertoires.of(run.turn.chatbot)
  const answer = await askModel(repertoire, run, stage.lender.log)
  if (answer.kind !== 'intent') return { outcome: answer, went: false }
  const { plugin, intent, slots } = answer
  const { loaded, settings } = repertoire.plugins.get(plugin) ?? {}
  const handler = loaded?.handlers.get(`intent:${intent}`)
  if (loaded === undefined || settings === undefined || handler === undefined) return passed
  const by: Route = { plugin, handler: { kind: 'intent', name: intent }, reason: 'a language model chose it' }
  const heard = startOf(stage, run, loaded, by.handler)
  const known = heard !== undefined && 'input' in heard ? heard.input.slots : none
  const input = inputOf(run.turn, run.turn.text, { ...known, ...givenSlots(handler, slots) })
  const outcome = await begin(stage, run, loaded, settings, handler, input)
  return outcome.kind === 'goto'
    ? { outcome: await jump(stage, run, loaded, settings, outcome.goto), went: true, by }
    : { outcome, went: false, by }
}

/** The handler that a route leads to; undefined when its plugin or handler is gone, and for the house's own. */
export function handlerOf(
  { repertoires }: Stage,
  { chatbot }: Routed,
  { plugin, handler }: Route,
): Handler | undefined {
  return repertoires.of(chatbot).plugins.get(plugin)?.loaded.handlers.get(keyOf(handler))
}

const keyOf = (key: HandlerKey): string => ('name' in key ? `${key.kind}:${key.name}` : key.kind)

type Start = { readonly handler: Handler; readonly input: Input } | { readonly usage: string }

/** A plugin that speaks only English hears English, where somebody has translated. */
function heardBy({ plugin }: LoadedPlugin, turn: Routed): Routed {
  const { translated, written, language } = turn
  if (
    translated === undefined ||
    tagsOf(written ?? language).some((tag) => tag !== 'en' && plugin.words?.[tag] !== undefined)
  )
    return turn
  return { ...turn, text: translated, written: 'en' }
}

function startOf(stage: Stage, run: Run, loaded: LoadedPlugin, key: HandlerKey): Start | undefined {
  const turn = heardBy(loaded, run.turn)
  if (key.kind === 'command') return startOfCommand(stage, run, loaded, key.name)
  const handler = loaded.handlers.get(keyOf(key))
  if (handler === undefined) return undefined
  if (key.kind === 'due') return startOfDue(stage, run, handler)
  const slots =
    handler.slots === undefined
      ? none
      : slotsOfMessage(spokenShape(turn, loaded, handler.slots), handler.examples, sayingOf(turn), stage.reader)
  return { handler, input: inputOf(turn, turn.text, slots) }
}

function startOfCommand(stage: Stage, run: Run, loaded: LoadedPlugin, name: string): Start | undefined {
  const { turn } = run
  const event = turn.events[turn.events.length - 1]
  const text = event?.kind === 'command' ? event.text : turn.text.replace(/^\/\S+\s*/u, '')
  const saying = { ...sayingOf(turn), text }
  const command = loaded.handlers.get(`command:${name}`)
  if (command !== undefined) {
    const slots =
      command.slots === undefined
        ? none
        : slotsOfCommand(spokenShape(turn, loaded, command.slots), saying, stage.reader)
    return { handler: command, input: inputOf(turn, text, slots) }
  }
  if (name !== loaded.plugin.name) return undefined
  const word = /^\S+/u.exec(text)?.[0] ?? ''
  const rest = text.slice(word.length).trim()
  const intent = loaded.handlers.get(`intent:${word}`)
  if (intent === undefined) return { usage: [phrase(turn.language, 'usage'), ...usageOf(loaded)].join('\n') }
  const slots =
    intent.slots === undefined
      ? none
      : slotsOfCommand(spokenShape(turn, loaded, intent.slots), { ...saying, text: rest }, stage.reader)
  return { handler: intent, input: inputOf(turn, rest, slots) }
}

/** With labels as the person reads them: that is what they write. */
function spokenShape({ language }: Routed, { plugin }: LoadedPlugin, slots: Shape): Shape {
  const say = sayIn(plugin, language)
  return Object.fromEntries(Object.entries(slots).map(([name, field]) => [name, spokenField(field, say)]))
}

function startOfDue(stage: Stage, run: Run, handler: Handler): Start | undefined {
  const { turn } = run
  const event = turn.events.find((candidate): candidate is DueEvent => candidate.kind === 'due')
  const fit = checkShape(handler.payload ?? {}, event?.payload ?? {})
  if (fit.fits) return { handler, input: { ...inputOf(turn, turn.text, none), payload: fit.value } }
  stage.lender.log.warn('What came due is left out: its payload does not fit the handler any more.', {
    reason: `It does not fit at "${fit.path}".`,
    handler: handler.key,
    plugin: event?.plugin,
    conversation: turn.conversation,
    turn: turn.id,
  })
  return undefined
}

/** `/orders track <order>`, a line for each intent. */
function usageOf({ plugin }: LoadedPlugin): readonly string[] {
  return Object.entries(plugin.intents ?? {}).map(
    ([name, { slots = {} }]) =>
      `- \`${[`/${plugin.name}`, name, ...Object.keys(slots).map((slot) => `<${slot}>`)].join(' ')}\``,
  )
}

const none: Slots = Object.freeze({})

function inputOf(turn: Routed, text: string, slots: Slots): Input {
  const { parts, read, language, contact, events } = turn
  const event = events[events.length - 1] ?? events[0]
  return { text, parts, ...(read && { read }), language, contact, event, slots, payload: undefined }
}

export function sayingOf(turn: Routed): Saying {
  const { text, parts, events, now, language, written = language, contact, chatbot } = turn
  const event = events[events.length - 1]
  const part = parts.find(({ type }) => type === 'chosen')
  const chosen = event?.kind === 'button' ? event.option : part?.type === 'chosen' ? part.id : undefined
  const label = event?.kind === 'button' ? event.label : part?.type === 'chosen' ? part.label : undefined
  return {
    text: text === '' ? (label ?? '') : text,
    now,
    language: written,
    ...(chosen === undefined ? {} : { chosen }),
    ...(contact.timeZone === undefined ? {} : { timeZone: contact.timeZone }),
    ...(chatbot.understand?.country === undefined ? {} : { country: chatbot.understand.country }),
    ...(chatbot.entities === undefined ? {} : { definitions: chatbot.entities }),
  }
}

// ── Running one handler ──────────────────────────────────────────────────────────────────────────────────────────

function begin(
  stage: Stage,
  run: Run,
  loaded: LoadedPlugin,
  settings: Values<Shape>,
  handler: Handler,
  input: Input,
): Promise<Outcome> {
  const { id, now } = run.turn
  const journal = new Journal(run.journal, [], true)
  const begun = { turn: id, startedAt: now }
  const { language } = input
  const frame: Frame = { run, loaded, handler, input, settings, journal, begun, clock: now, language }
  return perform(frame, contextFor(frame, stage.lender))
}

/** Follows `goto` until somebody answers. */
async function jump(
  stage: Stage,
  run: Run,
  loaded: LoadedPlugin,
  settings: Values<Shape>,
  first: GotoReply,
): Promise<Outcome> {
  let target = first
  for (let jumps = 0; jumps < handlerDefaults.jumps; jumps++) {
    const handler = loaded.handlers.get(`intent:${target.handler}`) ?? loaded.handlers.get(`command:${target.handler}`)
    if (handler === undefined)
      throw new Error(`Plugin "${loaded.plugin.name}" has no handler "${target.handler}" to go to.`)
    const input = inputOf(run.turn, run.turn.text, givenSlots(handler, target.slots))
    const outcome = await begin(stage, run, loaded, settings, handler, input)
    if (outcome.kind !== 'goto') return outcome
    target = outcome.goto
  }
  throw new Error(`Plugin "${loaded.plugin.name}" goes in a circle: more than ${handlerDefaults.jumps} jumps.`)
}

/** What does not fit is asked for instead. */
function givenSlots(handler: Handler, given: unknown): Slots {
  const slots: Slots = {}
  for (const [name, value] of Object.entries((given ?? {}) as Slots)) {
    const field = handler.slots?.[name]
    if (field !== undefined && value !== undefined && checkField(field, value).fits) slots[name] = value
  }
  return slots
}

export async function resumeDialogue(stage: Stage, run: Run, state: DialogueState, route: Route): Promise<Resumption> {
  const { loaded, settings } = stage.repertoires.of(run.turn.chatbot).plugins.get(state.plugin) ?? {}
  const handler = loaded?.handlers.get(state.handler)
  const resumed = await resume(run, state, route, handler, sayingOf(run.turn), stage, player(stage, run))
  if (resumed.kind !== 'goto') return resumed
  if (loaded === undefined || settings === undefined) return { kind: 'pass' }
  return jump(stage, run, loaded, settings, resumed.goto)
}

/** The open question of a dialogue once more, after something else was answered; as it was asked where the plugin has changed. */
export async function repeatQuestion(stage: Stage, run: Run, state: DialogueState): Promise<DialogueState> {
  try {
    const outcome = await askAgain(run, state, player(stage, run))
    if (outcome.kind === 'waiting') return outcome.dialogue
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    run.say(questionParts(state.question as Question, run.turn.language)) // written by us, in `wait`
  }
  return state
}

function player(stage: Stage, run: Run): Play {
  return ({ plugin, handler: key, turn, startedAt, input: called }, journal) => {
    const { loaded, settings } = stage.repertoires.of(run.turn.chatbot).plugins.get(plugin) ?? {}
    const handler = loaded?.handlers.get(key)
    if (loaded === undefined || settings === undefined || handler === undefined)
      return Promise.reject(new Misfit('Its plugin or handler is gone.'))
    const input = called as Input // written by us, in `wait`
    const { language } = input
    const begun = { turn, startedAt }
    const frame: Frame = { run, loaded, handler, input, settings, journal, begun, clock: startedAt, language }
    return perform(frame, contextFor(frame, stage.lender))
  }
}
