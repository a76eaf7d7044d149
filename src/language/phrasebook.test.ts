import { describe, expect, test } from '@jest/globals'
import { meansBack, meansLeave, meansSkip, meansStartOver, meansYesOrNo } from '../handlers/sentences.ts'
import { problemsOfWords } from '../handlers/words.ts'
import { ownWords, phrase } from './phrasebook.ts'
import type { PhraseKey } from './phrasebook.ts'

const keys = Object.keys(ownWords.en) as PhraseKey[]
const quoted = /[“«„「]\s?(.+?)\s?[”»“」]/u

describe.each(Object.entries(ownWords))('what the gateway says in %s', (language, words) => {
  test('is every sentence, with every plural form it needs and no place of its own', () => {
    expect(Object.keys(words)).toEqual(keys)
    expect(problemsOfWords(ownWords).filter(([path]) => path.startsWith(`words.${language}`))).toEqual([])
  })

  test('names every value in its place', () => {
    expect(phrase(language, 'minLength', { count: 7 })).toContain('7')
    expect(phrase(language, 'atMost', { limit: 1234 })).toMatch(/1.?234/u)
    expect(phrase(language, 'ask', { title: 'TITLE' })).toContain('TITLE')
    expect(phrase(language, 'speaksOnly', { language: 'KLINGON' })).toContain('KLINGON')
  })

  test('is understood when it is said back', () => {
    expect(meansYesOrNo(phrase(language, 'yes'), language)).toBe(true)
    expect(meansYesOrNo(phrase(language, 'no'), language)).toBe(false)
    expect(meansBack(phrase(language, 'back'))).toBe(true)
    expect(meansSkip(phrase(language, 'skip'))).toBe(true)
    expect(meansLeave(quoted.exec(phrase(language, 'howToLeave'))?.[1] ?? '')).toBe(true)
  })
})

describe('words that are understood everywhere', () => {
  test.each([
    ['no', 'en', false],
    ['no', 'pl', true],
    ['no', 'th', false],
    ['Sí, por favor', 'es', true],
    ['はい。', 'ja', true],
    ['不用了', 'zh', false],
    ['नहीं', 'hi', false],
    ['👍🏽', 'ar', true],
    ['أجل', 'ar', true],
    ['oui', 'de', true],
    ['maybe', 'en', undefined],
  ] as const)('"%s" in %s', (said, language, meant) => {
    expect(meansYesOrNo(said, language)).toBe(meant)
  })

  test('leave, go back and start over in any language', () => {
    for (const said of ['Cancelar', 'キャンセル', 'إلغاء', 'anuluj!', 'отмена', 'रद्द करें', 'batal', '取消', 'vazgeç'])
      expect([said, meansLeave(said)]).toEqual([said, true])
    for (const said of ['zurück', '戻る', 'رجوع', 'wstecz', 'geri'])
      expect([said, meansBack(said)]).toEqual([said, true])
    expect(meansStartOver('von vorne')).toBe(true)
    expect(meansLeave('I want to cancel my order')).toBe(false)
  })
})
