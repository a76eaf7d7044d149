import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { feelingOf } from './sentiment.ts'

describe('how somebody feels', () => {
  test.each([
    ['en', 'I love it, thank you!', 'positive'],
    ['en', 'This is not good at all', 'negative'],
    ['en', 'not bad', 'positive'],
    ['en', 'The order is number 5', 'neutral'],
    ['es', 'Me encanta, muchas gracias', 'positive'],
    ['es', 'Es un servicio pésimo', 'negative'],
    ['pt', 'Adorei, muito obrigado', 'positive'],
    ['fr', 'J’adore !', 'positive'],
    ['fr', 'Je n’aime pas ça', 'negative'],
    ['de', 'Das ist wirklich toll', 'positive'],
    ['de', 'Das gefällt mir nicht, es ist kaputt', 'negative'],
    ['it', 'È bellissimo, grazie', 'positive'],
    ['nl', 'Wat een vreselijke service', 'negative'],
    ['pl', 'Świetnie, dziękuję', 'positive'],
    ['tr', 'Bu hiç iyi değil', 'negative'],
    ['ru', 'Это ужасно, не работает', 'negative'],
    ['ar', 'شكرا، رائع جدا', 'positive'],
    ['hi', 'यह बहुत अच्छा है', 'positive'],
    ['id', 'Pelayanannya buruk dan mengecewakan', 'negative'],
    ['zh', '太棒了，谢谢', 'positive'],
    ['zh', '不好', 'negative'],
    ['ja', '最高です、ありがとう', 'positive'],
    ['ja', '良くないです、最悪', 'negative'],
    ['xx', '😀👍', 'positive'],
    ['en', 'well 😭', 'neutral'],
    ['en', 'ok :(', 'negative'],
  ])('in %s: %s', (language, text, sentiment) => {
    expect([text, feelingOf(text, language).sentiment]).toEqual([text, sentiment])
  })

  test('is between the worst and the best, whatever is said', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('en', 'zh', 'tr', 'xx'),
        (text, language) => {
          const { score, sentiment } = feelingOf(text, language)
          expect(Math.abs(score)).toBeLessThanOrEqual(1)
          expect(['positive', 'neutral', 'negative']).toContain(sentiment)
        },
      ),
    )
  })
})
