import type { HandoffOutcome, HandoffStep } from '../contracts/handoff.ts'
import type { Handled } from '../contracts/turn.ts'
import { followHandoff } from './handing.ts'
import type { PipelineHost } from './host.ts'
import { stage } from './pipe.ts'

/** `conflict`: someone else moved the conversation on, and this turn left no trace. */
export interface Committed {
  readonly result: 'done' | 'conflict'
  readonly turn: Handled
}

/** The one transaction of a turn; afterwards its messages wait to be sent and its schedules to come due. */
export function outbox(host: PipelineHost) {
  return stage('outbox', async (turn: Handled): Promise<Committed> => {
    const result = await host.store.turns.commit(turn)
    if (result === 'conflict') return { result, turn }
    if (turn.said.length > 0) host.ring('send', turn.conversation)
    const dueAt = turn.schedules.flatMap((change) => (change.change === 'add' ? [change.dueAt] : []))
    if (dueAt.length > 0) host.ring('due', 'tenant', Math.max(0, Math.min(...dueAt) - host.clock()))
    if (turn.handed !== undefined) followHandoff(host, turn.conversation, outcomeOf(turn, turn.handed))
    return { result, turn }
  })
}

function outcomeOf({ state }: Handled, step: HandoffStep): HandoffOutcome {
  return { from: state.handoff?.stage ?? 'bot', to: step.handoff?.stage ?? 'bot', step }
}
