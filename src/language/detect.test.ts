import { beforeAll, describe, expect, test } from '@jest/globals'
import type { LanguageDetector } from '../contracts/ports.ts'
import { languageDetector, loadLanguageDetector } from './detect.ts'

const european = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'tr'] as const
const world = [...european, 'ru', 'uk', 'ar', 'fa', 'hi', 'th', 'ja', 'zh', 'ko', 'el', 'he', 'vi', 'cs', 'da'] as const

let detector: LanguageDetector
beforeAll(async () => {
  detector = await loadLanguageDetector()
})

describe('a sentence in a language', () => {
  test.each([
    ['en', 'Could you tell me when my parcel will arrive?'],
    ['de', 'Ich würde gern wissen, wann mein Paket ankommt.'],
    ['fr', 'Je voudrais savoir quand mon colis va arriver.'],
    ['es', '¿Me puede decir cuándo llega mi paquete?'],
    ['it', 'Vorrei sapere quando arriva il mio pacco.'],
    ['pt', 'Você pode me dizer quando chega a minha encomenda?'],
    ['nl', 'Kunt u mij zeggen wanneer mijn pakket aankomt?'],
    ['pl', 'Chciałbym wiedzieć, kiedy dotrze moja paczka.'],
    ['sv', 'Jag skulle vilja veta när mitt paket kommer.'],
    ['tr', 'Paketimin ne zaman geleceğini öğrenmek istiyorum.'],
    ['ru', 'Подскажите, пожалуйста, когда придёт моя посылка?'],
    ['uk', 'Підкажіть, будь ласка, коли прийде моя посилка?'],
    ['ar', 'متى يصل طلبي من فضلك؟'],
    ['fa', 'لطفاً بگویید بسته‌ی من کی می‌رسد؟'],
    ['hi', 'मेरा पार्सल कब तक पहुँचेगा?'],
    ['th', 'พัสดุของฉันจะมาถึงเมื่อไหร่'],
    ['ja', '荷物はいつ届きますか'],
    ['zh', '我的包裹什么时候到'],
    ['ko', '제 택배는 언제 도착하나요?'],
    ['el', 'Πότε θα φτάσει το δέμα μου;'],
    ['he', 'מתי תגיע החבילה שלי?'],
    ['vi', 'Khi nào thì gói hàng của tôi đến?'],
    ['cs', 'Kdy prosím dorazí můj balík?'],
    ['da', 'Hvornår kommer min pakke frem, tak?'],
  ])('is told among 24: %s', (language, sentence) => {
    expect(detector.detect(sentence, { languages: world })).toBe(language)
  })
})

describe('a few words of chat', () => {
  test.each([
    ['en', 'thanks!'],
    ['de', 'danke dir'],
    ['fr', 'merci beaucoup'],
    ['es', 'muchas gracias'],
    ['it', 'buonasera'],
    ['pt', 'obrigada'],
    ['nl', 'dank je wel'],
    ['pl', 'dzień dobry'],
    ['sv', 'tack så mycket'],
    ['tr', 'teşekkürler'],
  ])('are told among ten: %s', (language, said) => {
    expect(detector.detect(said, { languages: european })).toBe(language)
  })
})

describe('the languages of a chatbot', () => {
  test('are all that is ever answered', () => {
    expect(detector.detect('Chciałbym wiedzieć, kiedy dotrze moja paczka.', { languages: ['en', 'de'] })).not.toBe('pl')
    expect(detector.detect('Когда придёт моя посылка?', { languages: ['en', 'de'] })).toBeUndefined()
  })

  test('are answered as they were named', () => {
    expect(detector.detect('Quando chega a minha encomenda?', { languages: ['en-GB', 'pt-BR'] })).toBe('pt-BR')
    expect(detector.detect('我的包裹什麼時候到', { languages: ['en', 'zh-Hant-TW'] })).toBe('zh-Hant-TW')
    expect(detector.detect('Hvor er pakken min? Jeg trenger hjelp', { languages: ['nb', 'en'] })).toBe('nb')
  })

  test('may hold two kinds of one language: the first, or the one spoken before', () => {
    expect(detector.detect('Where is my order?', { languages: ['en-GB', 'en-US', 'de'] })).toBe('en-GB')
    expect(detector.detect('Where is my order?', { languages: ['en-GB', 'en-US', 'de'], previous: 'en-US' })).toBe(
      'en-US',
    )
  })

  test('when there is only one, is answered without looking at the text', () => {
    const blind = languageDetector([
      {
        weight: 1,
        knows: () => true,
        likelihoods: () => {
          throw new Error('asked')
        },
      },
    ])
    expect(blind.detect('Wo ist meine Bestellung?', { languages: ['en'] })).toBe('en')
    expect(blind.detect('Wo ist meine Bestellung?', { languages: [] })).toBeUndefined()
  })

  test('that are no language tags are passed over', () => {
    expect(detector.detect('Where is my order?', { languages: ['not a tag', 'en'] })).toBe('en')
  })

  test('written in two scripts are told in both', () => {
    expect(detector.detect('Где је мој пакет?', { languages: ['en', 'sr'] })).toBe('sr')
    expect(detector.detect('Gde je moj paket?', { languages: ['en', 'sr'] })).toBe('sr')
  })
})

describe('what the conversation was in', () => {
  test('stays when the text says nothing about language', () => {
    for (const said of ['', '12345', '👍', 'https://example.com/eine/seite', 'anna@example.com', 'A-1234', '...']) {
      expect(detector.detect(said, { languages: ['en', 'de'], previous: 'de' })).toBe('de')
      expect(detector.detect(said, { languages: ['en', 'de'] })).toBeUndefined()
    }
  })

  test('stays for a word that several languages share', () => {
    expect(detector.detect('ok', { languages: ['en', 'de', 'fr'], previous: 'fr' })).toBe('fr')
    expect(detector.detect('hallo', { languages: ['de', 'nl'], previous: 'nl' })).toBe('nl')
  })

  test('gives way to a clear sentence', () => {
    expect(detector.detect('Can you help me with my order please?', { languages: ['en', 'de'], previous: 'de' })).toBe(
      'en',
    )
  })

  test('stays for a product name in Latin letters, and gives way to a greeting', () => {
    expect(detector.detect('Galaxy', { languages: ['th', 'en'], previous: 'th' })).toBe('th')
    expect(detector.detect('hello', { languages: ['th', 'en'], previous: 'th' })).toBe('en')
    expect(detector.detect('iPhone Pro Max ราคาเท่าไหร่', { languages: ['en', 'th'] })).toBe('th')
  })

  test('is forgotten when the chatbot does not speak it any more', () => {
    expect(detector.detect('12345', { languages: ['en', 'de'], previous: 'fr' })).toBeUndefined()
  })
})

describe('Han characters', () => {
  test('with kana are Japanese, without are Chinese', () => {
    expect(detector.detect('注文はどこですか', { languages: ['zh', 'ja'] })).toBe('ja')
    expect(detector.detect('订单在哪里', { languages: ['ja', 'zh'] })).toBe('zh')
  })

  test('alone stay Japanese in a Japanese conversation', () => {
    expect(detector.detect('了解', { languages: ['zh', 'ja'], previous: 'ja' })).toBe('ja')
  })
})

test('the same text always gives the same answer, and a very long one is read only in part', () => {
  const long = `${'Wo ist mein Paket? '.repeat(50_000)} Where is my order?`
  expect(detector.detect(long, { languages: world })).toBe('de')
  expect(detector.detect(long, { languages: world })).toBe('de')
})

test('names in capitals do not hide the language around them', () => {
  expect(detector.detect('Vorrei ascoltare Since I Saw You Last', { languages: european })).toBe('it')
  expect(detector.detect('给 The Tenor Wore Tapshoes 五 分', { languages: world })).toBe('zh')
  expect(detector.detect('来週の天気予報を教えて', { languages: world })).toBe('ja')
})

describe('what the platform says the person speaks', () => {
  test('counts a little at the beginning, and nothing against what they write', () => {
    const languages = ['en', 'es', 'pt']
    expect(detector.detect('Quero saber onde está a minha encomenda', { languages, locale: 'en' })).toBe('pt')
  })
})

test('a text in a language that the chatbot does not speak is in none of its own', () => {
  const languages = ['en', 'es', 'pl']
  expect(detector.detect('Ich würde gern wissen, wann mein Paket ankommt', { languages })).toBeUndefined()
  expect(detector.detect('Vorrei sapere quando arriva il mio pacco', { languages, previous: 'en' })).toBe('en')
})

test('a voter that does not load is done without', () => {
  const alone = languageDetector([])
  expect(alone.detect('wo ist meine Bestellung', { languages: ['en', 'de'] })).toBe('de')
  expect(alone.detect('Где мой заказ?', { languages: ['en', 'ru'] })).toBe('ru')
})
