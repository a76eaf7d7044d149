/**
 * Sentences by language and key, and how one becomes what is said. Written once here because the gateway's own
 * sentences and every plugin's `words/*.json` follow the same rules.
 */

/** Values for the places in a sentence, `{name}`; a number under `count` chooses its plural form. */
export type SentenceValues = Readonly<Record<string, string | number>>

/** A sentence that depends on `{count}`: a form for each category that the language tells apart (CLDR). */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }

/** One sentence, its plural forms, or several ways to say it. */
export type Wording = string | readonly string[] | PluralForms

/** The sentences of one language by key. */
export type Words = Readonly<Record<string, Wording>>

/** By IETF tag; `en` has every key. */
export type WordsByLanguage = Readonly<Record<string, Words>>

/** What every handler has as `words`: a sentence of its plugin, or a text of its settings, in the language of the person. */
export type Say = (what: string | TextByLanguage, values?: SentenceValues) => string

/** A text that an operator wrote in one language or several, by IETF tag: the value of a field `texts()`. */
export type TextByLanguage = Readonly<Record<string, string>>

/** The language that is spoken where nobody has written it in the person's. */
export const writtenLanguage = 'en'

/**
 * The sentence of a key in the language, else in its base language (`pt-BR`: `pt`), else in English. Throws for a key
 * that English does not have. `random`, at least 0 and below 1, chooses among several ways to say it.
 */
export function sentenceIn(
  words: WordsByLanguage,
  language: string,
  key: string,
  values: SentenceValues = {},
  random: () => number = () => 0,
): string {
  for (const tag of tagsOf(language)) {
    const own = Object.hasOwn(words, tag) ? words[tag] : undefined
    const wording = own !== undefined && Object.hasOwn(own, key) ? own[key] : undefined
    if (wording !== undefined) return filled(formOf(wording, tag, values['count'], random), tag, values)
  }
  throw new Error(`There is no sentence "${key}", not even in English.`)
}

/** The text in the language, else in its base language, in English, or in the first language there is. */
export function textIn(texts: TextByLanguage, language: string, values: SentenceValues = {}): string {
  const tag = tagsOf(language).find((each) => Object.hasOwn(texts, each)) ?? Object.keys(texts)[0]
  return tag === undefined ? '' : filled(texts[tag] ?? '', tag, values)
}

/** The tag, what is left of it without its last part and so on, and English: `zh-Hant-TW`, `zh-Hant`, `zh`, `en`. */
export function tagsOf(language: string): readonly string[] {
  const parts = language.split('-')
  const tags = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'))
  return tags.includes(writtenLanguage) ? tags : [...tags, writtenLanguage]
}

function formOf(wording: Wording, language: string, count: string | number | undefined, random: () => number): string {
  if (typeof wording === 'string') return wording
  if (isSeveral(wording)) return wording[Math.floor(random() * wording.length)] ?? ''
  return (typeof count === 'number' ? wording[rulesOf(language).select(count)] : undefined) ?? wording.other
}

/** `Array.isArray` forgets that a list may be read-only. */
export function isSeveral(wording: Wording): wording is readonly string[] {
  return Array.isArray(wording)
}

/** What a person wrote, shown as it was written, in one line: none of its signs are Markdown. */
export function verbatim(said: string): string {
  return said
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>#~|!]/g, '\\$&')
}

const placePattern = /\{(\w+)\}/g

/** Numbers are written as the language writes them (`1.234,5`): give what is no amount, such as a year, as text. */
function filled(sentence: string, language: string, values: SentenceValues): string {
  return sentence.replaceAll(placePattern, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return typeof value === 'number' ? value.toLocaleString(language) : (value ?? place)
  })
}

/** The names of the places in a sentence. */
export function placesIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(placePattern)].map(([, name]) => name ?? '')
}

const rules = new Map<string, Intl.PluralRules>()

function rulesOf(language: string): Intl.PluralRules {
  let known = rules.get(language)
  if (known === undefined) rules.set(language, (known = new Intl.PluralRules(language)))
  return known
}

/**
 * The plural forms that a language needs: those of whole numbers that people count things with, and `other`, which
 * stands in for the rest (Spanish has one for millions alone). Throws RangeError for what is no language tag.
 */
export function pluralFormsOf(language: string): readonly Intl.LDMLPluralRule[] {
  const forms = new Set<Intl.LDMLPluralRule>(Array.from({ length: 200 }, (_, count) => rulesOf(language).select(count)))
  return [...forms.add('other')]
}
