import { createRequire } from 'node:module'
import type { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/min'

/** The door of libphonenumber: phone numbers in a text. Loaded with the first text that could have one. */

export interface FoundPhone {
  /** E.164. */
  readonly value: string
  readonly start: number
  readonly end: number
}

interface Library {
  readonly findPhoneNumbersInText: typeof findPhoneNumbersInText
  readonly isSupportedCountry: typeof isSupportedCountry
}

const require = createRequire(import.meta.url)
/** Seven digits and what stands between them: no number is shorter that is worth calling from elsewhere. */
const possible = /\+?\p{Nd}(?:[\s().\/\-]{0,3}\p{Nd}){6}/u

/** Without a country, only numbers with an international prefix. */
export function phonesIn(text: string, country: string | undefined): readonly FoundPhone[] {
  if (!possible.test(text)) return []
  const library = require('libphonenumber-js/min') as Library // what the package exports
  const known = country !== undefined && library.isSupportedCountry(country)
  return library
    .findPhoneNumbersInText(text, known ? { defaultCountry: country } : {})
    .map(({ number, startsAt, endsAt }) => ({ value: number.number, start: startsAt, end: endsAt }))
}

/** `pt-BR` is written in Brazil, as far as that says anything. */
export function countryOf(language: string): string | undefined {
  return /-([A-Z]{2})(?:-|$)/.exec(language)?.[1]
}
