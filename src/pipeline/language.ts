import type { LanguagePriors } from '../contracts/ports.ts'
import type { LanguageWish, Localized, Transformed } from '../contracts/turn.ts'
import type { PipelineHost } from './host.ts'
import { languageOption } from '../contracts/meant.ts'
import { stage } from './pipe.ts'

/**
 * The language to answer in: what the person asks for now, else what they asked for before, else what the text says among
 * the chatbot's languages, else what was spoken before.
 */
export function language(host: PipelineHost) {
  return stage('language', async (turn: Transformed): Promise<Localized> => {
    const { languages } = turn.chatbot
    const wish = wishOf(host, turn)
    const wished = wish?.kind === 'speak' ? spokenBy(wish.language, languages) : undefined
    // "Sprechen Sie Deutsch?" is in a language that the chatbot does not speak.
    const isAnother = wish?.kind === 'speak' && wished === undefined
    const written = isAnother ? knownOf(turn) : await writtenIn(turn)
    const chosen = wished ?? spokenBy(turn.state.chosenLanguage, languages)
    return {
      ...turn,
      language: chosen ?? written,
      ...(chosen === undefined || chosen === written ? {} : { written }),
      ...(wish === undefined ? {} : { wish }),
    }
  })

  async function writtenIn(turn: Transformed): Promise<string> {
    const { languages } = turn.chatbot
    if (languages.length === 1 || turn.text === '') return knownOf(turn)
    const previous = turn.state.language
    const locale = spokenBy(turn.from?.language, languages)
    return (await heard(turn.text, { languages, previous, locale })) ?? knownOf(turn)
  }

  async function heard(text: string, priors: LanguagePriors): Promise<string | undefined> {
    return (await host.detector()).detect(text, priors)
  }
}

/** Before a word is heard. */
function knownOf({ state, from, chatbot: { languages } }: Transformed): string {
  return state.language ?? spokenBy(from?.language, languages) ?? languages[0]
}

/** The chatbot's own name of a language, if it speaks it: `pt-BR` is answered in `pt`. */
function spokenBy(hint: string | undefined, languages: readonly string[]): string | undefined {
  if (hint === undefined) return undefined
  const base = hint.split('-')[0]?.toLowerCase()
  return (
    languages.find((language) => language === hint) ?? languages.find((language) => language.split('-')[0] === base)
  )
}

/** By command, by button or in words. It is no plugin, which a tenant could switch off: a person who is lost finds out. */
function wishOf(
  host: PipelineHost,
  { events, parts, text, state, group, chatbot }: Transformed,
): LanguageWish | undefined {
  const [event] = events
  if (state.handoff !== undefined || events.length > 1) return undefined
  if (event.kind === 'command') return event.name === 'language' ? named(host, event.text) : undefined
  const chosen = parts.find((part) => part.type === 'chosen')
  const option = languageOption.read(event.kind === 'button' ? event.option : (chosen?.id ?? ''))
  if (option !== undefined) return { kind: 'speak', language: option, bare: false }
  if (event.kind !== 'message' || (group && event.mentioned !== true)) return undefined
  const wish = host.languageWish(text)
  return wish !== undefined && isMeant(wish, state.dialogue !== undefined, chatbot.languages) ? wish : undefined
}

/** A name alone may answer an open question, or ask for food: then it counts only where it is clear. */
function isMeant(wish: LanguageWish, isAsked: boolean, languages: readonly string[]): boolean {
  if (wish.kind === 'which') return languages.length > 1 && !isAsked
  return !wish.bare || (!isAsked && languages.length > 1 && spokenBy(wish.language, languages) !== undefined)
}

/** `/language es`, `/language Spanish`, `/language`. */
function named(host: PipelineHost, text: string): LanguageWish {
  const tag = /^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,2}$/i.exec(text.trim())?.[0]
  if (tag !== undefined) return { kind: 'speak', language: tag, bare: false }
  return host.languageWish(text) ?? { kind: 'which' }
}
