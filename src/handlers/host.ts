import { handlerDefaults, routeDefaults } from '../config/defaults.ts'
import type { Log } from '../contracts/plugin.ts'
import type { HandlerCatalogue, HandlerHost, HandlerResult, TurnServices } from '../contracts/ports.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { modeOf } from '../contracts/turn.ts'
import type { ConversationState, DialogueState, HandlerKey, Mode, Route, Routed } from '../contracts/turn.ts'
import type { ValueReader } from '../contracts/understanding.ts'
import { questionParts } from './answers.ts'
import type { Question } from './answers.ts'
import { Repertoires } from './catalogue.ts'
import { namesChoice } from './dialogue.ts'
import type { Resumption } from './dialogue.ts'
import { follow, handlerOf, repeatQuestion, resumeDialogue, sayingOf } from './follow.ts'
import type { Stage } from './follow.ts'
import type { HttpClient } from './grants.ts'
import type { Outcome } from './perform.ts'
import type { Handler, PluginRegistry } from './registry.ts'
import { Run } from './run.ts'
import type { Input } from './run.ts'

export interface HostOptions {
  readonly registry: PluginRegistry
  readonly http: HttpClient
  readonly log: Log
  readonly reader: ValueReader
}

/** Runs the handlers of a turn. Knows nothing of one tenant: what is a tenant's comes with the turn. */
export function createHandlerHost({ registry, http, log, reader }: HostOptions): HandlerHost {
  const repertoires = new Repertoires(registry, log)
  const stage: Stage = { repertoires, lender: { http, reader, log }, reader }
  return {
    catalogue: (chatbot: Chatbot): HandlerCatalogue => repertoires.of(chatbot).catalogue,
    run: (turn, services) => runTurn(stage, turn, services),
  }
}

/** A dialogue whose question the person did not answer: they may want something else. */
type Missed = Resumption & { readonly kind: 'missed' }

async function runTurn(stage: Stage, turn: Routed, services: TurnServices): Promise<HandlerResult> {
  const run = new Run(turn, services)
  let waiting = turn.state.handoff === undefined ? turn.state.dialogue : undefined
  let expired = false
  const bystander = waiting !== undefined && isBystander(turn, waiting)
  let missed: Missed | undefined

  for (const route of turn.routes) {
    if (route.handler.kind === 'dialogue') {
      if (bystander && !isMeant(turn)) break
      if (waiting === undefined || bystander) continue
      const resumed = await resumeDialogue(stage, run, waiting, route)
      if (resumed.kind === 'missed') missed = resumed
      else if (resumed.kind === 'expired') {
        waiting = undefined
        expired = true
      } else if (resumed.kind === 'pass') run.passed.push(route)
      else return resultOf(run, resumed, route, undefined)
      continue
    }
    if (!isOpenTo(stage, turn, route, waiting, missed)) continue
    const { outcome, went, by = route } = await follow(stage, run, route)
    if (outcome.kind === 'pass') {
      run.passed.push(route)
      continue
    }
    if (route.handler.kind === 'language' && waiting !== undefined && !bystander)
      return resultOf(run, outcome, by, await repeatQuestion(stage, run, waiting))
    if (
      missed?.dialogue !== undefined &&
      waiting !== undefined &&
      outcome.kind === 'done' &&
      isBeside(stage, turn, route)
    ) {
      run.say(questionParts(waiting.question as Question, turn.language)) // written by us, in `wait`
      return resultOf(run, outcome, route, waiting)
    }
    return resultOf(run, outcome, by, (bystander || staysOpen(route.handler)) && !went ? waiting : undefined)
  }
  if (missed !== undefined) {
    run.say(missed.parts)
    return resultOf(run, { kind: 'done' }, missed.route, missed.dialogue)
  }
  return expired ? late(run) : { ...resultOf(run, { kind: 'done' }, undefined, waiting), outcome: 'nobody' }
}

/** Nobody answered, and the dialogue that would have is over. */
function late(run: Run): HandlerResult {
  run.tell('expired')
  const route = run.turn.routes.find(({ handler }) => handler.kind === 'dialogue')
  return resultOf(run, { kind: 'done' }, route, undefined)
}

/** In a group a question waits for the person it was put to; the others talk among themselves. */
function isBystander({ group, contact }: Routed, { input }: DialogueState): boolean {
  return group && (input as Input).contact.id !== contact.id // written by us, in `wait`
}

function isMeant({ events }: Routed): boolean {
  return events.some((event) => event.kind !== 'message' || event.mentioned === true)
}

/** What answers beside a running dialogue leaves it where it is. */
const staysOpen = ({ kind }: HandlerKey): boolean => kind === 'interrupt' || kind === 'event' || kind === 'due'

/** Whether a route may be tried: a dialogue has the first word, and what leaves it must be clear. */
function isOpenTo(
  stage: Stage,
  turn: Routed,
  route: Route,
  waiting: DialogueState | undefined,
  missed: Missed | undefined,
): boolean {
  if (missed !== undefined) return isOtherWish(stage, turn, route)
  if (route.handler.kind === 'beside') return false
  // Urgent as it may be, a word of the open question's own choices is an answer.
  return !(
    route.handler.kind === 'intent' &&
    waiting !== undefined &&
    namesChoice(waiting.question as Question, sayingOf(turn)) // written by us, in `wait`
  )
}

/** While a dialogue waits for another answer: a command, a button of something else, an intent that is clear. */
function isOtherWish(stage: Stage, turn: Routed, route: Route): boolean {
  const { handler, plugin } = route
  const { intent, events, state } = turn
  switch (handler.kind) {
    case 'command':
      return events.at(-1)?.kind === 'command'
    case 'event':
    case 'beside':
      return true
    case 'intent':
      return (
        intent?.plugin === plugin &&
        intent.intent === handler.name &&
        isClear(modeOf(state), intent.confidence, handlerOf(stage, turn, route))
      )
    default:
      return false
  }
}

/** Clear enough to turn to, in the middle of something. */
function isClear(mode: Mode, confidence: number, { urgent, beside }: Partial<Handler> = {}): boolean {
  switch (mode) {
    case 'assessment':
    case 'workflow':
      return (urgent === true || beside === true) && confidence >= handlerDefaults.leaveConfidence
    case 'form':
    case 'normal':
      return confidence >= handlerDefaults.leaveConfidence
    case 'menu':
      return confidence >= routeDefaults.intentConfidence
  }
}

/** Whether the open question is asked again after this answer. */
function isBeside(stage: Stage, turn: Routed, route: Route): boolean {
  return route.handler.kind === 'beside' || handlerOf(stage, turn, route)?.beside === true
}

function resultOf(
  run: Run,
  outcome: Outcome,
  by: Route | undefined,
  dialogue: DialogueState | undefined,
): HandlerResult {
  const { state } = run.turn
  const { version: _, dialogue: __, handoff, ...rest } = state
  let next: Omit<ConversationState, 'version'> = rest
  if (outcome.kind === 'handoff') next = { ...rest, ...(handoff && { handoff }) }
  else {
    const open = outcome.kind === 'waiting' ? outcome.dialogue : dialogue
    if (handoff !== undefined || open !== undefined)
      next = { ...rest, ...(handoff && { handoff }), ...(open && { dialogue: open }) }
  }
  return {
    outcome: outcome.kind === 'handoff' ? 'handoff' : run.messages.length > 0 ? 'answered' : 'silent',
    by,
    passed: run.passed,
    messages: run.messages,
    next,
    writes: run.writes,
    schedules: run.schedules,
    ...(run.contactChange && { contactChange: run.contactChange }),
    ...(outcome.kind === 'handoff' && { handoff: { queue: outcome.queue } }),
    ...(run.modelFailed !== undefined && { modelFailed: run.modelFailed }),
    ...(run.erasesContact && { erasesContact: true as const }),
  }
}
