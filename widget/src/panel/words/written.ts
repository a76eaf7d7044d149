import type english from './en.ts'

export type WordKey = keyof typeof english

/** Every word of the panel in one language; a count chooses among the forms that the language has. */
export type Written = Readonly<Record<WordKey, string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>>>
