import { handlerDefaults, routeDefaults } from '../config/defaults.ts'
import type { HandlerCatalogue } from '../contracts/ports.ts'
import { house } from '../contracts/turn.ts'
import type { HandlerKey, IntentGuess, PluginEvent, Route, Routed, Understood } from '../contracts/turn.ts'
import type { PipelineHost } from './host.ts'
import { stage } from './pipe.ts'
import { hasFile } from './reading.ts'

/** Who may answer, in order, each with the reason. */
export function route(host: PipelineHost) {
  return stage('route', (turn: Understood): Routed => {
    const catalogue = host.handlers.catalogue(turn.chatbot)
    return {
      ...turn,
      routes: routesOf(turn, catalogue, host.models.mayAct(turn.chatbot), host.limits.spent('messages')),
    }
  })
}

/** One way to find out who answers. Pure. */
type Strategy = (turn: Understood, catalogue: HandlerCatalogue, mayModelAct: boolean) => readonly Route[]

/** What a person says is offered to these, the first one first; the first handler that does not pass answers. */
const strategies: readonly Strategy[] = [
  interrupts,
  language,
  beginning,
  meantIntent,
  urgentIntent,
  dialogue,
  commands,
  buttons,
  files,
  clearIntents,
  answersBeside,
  unreadable,
  model,
  fallbacks,
  doubt,
  lastResort,
]

/** The plugin that answers when really nobody else does, however they are named. */
const last = 'fallback'

function routesOf(
  turn: Understood,
  catalogue: HandlerCatalogue,
  mayModelAct: boolean,
  isOverLimit: boolean,
): readonly Route[] {
  const [event] = turn.events
  if (event.kind === 'due') {
    return [{ plugin: event.plugin, handler: { kind: 'due', name: event.name }, reason: 'a schedule came due' }]
  }
  if (event.kind === 'handoffChanged') return listeners(catalogue, event.kind)
  if (turn.state.handoff !== undefined) return rights(turn, catalogue)
  const named = pluginEvent(turn)
  if (named !== undefined) return isOverLimit && !isEnd(named) ? [] : listeners(catalogue, named)
  if (event.kind !== 'message' && event.kind !== 'command' && event.kind !== 'button') return []
  // In a group the bot is one of many: it answers when it is meant, or when it asked something.
  if (event.kind === 'message' && turn.group && !meant(turn) && turn.state.dialogue === undefined) return []
  // Consent and the like are asked for by law: whoever answers before anyone still does.
  if (isOverLimit) return [...interrupts(turn, catalogue), overLimit]
  return strategies.flatMap((strategy) => strategy(turn, catalogue, mayModelAct))
}

/** While people have it the bot is silent, but for commands of plugins that may interrupt it: opting out is not up to an agent. */
function rights(turn: Understood, catalogue: HandlerCatalogue): readonly Route[] {
  return commands(turn, catalogue).filter(({ plugin }) => catalogue.interrupts.includes(plugin))
}

const overLimit = to(house, { kind: 'overLimit' }, 'the messages of the plan are used up')

/** What plugins must hear of, whether or not they may say anything more. */
const isEnd = (event: PluginEvent): boolean => event === 'handoffEnded' || event === 'conversationEnded'

function interrupts(_turn: Understood, catalogue: HandlerCatalogue): readonly Route[] {
  return catalogue.interrupts.map((plugin) => to(plugin, { kind: 'interrupt' }, 'may answer before anyone'))
}

function beginning({ startsOver }: Understood): readonly Route[] {
  return startsOver === true ? [to(house, { kind: 'startOver' }, 'the person wants to start over')] : []
}

function language({ wish }: Understood): readonly Route[] {
  return wish === undefined ? [] : [to(house, { kind: 'language' }, 'the person asks for a language')]
}

function meantIntent({ meant: chosen }: Understood): readonly Route[] {
  if (chosen === undefined || chosen === 'none') return []
  return [to(chosen.plugin, { kind: 'intent', name: chosen.intent }, 'the person was asked, and chose it')]
}

/** What is wanted so clearly and so urgently that any dialogue is left for it: a person of ours. */
function urgentIntent({ state, ranking: [best] }: Understood, { urgent }: HandlerCatalogue): readonly Route[] {
  if (state.dialogue === undefined || best === undefined) return []
  const isUrgent = best.confidence >= handlerDefaults.leaveConfidence && urgent.has(`${best.plugin}/${best.intent}`)
  return isUrgent ? [toIntent(best, 'wanted whatever is asked')] : []
}

function dialogue({ state, meant: chosen }: Understood): readonly Route[] {
  // Whoever chose what they meant was not answering the question.
  if (state.dialogue === undefined || chosen !== undefined) return []
  return [to(state.dialogue.plugin, { kind: 'dialogue' }, 'a dialogue waits for an answer')]
}

function commands({ events: [event] }: Understood, catalogue: HandlerCatalogue): readonly Route[] {
  const plugin = event.kind === 'command' ? catalogue.commands.get(event.name) : undefined
  if (event.kind !== 'command' || plugin === undefined) return []
  return [to(plugin, { kind: 'command', name: event.name }, `the command /${event.name}`)]
}

function buttons({ events: [event], meant: chosen }: Understood, catalogue: HandlerCatalogue): readonly Route[] {
  return event.kind === 'button' && chosen === undefined ? listeners(catalogue, 'button') : []
}

/** Plugins that handle files themselves, before what was read in them is understood as if it had been said. */
function files({ events: [event], parts }: Understood, catalogue: HandlerCatalogue): readonly Route[] {
  return event.kind === 'message' && hasFile(parts) ? listeners(catalogue, 'file') : []
}

/** When nobody takes the file, and nothing could read it, whoever sent it is told before anyone guesses. */
function unreadable({ unread }: Understood): readonly Route[] {
  return unread === undefined ? [] : [to(house, { kind: 'unread' }, `nothing here can read the ${unread}`)]
}

function clearIntents({ ranking }: Understood): readonly Route[] {
  return ranking
    .filter(({ confidence }) => confidence >= routeDefaults.intentConfidence)
    .map((guess) => toIntent(guess, 'understood'))
}

function answersBeside({ state }: Understood, { besides }: HandlerCatalogue): readonly Route[] {
  if (state.dialogue === undefined) return []
  return besides.map((plugin) => to(plugin, { kind: 'beside' }, 'may know it, while a dialogue waits'))
}

function model({ events: [event], text }: Understood, _catalogue: HandlerCatalogue, mayAct: boolean): readonly Route[] {
  if (!mayAct || event.kind !== 'message' || text === '') return []
  return [to(house, { kind: 'model' }, 'a language model may know what is wanted')]
}

function fallbacks(_turn: Understood, catalogue: HandlerCatalogue): readonly Route[] {
  return catalogue.fallbacks.filter((plugin) => plugin !== last).map(toFallback)
}

function doubt({ uncertain = [] }: Understood): readonly Route[] {
  if (uncertain.length === 0) return []
  return [to(house, { kind: 'doubt' }, `could be ${uncertain.map(nameOf).join(' or ')}`)]
}

function lastResort(_turn: Understood, catalogue: HandlerCatalogue): readonly Route[] {
  return catalogue.fallbacks.filter((plugin) => plugin === last).map(toFallback)
}

function to(plugin: string, handler: HandlerKey, reason: string): Route {
  return { plugin, handler, reason }
}

function toIntent({ plugin, intent, confidence }: IntentGuess, why: string): Route {
  return to(plugin, { kind: 'intent', name: intent }, `${why} with confidence ${confidence.toFixed(2)}`)
}

const toFallback = (plugin: string): Route => to(plugin, { kind: 'fallback' }, 'nobody else answered')

const nameOf = ({ plugin, intent, confidence }: IntentGuess): string => `${plugin} ${intent} (${confidence.toFixed(2)})`

function listeners(catalogue: HandlerCatalogue, name: PluginEvent): readonly Route[] {
  return (catalogue.events.get(name) ?? []).map((plugin) => to(plugin, { kind: 'event', name }, `listens to ${name}`))
}

function meant(turn: Understood): boolean {
  return turn.events.some((event) => event.kind === 'message' && event.mentioned === true)
}

function pluginEvent({ events: [event] }: Understood): PluginEvent | undefined {
  switch (event.kind) {
    case 'edit':
      return event.deleted === true ? 'deleted' : 'edited'
    case 'reaction':
    case 'handoffChanged':
    case 'handoffEnded':
    case 'conversationEnded':
      return event.kind
    case 'membership':
      return event.change === 'moved' || event.change === 'renamed' ? undefined : event.change
    case 'message':
    case 'command':
    case 'button':
    case 'receipt':
    case 'unsupported':
    case 'takeover':
    case 'due':
      return undefined
  }
}
