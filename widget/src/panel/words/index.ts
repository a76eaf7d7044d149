import en from './en.ts'
import type { WordKey, Written } from './written.ts'

/** What the panel itself says. English is always there; every other language is a file of its own, loaded when wanted. */

/** A language with its own name, as people look for it in a list. */
export const languages = {
  ar: 'العربية',
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  fr: 'Français',
  he: 'עברית',
  hi: 'हिन्दी',
  id: 'Bahasa Indonesia',
  it: 'Italiano',
  ja: '日本語',
  ko: '한국어',
  nl: 'Nederlands',
  pl: 'Polski',
  pt: 'Português',
  ru: 'Русский',
  tr: 'Türkçe',
  uk: 'Українська',
  zh: '中文',
} as const
export type LanguageCode = keyof typeof languages

const files: Readonly<Record<Exclude<LanguageCode, 'en'>, () => Promise<{ readonly default: Written }>>> = {
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  he: () => import('./he.ts'),
  hi: () => import('./hi.ts'),
  id: () => import('./id.ts'),
  it: () => import('./it.ts'),
  ja: () => import('./ja.ts'),
  ko: () => import('./ko.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  pt: () => import('./pt.ts'),
  ru: () => import('./ru.ts'),
  tr: () => import('./tr.ts'),
  uk: () => import('./uk.ts'),
  zh: () => import('./zh.ts'),
}

/** Says a word of the panel; `count` chooses the plural and is written as the language writes numbers. */
export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

export interface Speech {
  readonly language: LanguageCode
  readonly dir: 'ltr' | 'rtl'
  readonly say: Say
}

const rightToLeft: ReadonlySet<string> = new Set(['ar', 'he'])

/** The first of the wanted languages (IETF tags) that the panel speaks, or English. */
export function languageFor(wanted: readonly (string | undefined)[]): LanguageCode {
  for (const tag of wanted) {
    const code = tag?.toLowerCase().split(/[-_]/, 1)[0] ?? ''
    if (isLanguage(code)) return code
  }
  return 'en'
}

export function isLanguage(code: string): code is LanguageCode {
  return Object.hasOwn(languages, code)
}

export const english: Speech = speechOf('en', en)

/** English where the file does not come. */
export async function loadSpeech(language: LanguageCode): Promise<Speech> {
  if (language === 'en') return english
  try {
    return speechOf(language, (await files[language]()).default)
  } catch {
    return english
  }
}

export function speechOf(language: LanguageCode, words: Written): Speech {
  const plural = new Intl.PluralRules(language)
  const number = new Intl.NumberFormat(language)
  return {
    language,
    dir: rightToLeft.has(language) ? 'rtl' : 'ltr',
    say(key, values = {}) {
      const word = words[key]
      const text =
        typeof word === 'string' ? word : (word[plural.select(Number(values['count'] ?? 0))] ?? word.other ?? '')
      return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
        const value = values[name]
        return value === undefined ? whole : typeof value === 'number' ? number.format(value) : value
      })
    },
  }
}
