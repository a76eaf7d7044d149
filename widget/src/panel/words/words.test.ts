import { describe, expect, test } from '@jest/globals'
import en from './en.ts'
import { english, isLanguage, languageFor, languages, loadSpeech } from './index.ts'
import { wordIn } from './own.ts'
import type { WordKey, Written } from './written.ts'

const codes = Object.keys(languages).filter(isLanguage)
const keys = Object.keys(en) as readonly WordKey[] // the keys of that very object
const slots = (words: string) => new Set(words.match(/\{\w+\}/g))

describe.each(codes)('the words of the panel: %s', (code) => {
  test('are all there, with every plural form that the language has, and with the same things in them', async () => {
    const { default: words } = (await import(`./${code}.ts`)) as { readonly default: Written }
    expect(Object.keys(words)).toEqual(keys)
    const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories
    for (const key of keys) {
      const [given, meant] = [words[key], en[key]]
      if (typeof meant === 'string') {
        const said = typeof given === 'string' ? given : ''
        expect([key, slots(said)]).toEqual([key, slots(meant)])
        expect(said.trim()).not.toBe('')
      } else expect([key, Object.keys(given).sort()]).toEqual([key, [...forms].sort()])
    }
  })

  test('are said, with numbers as the language writes them', async () => {
    const { say, language } = await loadSpeech(code)
    expect(language).toBe(code)
    expect(say('typing', { name: 'Nova' })).toContain('Nova')
    for (const count of [0, 1, 2, 3, 5, 11, 21, 100, 1000]) {
      expect(say('newMessages', { count })).not.toMatch(/[{}]/)
      expect(say('newMessages', { count }).trim()).not.toBe('')
    }
  })
})

test('the first wanted language that is spoken is taken, and English where there is none', () => {
  expect(languageFor([undefined, 'xx', 'pt-BR', 'de'])).toBe('pt')
  expect(languageFor(['zh-Hant-TW'])).toBe('zh')
  expect(languageFor(['xx', ''])).toBe('en')
  expect(languageFor(['constructor'])).toBe('en')
})

test('languages that are written from right to left are shown so', async () => {
  const directions = await Promise.all(codes.map(async (code) => [code, (await loadSpeech(code)).dir]))
  expect(directions.filter(([, dir]) => dir === 'rtl').map(([code]) => code)).toEqual(['ar', 'he'])
})

test('what is not said keeps its place', () => {
  expect(english.say('typing')).toBe('{name} is writing')
})

test.each([
  ['for all', 'fr', 'for all'],
  [{ en: 'hello', pt: 'olá' }, 'pt-BR', 'olá'],
  [{ en: 'hello' }, 'fr', undefined],
  [null, 'fr', undefined],
])('of %j a reader of %s is told %j', (sentence, language, told) => {
  expect(wordIn(sentence, language)).toBe(told)
})
