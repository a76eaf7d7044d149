import type { LanguagePriors } from '../contracts/ports.ts'
import type { Localized, Transformed } from '../contracts/turn.ts'
import type { PipelineHost } from './host.ts'
import { stage } from './pipe.ts'

/** The language to answer in: what the text says among the chatbot's languages, else what was spoken before. */
export function language(host: PipelineHost) {
  return stage('language', (turn: Transformed): Localized | Promise<Localized> => {
    const { languages } = turn.chatbot
    const previous = turn.state.language
    const locale = spokenBy(turn.from?.language, languages)
    if (languages.length === 1 || turn.text === '') return { ...turn, language: previous ?? locale ?? languages[0] }
    return hear(turn, { languages, previous, locale })
  })

  async function hear(turn: Transformed, priors: LanguagePriors): Promise<Localized> {
    const heard = (await host.detector()).detect(turn.text, priors)
    return { ...turn, language: heard ?? priors.previous ?? priors.locale ?? turn.chatbot.languages[0] }
  }
}

/** The platform's own hint, where the chatbot speaks it: `pt-BR` is answered in `pt`. */
function spokenBy(hint: string | undefined, languages: readonly string[]): string | undefined {
  if (hint === undefined) return undefined
  const base = hint.split('-')[0]?.toLowerCase()
  return (
    languages.find((language) => language === hint) ?? languages.find((language) => language.split('-')[0] === base)
  )
}
