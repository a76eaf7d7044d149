import { choiceOf, date, email, number, optional, text, url, yesNo } from 'colloquy/sdk'
import type { ByLanguage, Field, OwnIntent, OwnSlot, Shape, WordsByLanguage } from 'colloquy/sdk'

/** What a tenant wrote about slots, as fields whose texts are words by language. */

export function shapeOf({ name, slots = {} }: OwnIntent): Shape {
  return Object.fromEntries(
    Object.entries(slots).map(([slot, defined]) => {
      const field = fieldOf(defined, `${name}.${slot}`)
      return [slot, defined.optional === true ? optional(field) : field] as const
    }),
  )
}

function fieldOf({ kind, options = [] }: OwnSlot, key: string): Field<unknown> {
  const ask = `words:ask.${key}`
  switch (kind) {
    case 'text':
      return text({ ask, minLength: 1, maxLength: 2000 })
    case 'number':
      return number({ ask })
    case 'wholeNumber':
      return number({ ask, integer: true })
    case 'date':
      return date({ ask })
    case 'moment':
      return date({ ask, time: true })
    case 'email':
      return email({ ask })
    case 'url':
      return url({ ask })
    case 'yesNo':
      return yesNo({ ask })
    case 'choice':
      return choiceOf(Object.fromEntries(options.map(({ id }, index) => [id, `words:option.${key}.${index}`])), { ask })
  }
}

/** The texts of many intents, by language; English has all of them, in what there is where nobody wrote English. */
export function wordsOf(intents: readonly OwnIntent[], preferred: string): WordsByLanguage {
  const words: Record<string, Record<string, string>> = { en: {} }
  const add = (key: string, written: ByLanguage): void => {
    const english = written['en'] ?? written[preferred] ?? Object.values(written)[0] ?? ''
    for (const [language, sentence] of Object.entries({ ...written, en: english }))
      (words[language] ??= {})[key] = sentence
  }
  for (const { name, title, slots = {} } of intents) {
    if (title !== undefined) add(`titles.${name}`, title)
    for (const [slot, { ask, options = [] }] of Object.entries(slots)) {
      add(`ask.${name}.${slot}`, ask)
      options.forEach(({ label }, index) => add(`option.${name}.${slot}.${index}`, label))
    }
  }
  return words
}
