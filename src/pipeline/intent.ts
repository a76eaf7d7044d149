import type { Contextual, Understood } from '../contracts/turn.ts'
import type { PipelineHost } from './host.ts'
import { stage } from './pipe.ts'

/** What the person may want. Only words are understood: a command or a button says itself what it is. */
export function intent(host: PipelineHost) {
  return stage('intent', (turn: Contextual): Understood => {
    const [first] = turn.events
    if (first.kind !== 'message' || turn.text === '' || turn.state.handoff !== undefined)
      return { ...turn, intent: undefined, ranking: [] }
    const ranking = host.classifier(turn.chatbot).classify(turn.text, turn.language)
    return { ...turn, intent: ranking[0], ranking }
  })
}
