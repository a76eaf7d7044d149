import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Invalid } from '../contracts/errors.ts'
import type { EntityDefinition, EntityQuestion } from '../contracts/understanding.ts'
import { reader } from './entities.ts'
import { checkDefinitions } from './named.ts'

const now = Date.parse('2026-03-27T14:30:00Z')
const found = (text: string, question: Partial<EntityQuestion> = {}) =>
  reader
    .entities(text, { now, language: 'en', timeZone: 'Europe/Berlin', ...question })
    .map(({ kind, value, text: said }) => [kind, value, said])

describe('what is named in a text', () => {
  test('is found with its place, each thing once', () => {
    expect(
      found(
        'Tomorrow at 9 for 4 people, call +49 30 901820 or write to ada@mail.example; see https://shop.example/a?b=1.',
      ),
    ).toEqual([
      ['date', '2026-03-28T08:00:00.000Z', 'Tomorrow at 9'],
      ['number', 4, '4'],
      ['phone', '+4930901820', '+49 30 901820'],
      ['email', 'ada@mail.example', 'ada@mail.example'],
      ['url', 'https://shop.example/a?b=1', 'https://shop.example/a?b=1'],
    ])
  })

  test.each([
    [
      'de',
      'morgen um 9 Uhr 2 Pizzen für 19,90 €',
      [
        ['date', '2026-03-28T08:00:00.000Z'],
        ['number', 2],
        ['money', { amount: 19.9, currency: 'EUR' }],
      ],
    ],
    [
      'pl',
      'jutro o 9 dwie pizze za 45 zł',
      [
        ['date', '2026-03-28T08:00:00.000Z'],
        ['number', 2],
        ['money', { amount: 45, currency: 'PLN' }],
      ],
    ],
    [
      'tr',
      'yarın 3 kişi',
      [
        ['date', '2026-03-28'],
        ['number', 3],
      ],
    ],
    [
      'hi',
      'कल ५०० रुपये',
      [
        ['date', '2026-03-28'],
        ['money', { amount: 500, currency: 'INR' }],
      ],
    ],
    [
      'zh',
      '我要两张票，一百元',
      [
        ['number', 2],
        ['money', { amount: 100, currency: 'CNY' }],
      ],
    ],
  ])('in %s: %s', (language, text, expected) => {
    expect(found(text, { language }).map(([kind, value]) => [kind, value])).toEqual(expected)
  })

  test('money in many forms', () => {
    const money = (text: string, question: Partial<EntityQuestion> = {}) =>
      found(text, question)
        .filter(([kind]) => kind === 'money')
        .map(([, value]) => Object.values(value as object).join(' '))
    expect(money('$5 or 7 dollars or USD 8 or 9 EUR')).toEqual(['5 USD', '7 USD', '8 USD', '9 EUR'])
    expect(money('$5', { country: 'CA' })).toEqual(['5 CAD'])
    expect(money('R$ 1.234,50', { language: 'pt-BR' })).toEqual(['1234.5 BRL'])
    expect(money('5000 рублей', { language: 'ru' })).toEqual(['5000 RUB'])
    expect(money('twenty euros')).toEqual(['20 EUR'])
    expect(money('3 rows, 5 real reasons? 2 tlc')).toEqual([])
  })

  test('a phone number without a prefix is one where the country is known', () => {
    expect(found('030 901820').map(([kind]) => kind)).toEqual(['number', 'number'])
    expect(found('030 901820', { country: 'DE' })).toEqual([['phone', '+4930901820', '030 901820']])
    expect(found('(11) 91234-5678', { language: 'pt-BR' })).toEqual([['phone', '+5511912345678', '(11) 91234-5678']])
  })
})

describe('what a tenant named', () => {
  const definitions: readonly EntityDefinition[] = [
    {
      name: 'pizza',
      kind: 'list',
      entries: [
        { value: 'margherita', synonyms: ['plain pizza', 'マルゲリータ'] },
        { value: 'quattro stagioni', synonyms: ['four seasons'] },
      ],
    },
    { name: 'order', kind: 'pattern', pattern: 'A-\\d{4}' },
  ]
  const custom = (text: string) =>
    reader
      .entities(text, { now, language: 'en', definitions })
      .flatMap(({ kind, name, value }) => (kind === 'custom' ? [`${name}: ${String(value)}`] : []))

  test.each([
    ['a Margherita please', ['pizza: margherita']],
    ['a plain pizza', ['pizza: margherita']],
    ['quatro stagioni', ['pizza: quattro stagioni']],
    ['margerita', ['pizza: margherita']],
    ['FOUR SEASONS for order a-1234', ['pizza: quattro stagioni', 'order: a-1234']],
    ['マルゲリータください', ['pizza: margherita']],
    ['nothing of it', []],
  ])('in "%s"', (text, expected) => {
    expect(custom(text)).toEqual(expected)
  })

  test('a slip that could mean two entries means none', () => {
    const entries = [{ value: 'casting' }, { value: 'costing' }]
    expect(reader.custom('custing', { name: 'x', kind: 'list', entries })).toEqual([])
  })

  test('is checked before it is kept', () => {
    expect(() => checkDefinitions([...definitions, { name: 'order', kind: 'pattern', pattern: 'x' }])).toThrow(Invalid)
    expect(() => checkDefinitions([{ name: 'x', kind: 'pattern', pattern: '(a+' }])).toThrow(
      expect.objectContaining({ field: 'entities.0.pattern' }),
    )
  })
})

test('whatever is said, places are within it and do not overlap', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('en', 'de', 'pl', 'zh', 'ar', 'hi'),
      fc.constantFrom('', ' 5 €', ' +49 30 901820', ' a@b.example', ' jutro', ' 12,5'),
      (text, language, more) => {
        let last = 0
        for (const { start, end, text: said } of reader.entities(text + more, { now, language, country: 'DE' })) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(said).toBe((text + more).slice(start, end))
          last = end
        }
      },
    ),
    { numRuns: 60 },
  )
})
