import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { handlerDefaults } from '../config/defaults.ts'
import { Invalid } from '../contracts/errors.ts'
import type { Plugin } from '../contracts/plugin.ts'
import type { FieldSchema } from '../contracts/shape.ts'
import { isSeveral, placesIn, pluralFormsOf, sentenceIn, textIn, writtenLanguage } from '../contracts/words.ts'
import type { Say, Wording, Words, WordsByLanguage } from '../contracts/words.ts'

/** A plugin's sentences: reads `words/<language>.json` and checks them before anybody is spoken to. */

/** The words in a plugin's folder, not checked yet; undefined when it has none. Throws Invalid for a file that is no JSON. */
export function readWords(folder: string | URL): unknown {
  const path = join(folder instanceof URL ? fileURLToPath(folder) : folder, 'words')
  if (!existsSync(path)) return undefined
  const files = readdirSync(path).filter((file) => file.endsWith('.json'))
  if (files.length === 0) return undefined
  return Object.fromEntries(files.map((file) => [basename(file, '.json'), readFile(join(path, file), file)]))
}

function readFile(path: string, file: string): unknown {
  const text = readFileSync(path, 'utf8')
  if (text.length > handlerDefaults.wordsLength)
    throw new Invalid(`words/${file} is longer than ${handlerDefaults.wordsLength} characters.`)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Invalid(`words/${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The plugin as its author exports it, with the words of its folder where it brings none of its own. */
export function withWords(plugin: unknown, folder: string | URL): unknown {
  if (typeof plugin !== 'object' || plugin === null || 'words' in plugin) return plugin
  const words = readWords(folder)
  return words === undefined ? plugin : { ...plugin, words }
}

/** Sentences about what is wrong, each with the path: `pl.items`. Another language may lack a key, and English is said. */
export function problemsOfWords(candidate: unknown): readonly (readonly [path: string, what: string])[] {
  if (!isRecord(candidate)) return [['words', 'is a record by language, each a record of sentences by key']]
  const found: (readonly [string, string])[] = []
  const english = Object.hasOwn(candidate, writtenLanguage) ? candidate[writtenLanguage] : undefined
  if (!isRecord(english)) return [['words', 'has no English (words/en.json): it is said where another has no sentence']]
  for (const [language, words] of Object.entries(candidate)) {
    const path = `words.${language}`
    const forms = formsOf(language)
    if (forms === undefined) found.push([path, 'is no language tag'])
    else if (!isRecord(words)) found.push([path, 'is a record of sentences by key'])
    else
      for (const [key, wording] of Object.entries(words)) {
        const what = problemOf(key, wording, forms, english[key])
        if (what !== undefined) found.push([`${path}.${key}`, what])
      }
  }
  return found
}

const keyPattern = /^[A-Za-z]\w*(?:[-.]\w+)*$/

function problemOf(key: string, wording: unknown, forms: readonly string[], english: unknown): string | undefined {
  if (!keyPattern.test(key)) return 'has a key that is no name; it has letters, digits, and - _ . between them'
  if (!isWording(wording)) return 'is a sentence, a list of sentences, or an object of plural forms'
  if (!isWording(english)) return 'is not in English (words/en.json)'
  if (typeof wording === 'object' && !isSeveral(wording)) {
    const missing = forms.filter((form) => !Object.hasOwn(wording, form))
    if (missing.length > 0) return `has no form for ${missing.join(', ')}; its language needs ${forms.join(', ')}`
  }
  const places = new Set(sentencesOf(english).flatMap(placesIn))
  const strange = sentencesOf(wording)
    .flatMap(placesIn)
    .find((place) => !places.has(place))
  return strange === undefined ? undefined : `names {${strange}}, which English does not`
}

/** Undefined for what is no language tag. */
function formsOf(language: string): readonly string[] | undefined {
  try {
    return pluralFormsOf(language)
  } catch {
    return undefined
  }
}

function isWording(candidate: unknown): candidate is Wording {
  if (isSentence(candidate)) return true
  if (Array.isArray(candidate)) return candidate.length > 0 && candidate.every(isSentence)
  return isRecord(candidate) && Object.keys(candidate).length > 0 && Object.values(candidate).every(isSentence)
}

const isSentence = (candidate: unknown): candidate is string => typeof candidate === 'string' && candidate !== ''

/** Every sentence that a key may become. */
export function sentencesOf(wording: Wording): readonly string[] {
  if (typeof wording === 'string') return [wording]
  return isSeveral(wording) ? wording : Object.values(wording)
}

function isRecord(candidate: unknown): candidate is Readonly<Record<string, unknown>> {
  return typeof candidate === 'object' && candidate !== null && !Array.isArray(candidate)
}

// ── Texts of fields ──────────────────────────────────────────────────────────────────────────────────────────────

const mark = 'words:'

/** The key that a text of a field names: `words:which_order`. */
export function keyIn(text: string): string | undefined {
  return text.startsWith(mark) ? text.slice(mark.length) : undefined
}

/** Keys that no sentence has in English. */
export function missingKeys(texts: readonly string[], words: WordsByLanguage | undefined): readonly string[] {
  const english: Words = words?.[writtenLanguage] ?? {}
  return texts.flatMap((text) => keyIn(text) ?? []).filter((key) => !Object.hasOwn(english, key))
}

/** The texts of a field that a person reads, said. The field itself where none of them names a key. */
export function spokenField(field: FieldSchema, say: Say): FieldSchema {
  if (!textsOf(field).some((text) => keyIn(text) !== undefined)) return field
  const { 'x-ask': ask, 'x-labels': labels, title, items, ...rest } = field
  return {
    ...rest,
    ...(ask === undefined ? {} : { 'x-ask': spoken(ask, say) }),
    ...(labels === undefined ? {} : { 'x-labels': labels.map((label) => spoken(label, say)) }),
    ...(title === undefined ? {} : { title: spoken(title, say) }),
    ...(items === undefined ? {} : { items: spokenField(items, say) }),
  }
}

/** The plugin's sentences in a language. */
export function sayIn({ words = {} }: Pick<Plugin, 'words'>, language: string, random?: () => number): Say {
  return (what, values) =>
    typeof what === 'string' ? sentenceIn(words, language, what, values, random) : textIn(what, language, values)
}

/** The text, or the sentence of the key that it names. */
export function spoken(text: string, say: Say): string {
  const key = keyIn(text)
  return key === undefined ? text : say(key)
}

/** What a person reads of a field. */
export function textsOf(field: FieldSchema): readonly string[] {
  const { 'x-ask': ask, 'x-labels': labels = [], title, items } = field
  return [
    ...labels,
    ...[ask, title].filter((text) => text !== undefined),
    ...(items === undefined ? [] : textsOf(items)),
  ]
}
