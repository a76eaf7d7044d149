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
    expect(detector.detect(sentence, world)).toBe(language)
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
    expect(detector.detect(said, european)).toBe(language)
  })
})

describe('the languages of a chatbot', () => {
  test('are all that is ever answered', () => {
    expect(detector.detect('Chciałbym wiedzieć, kiedy dotrze moja paczka.', ['en', 'de'])).not.toBe('pl')
    expect(detector.detect('Когда придёт моя посылка?', ['en', 'de'])).toBeUndefined()
  })

  test('are answered as they were named', () => {
    expect(detector.detect('Quando chega a minha encomenda?', ['en-GB', 'pt-BR'])).toBe('pt-BR')
    expect(detector.detect('我的包裹什麼時候到', ['en', 'zh-Hant-TW'])).toBe('zh-Hant-TW')
    expect(detector.detect('Hvor er pakken min? Jeg trenger hjelp', ['nb', 'en'])).toBe('nb')
  })

  test('may hold two kinds of one language: the first, or the one spoken before', () => {
    expect(detector.detect('Where is my order?', ['en-GB', 'en-US', 'de'])).toBe('en-GB')
    expect(detector.detect('Where is my order?', ['en-GB', 'en-US', 'de'], 'en-US')).toBe('en-US')
  })

  test('when there is only one, is answered without looking at the text', () => {
    const blind = languageDetector(() => {
      throw new Error('asked')
    })
    expect(blind.detect('Wo ist meine Bestellung?', ['en'])).toBe('en')
    expect(blind.detect('Wo ist meine Bestellung?', [])).toBeUndefined()
  })

  test('that are no language tags are passed over', () => {
    expect(detector.detect('Where is my order?', ['not a tag', 'en'])).toBe('en')
  })

  test('written in two scripts are told in both', () => {
    expect(detector.detect('Где је мој пакет?', ['en', 'sr'])).toBe('sr')
    expect(detector.detect('Gde je moj paket?', ['en', 'sr'])).toBe('sr')
  })
})

describe('what the conversation was in', () => {
  test('stays when the text says nothing about language', () => {
    for (const said of ['', '12345', '👍', 'https://example.com/eine/seite', 'anna@example.com', 'A-1234', '...']) {
      expect(detector.detect(said, ['en', 'de'], 'de')).toBe('de')
      expect(detector.detect(said, ['en', 'de'])).toBeUndefined()
    }
  })

  test('stays for a word that several languages share', () => {
    expect(detector.detect('ok', ['en', 'de', 'fr'], 'fr')).toBe('fr')
    expect(detector.detect('hallo', ['de', 'nl'], 'nl')).toBe('nl')
  })

  test('gives way to a clear sentence', () => {
    expect(detector.detect('Can you help me with my order please?', ['en', 'de'], 'de')).toBe('en')
  })

  test('stays for a product name in Latin letters, and gives way to a greeting', () => {
    expect(detector.detect('Galaxy', ['th', 'en'], 'th')).toBe('th')
    expect(detector.detect('hello', ['th', 'en'], 'th')).toBe('en')
    expect(detector.detect('iPhone Pro Max ราคาเท่าไหร่', ['en', 'th'])).toBe('th')
  })

  test('is forgotten when the chatbot does not speak it any more', () => {
    expect(detector.detect('12345', ['en', 'de'], 'fr')).toBeUndefined()
  })
})

describe('Han characters', () => {
  test('with kana are Japanese, without are Chinese', () => {
    expect(detector.detect('注文はどこですか', ['zh', 'ja'])).toBe('ja')
    expect(detector.detect('订单在哪里', ['ja', 'zh'])).toBe('zh')
  })

  test('alone stay Japanese in a Japanese conversation', () => {
    expect(detector.detect('了解', ['zh', 'ja'], 'ja')).toBe('ja')
  })
})

test('the same text always gives the same answer, and a very long one is read only in part', () => {
  const long = `${'Wo ist mein Paket? '.repeat(50_000)} Where is my order?`
  expect(detector.detect(long, world)).toBe('de')
  expect(detector.detect(long, world)).toBe('de')
})
