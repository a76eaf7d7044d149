import { routeDefaults } from '../config/defaults.ts'
import type { HandlerCatalogue } from '../contracts/ports.ts'
import type { PluginEvent, Route, Routed, Understood } from '../contracts/turn.ts'
import type { PipelineHost } from './host.ts'
import { stage } from './pipe.ts'

/**
 * Who may answer, in order, each with the reason: interrupts, the running dialogue, then what the event itself names,
 * then what the words most likely mean, and last whoever answers when nobody else does.
 */
export function route(host: PipelineHost) {
  return stage('route', (turn: Understood): Routed => {
    const catalogue = host.handlers.catalogue(turn.chatbot)
    return { ...turn, routes: routesOf(turn, catalogue) }
  })
}

function routesOf(turn: Understood, catalogue: HandlerCatalogue): readonly Route[] {
  const [event] = turn.events
  if (event.kind === 'due') {
    return [{ plugin: event.plugin, handler: { kind: 'due', name: event.name }, reason: 'a schedule came due' }]
  }
  if (turn.state.handoff !== undefined) return []
  const named = pluginEvent(turn)
  if (named !== undefined) return listeners(catalogue, named)
  if (event.kind !== 'message' && event.kind !== 'command' && event.kind !== 'button') return []
  // In a group the bot is one of many: it answers when it is meant, or when it asked something.
  if (event.kind === 'message' && turn.group && !meant(turn) && turn.state.dialogue === undefined) return []
  return [
    ...catalogue.interrupts.map((plugin): Route => ({
      plugin,
      handler: { kind: 'interrupt' },
      reason: 'may answer before anyone',
    })),
    ...(turn.state.dialogue === undefined
      ? []
      : [
          {
            plugin: turn.state.dialogue.plugin,
            handler: { kind: 'dialogue' },
            reason: 'a dialogue waits for an answer',
          } satisfies Route,
        ]),
    ...(event.kind === 'command' ? commandRoutes(event.name, catalogue) : []),
    ...(event.kind === 'button' ? listeners(catalogue, 'button') : []),
    ...turn.ranking
      .filter(({ confidence }) => confidence >= routeDefaults.intentConfidence)
      .map(({ plugin, intent, confidence }): Route => ({
        plugin,
        handler: { kind: 'intent', name: intent },
        reason: `understood with confidence ${confidence.toFixed(2)}`,
      })),
    ...catalogue.fallbacks.map((plugin): Route => ({
      plugin,
      handler: { kind: 'fallback' },
      reason: 'nobody else answered',
    })),
  ]
}

function commandRoutes(name: string, catalogue: HandlerCatalogue): readonly Route[] {
  const plugin = catalogue.commands.get(name)
  return plugin === undefined ? [] : [{ plugin, handler: { kind: 'command', name }, reason: `the command /${name}` }]
}

function listeners(catalogue: HandlerCatalogue, name: PluginEvent): readonly Route[] {
  return (catalogue.events.get(name) ?? []).map((plugin) => ({
    plugin,
    handler: { kind: 'event', name },
    reason: `listens to ${name}`,
  }))
}

function meant(turn: Understood): boolean {
  return turn.events.some((event) => event.kind === 'message' && event.mentioned === true)
}

function pluginEvent({ events: [event] }: Understood): PluginEvent | undefined {
  switch (event.kind) {
    case 'edit':
      return event.deleted === true ? 'deleted' : 'edited'
    case 'reaction':
    case 'handoffEnded':
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
