import { entityDefaults, languageDefaults } from '../config/defaults.ts'
import type { Entity, EntityQuestion, ValueReader } from '../contracts/understanding.ts'
import { datesIn, readDate } from './dates.ts'
import { moneyIn } from './money.ts'
import { namedIn } from './named.ts'
import { numberAlone, numbersIn } from './numbers.ts'
import { countryOf, phonesIn } from './phones.ts'

/** Everything that is named in a text. */

interface Found {
  readonly value: unknown
  readonly start: number
  readonly end: number
  readonly name?: string
}

const emailPattern = /[^\s@<>"(),:;[\]\\]{1,64}@[^\s@<>"(),:;[\]\\]{3,255}/gu
const urlPattern = /https?:\/\/[^\s<>"]{1,2048}/giu

export const reader: ValueReader = {
  date: readDate,
  numbers: (text, language) => numbersIn(text, language).map(({ value }) => value),
  number: numberAlone,
  phones: (text, country) => phonesIn(text, country).map(({ value }) => value),
  emails: (text) => formed(text, emailPattern, /[.!?]+$/u).map(({ value }) => value),
  urls: (text) => formed(text, urlPattern, /[.,!?;:)\]]+$/u).map(({ value }) => value),
  custom: (text, definition) => namedIn(text, definition).map(({ value }) => value),
  entities,
}

/** From what has the clearest form to what has the least: a phone number is no number, and a year in a day is none either. */
function entities(whole: string, question: EntityQuestion): readonly Entity[] {
  const text = whole.slice(0, languageDefaults.numberLength)
  const { language, country = countryOf(language), definitions = [] } = question
  const found: Entity[] = []
  const taken = new Uint8Array(text.length)
  const take = (kind: Entity['kind'], things: readonly Found[]): void => {
    for (const { value, start, end, name } of things) {
      if (found.length >= entityDefaults.found || taken.subarray(start, end).includes(1)) continue
      taken.fill(1, start, end)
      found.push({ kind, text: text.slice(start, end), start, end, value, ...(name === undefined ? {} : { name }) })
    }
  }
  for (const definition of definitions)
    take(
      'custom',
      namedIn(text, definition).map((one) => ({ ...one, name: definition.name })),
    )
  if (text.includes('://')) take('url', formed(text, urlPattern, /[.,!?;:)\]]+$/u))
  if (text.includes('@')) take('email', formed(text, emailPattern, /[.!?]+$/u))
  take('phone', phonesIn(text, country))
  take('money', moneyIn(text, language, country))
  take('date', datesIn(text, question))
  take('number', numbersIn(text, language))
  return found.sort((a, b) => a.start - b.start)
}

/** Marks at the end belong to the sentence. */
function formed(text: string, pattern: RegExp, ending: RegExp): readonly (Found & { readonly value: string })[] {
  return [...text.matchAll(pattern)].map(({ 0: all, index }) => {
    const value = all.replace(ending, '')
    return { value, start: index, end: index + value.length }
  })
}
