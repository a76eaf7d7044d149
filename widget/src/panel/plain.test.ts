import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { plainText, withoutMarks } from './plain.ts'
import { languageByScript } from './scripts.ts'

describe('what is said as plain words', () => {
  test.each([
    ['It **shipped** *today*.', 'It shipped today.'],
    ['# Title\n\n> quoted\n\n- one\n- two', 'Title\nquoted\none\ntwo'],
    [
      'See [our terms](https://example.com/terms) and ![a cup](https://example.com/cup.png).',
      'See our terms and a cup.',
    ],
    ['Run `colloquy doctor`:\n```\nnpm test\n```', 'Run colloquy doctor:\n\nnpm test'],
    ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
    ['5\\*4', '5*4'],
  ])('%j', (markdown, plain) => {
    expect(withoutMarks(markdown).replaceAll(/\n+/g, '\n')).toBe(plain.replaceAll(/\n+/g, '\n'))
  })

  test('names what there is beside words', () => {
    expect(
      plainText([
        { type: 'choices', text: '**Which?**', options: [{ id: 'a', label: 'One' }, { id: 'b', label: 'Two' }] }, // prettier-ignore
        { type: 'document', mime: 'application/pdf', name: 'Terms.pdf', caption: '_Ours_' },
        { type: 'chosen', id: 'x', label: 'Yes' },
      ]),
    ).toBe('Which?\nOne, Two\nTerms.pdf\nOurs\nYes')
  })

  test('comes to an end with every text, and keeps its letters', () => {
    const letters = (words: string) => words.replaceAll(/[^\p{L}\p{N}]/gu, '')
    const marked = fc.string({ unit: fc.constantFrom('*', '_', '`', '~', 'a', 'ä', ' ', '\\') })
    // What stands behind a fence is the name of a language, and not read out.
    const unfenced = marked.filter((words) => !/^ {0,3}(?:```|~~~)/.test(words))
    fc.assert(
      fc.property(unfenced, (words) => {
        expect(letters(withoutMarks(words))).toBe(letters(words))
      }),
    )
    for (const mark of ['*', '**a ', '_a', '`', '~~', '\\', '[', '![', '](', '# ', '> '])
      expect(() => withoutMarks(mark.repeat(5000))).not.toThrow()
  })
})

test.each([
  ['注文はどこですか', 'ja'],
  ['我的订单在哪里', 'zh'],
  ['주문은 어디에 있나요', 'ko'],
  ['أين طلبي', 'ar'],
  ['איפה ההזמנה', 'he'],
  ['Где мой заказ', 'ru'],
  ['Де моє замовлення', 'uk'],
  ['मेरा ऑर्डर कहाँ है', 'hi'],
  ['Where is my order?', undefined],
  ['The book “Где” by Ivanov was sent to you', undefined],
  ['1042', undefined],
])('the language of %j is %s by its script', (words, language) => {
  expect(languageByScript(words)).toBe(language)
})
