import fc from 'fast-check'
import { expect, test } from '@jest/globals'
import { languageWish } from './wishes.ts'

test.each([
  ['speak Spanish to me', 'es'],
  ['Please speak Spanish!', 'es'],
  ['in English please', 'en'],
  ['Can you speak French?', 'fr'],
  ['habla español', 'es'],
  ['Hola, ¿puede hablar en inglés, por favor?', 'en'],
  ['puedes hablar portugues', 'pt'],
  ['Fale português, por favor', 'pt'],
  ['Parlez-moi en français, s’il vous plaît', 'fr'],
  ['Vous parlez allemand ?', 'de'],
  ['sprich bitte Deutsch', 'de'],
  ['Sprich Deutsch mit mir', 'de'],
  ['Bitte auf Englisch', 'en'],
  ['parla italiano per favore', 'it'],
  ['spreek je Nederlands?', 'nl'],
  ['in het Engels alstublieft', 'en'],
  ['mów po polsku', 'pl'],
  ['Proszę po hiszpańsku', 'es'],
  ['Türkçe konuş lütfen', 'tr'],
  ['İngilizce konuşabilir misin?', 'en'],
  ['говори по-русски', 'ru'],
  ['Пожалуйста, на английском языке', 'en'],
  ['تحدث بالعربية', 'ar'],
  ['تكلم بالإنجليزية من فضلك', 'en'],
  ['हिन्दी में बात करें', 'hi'],
  ['कृपया अंग्रेज़ी में बोलिए', 'en'],
  ['bicara bahasa Indonesia', 'id'],
  ['tolong dalam bahasa Inggris', 'en'],
  ['请说中文', 'zh'],
  ['你会说英语吗？', 'en'],
  ['日本語でお願いします', 'ja'],
  ['英語で話してください', 'en'],
])('"%s" asks for %s', (said, language) => {
  const wish = languageWish(said)
  expect(wish?.kind === 'speak' ? wish.language : undefined).toBe(language)
})

test.each([
  'how do I say hello in Spanish?',
  'I would like a Spanish omelette',
  'speak to a person',
  'Where is the English channel',
  'translate this to German please',
  'hola',
  '',
  '日本語の本を探しています',
  'in',
])('"%s" asks for no language', (said) => {
  expect(languageWish(said)).toBeUndefined()
})

test('the name of a language alone may be an answer to something else', () => {
  expect(languageWish('Español')).toEqual({ kind: 'speak', language: 'es', bare: true })
  expect(languageWish('日本語')).toEqual({ kind: 'speak', language: 'ja', bare: true })
})

test.each(['change language', '¿qué idiomas hablas?', 'Sprache ändern', '言語を変更して', 'اللغة', 'zmień język'])(
  '"%s" asks which there are',
  (said) => {
    expect(languageWish(said)).toEqual({ kind: 'which' })
  },
)

test('whatever is said, it is a wish or none', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (said) => void languageWish(said)))
})
