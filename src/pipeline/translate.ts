import type { Option, Part } from '../contracts/message.ts'
import type { HandlerResult } from '../contracts/ports.ts'
import type { Contextual, Routed } from '../contracts/turn.ts'
import type { Translation, Translator } from '../contracts/understanding.ts'
import { writtenLanguage } from '../contracts/words.ts'
import { isPhrase } from '../language/phrasebook.ts'
import type { PipelineHost } from './host.ts'

/**
 * Handlers are written in English, and serve everyone where the tenant has said who translates. A translation that fails
 * is none: the turn goes on with what was said.
 */

/** What the person said, in English; undefined when nobody translates, or it says the same. */
export async function translateHeard(host: PipelineHost, turn: Contextual): Promise<string | undefined> {
  const written = turn.written ?? turn.language
  const translator = translatorOf(host, turn, written, writtenLanguage)
  if (translator === undefined) return undefined
  const [translated] = await attempt(host, translator, [turn.text], how(turn, written, writtenLanguage))
  return translated === turn.text ? undefined : translated
}

/** What handlers said in English, in the language of the person; ids of buttons stay. */
export async function translateSaid(
  host: PipelineHost,
  turn: Routed,
  messages: HandlerResult['messages'],
): Promise<HandlerResult['messages']> {
  const translator = translatorOf(host, turn, writtenLanguage, turn.language)
  if (translator === undefined || messages.length === 0) return messages
  const detector = await host.detector()
  const languages = [writtenLanguage, turn.language]
  const isEnglish = (text: string): boolean => detector.detect(text, { languages }) === writtenLanguage
  const texts = messages.flat().flatMap((part) => textsOf(part, isEnglish))
  if (texts.length === 0) return messages
  const translated = await attempt(host, translator, texts, how(turn, writtenLanguage, turn.language))
  const byText = new Map(texts.map((text, index) => [text, translated[index] ?? text]))
  return messages.map((parts) => parts.map((part) => withTexts(part, isEnglish, byText)))
}

function translatorOf(host: PipelineHost, turn: Contextual, from: string, to: string): Translator | undefined {
  const translator = host.translator(turn.chatbot)
  return translator?.can(from, to) === true ? translator : undefined
}

function how({ contact, chatbot, work }: Contextual, from: string, to: string): Translation {
  const names = [contact.name, contact.name?.split(' ')[0], contact.username, chatbot.name]
  return { from, to, keep: names.filter((name) => name !== undefined && name.length > 1) as string[], signal: work.signal } // prettier-ignore
}

async function attempt(
  host: PipelineHost,
  translator: Translator,
  texts: readonly string[],
  translation: Translation,
): Promise<readonly string[]> {
  try {
    return await translator.translate(texts, translation)
  } catch (error) {
    host.log.warn({ error, from: translation.from, to: translation.to }, 'A translation failed: the original is used.')
    return texts
  }
}

// ── The texts of a part ──────────────────────────────────────────────────────────────────────────────────────────

type IsEnglish = (text: string) => boolean

/** Paragraphs are told apart: the gateway's own sentence may stand above a handler's question. Code is one paragraph. */
function paragraphsOf(text: string): readonly string[] {
  return text.split(/(```[^]*?```|\n{2,})/).filter((piece) => piece !== '')
}

const isCode = (piece: string): boolean => piece.startsWith('```')

function englishIn(text: string | undefined, isEnglish: IsEnglish): readonly string[] {
  return text === undefined ? [] : paragraphsOf(text).filter((piece) => !isCode(piece) && isEnglish(piece))
}

function leadOf(part: Part): string | undefined {
  switch (part.type) {
    case 'text':
    case 'choices':
      return part.text
    case 'card':
      return [part.title, part.text ?? ''].join('\n\n')
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return part.caption
    case 'location':
    case 'contact':
    case 'chosen':
      return undefined
  }
}

/** Labels are too short to be told: they are in the language of what stands above them, unless they are the gateway's own. */
function textsOf(part: Part, isEnglish: IsEnglish): readonly string[] {
  const lead = englishIn(leadOf(part), isEnglish)
  if (lead.length === 0) return []
  const options = 'options' in part ? (part.options ?? []) : []
  const labels = options.flatMap(({ label, description }) => [label, description]).filter((text) => text !== undefined)
  return [...lead, ...labels.filter((label) => !isPhrase(label))]
}

function withTexts(part: Part, isEnglish: IsEnglish, byText: ReadonlyMap<string, string>): Part {
  if (textsOf(part, isEnglish).length === 0) return part
  const say = (text: string): string =>
    paragraphsOf(text)
      .map((piece) => byText.get(piece) ?? piece)
      .join('')
  const sayAll = (options: readonly Option[]): Option[] =>
    options.map(({ label, description, ...option }) => ({
      ...option,
      label: say(label),
      ...(description === undefined ? {} : { description: say(description) }),
    }))
  switch (part.type) {
    case 'text':
      return { ...part, text: say(part.text) }
    case 'choices':
      return { ...part, text: say(part.text), options: sayAll(part.options) }
    case 'card':
      return {
        ...part,
        title: say(part.title),
        ...(part.text === undefined ? {} : { text: say(part.text) }),
        ...(part.options === undefined ? {} : { options: sayAll(part.options) }),
      }
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return part.caption === undefined ? part : { ...part, caption: say(part.caption) }
    case 'location':
    case 'contact':
    case 'chosen':
      return part
  }
}
