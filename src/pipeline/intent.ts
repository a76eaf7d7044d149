import { routeDefaults } from '../config/defaults.ts'
import type { HandlerCatalogue } from '../contracts/ports.ts'
import type { Contextual, IntentGuess, Understood } from '../contracts/turn.ts'
import { writtenLanguage } from '../contracts/words.ts'
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
    if (host.translator(turn.chatbot) === undefined) return understood(turn, ranking)
    // A word that two languages share ("pizza") looks clear to who has learned only one of them.
    const isLearned = languagesOf(host.handlers.catalogue(turn.chatbot)).has(baseOf(turn.written ?? turn.language))
    const isClear = (ranking[0]?.confidence ?? 0) >= routeDefaults.intentConfidence
    return isClear && isLearned ? understood(turn, ranking) : inEnglish(turn, ranking, isLearned)
  }

  /** Nobody knows it in the person's language: perhaps somebody does in English. */
  async function inEnglish(turn: Contextual, ranking: readonly IntentGuess[], isLearned: boolean): Promise<Understood> {
    const translated = await translateHeard(host, turn)
    if (translated === undefined) return understood(turn, ranking)
    const english = await host.classifier(turn.chatbot).classify(translated, 'en')
    const isBetter = !isLearned || (english[0]?.confidence ?? 0) > (ranking[0]?.confidence ?? 0)
    return { ...understood(turn, isBetter ? english : ranking), translated }
  }
}

const learned = new WeakMap<HandlerCatalogue, ReadonlySet<string>>()

/** The languages that somebody gave examples in. */
function languagesOf(catalogue: HandlerCatalogue): ReadonlySet<string> {
  const known = learned.get(catalogue)
  if (known !== undefined) return known
  const languages = new Set(catalogue.examples.map(({ language = writtenLanguage }) => baseOf(language)))
  learned.set(catalogue, languages)
  return languages
}

const baseOf = (language: string): string => language.split('-')[0] ?? language

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
