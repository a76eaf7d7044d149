import { routeDefaults } from '../config/defaults.ts'
import type { Contextual, IntentGuess, Understood } from '../contracts/turn.ts'
import type { PipelineHost } from './host.ts'
import { stage } from './pipe.ts'
import { translateHeard } from './translate.ts'

/** What the person may want. Only words are understood: a command or a button says itself what it is. */
export function intent(host: PipelineHost) {
  return stage('intent', (turn: Contextual) => {
    const [first] = turn.events
    if (first.kind !== 'message' || turn.text === '' || turn.state.handoff !== undefined) return understood(turn, [])
    const ranking = host.classifier(turn.chatbot).classify(turn.text, turn.written ?? turn.language)
    return ranking instanceof Promise ? ranking.then((ranked) => conclude(turn, ranked)) : conclude(turn, ranking)
  })

  function conclude(turn: Contextual, ranking: readonly IntentGuess[]): Understood | Promise<Understood> {
    const isClear = (ranking[0]?.confidence ?? 0) >= routeDefaults.intentConfidence
    const nobodyElse = isClear || host.translator(turn.chatbot) === undefined
    return nobodyElse ? understood(turn, ranking) : inEnglish(turn, ranking)
  }

  /** Nobody knows it in the person's language: perhaps somebody does in English. */
  async function inEnglish(turn: Contextual, ranking: readonly IntentGuess[]): Promise<Understood> {
    const translated = await translateHeard(host, turn)
    if (translated === undefined) return understood(turn, ranking)
    const english = await host.classifier(turn.chatbot).classify(translated, 'en')
    const isBetter = (english[0]?.confidence ?? 0) > (ranking[0]?.confidence ?? 0)
    return { ...understood(turn, isBetter ? english : ranking), translated }
  }
}

function understood(turn: Contextual, ranking: readonly IntentGuess[]): Understood {
  const uncertain = uncertainOf(ranking)
  return { ...turn, intent: ranking[0], ranking, ...(uncertain.length > 0 && { uncertain }) }
}

/** None is clear, but one or a few are likely: of those the person is asked which they mean. */
function uncertainOf(ranking: readonly IntentGuess[]): readonly IntentGuess[] {
  const best = ranking[0]?.confidence ?? 0
  if (best >= routeDefaults.intentConfidence) return []
  const least = Math.max(routeDefaults.doubtConfidence, best * routeDefaults.doubtShare)
  return ranking.filter(({ confidence }) => confidence >= least).slice(0, routeDefaults.doubts)
}
