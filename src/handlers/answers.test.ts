import { describe, expect, test } from '@jest/globals'
import { choice, choiceOf, date, email, entity, list, number, phone, text, url, yesNo } from '../contracts/shape.ts'
import type { FieldSchema } from '../contracts/shape.ts'
import { choseBack, questionParts, readAnswer } from './answers.ts'
import { reader } from '../language/entities.ts'
import { phrase } from '../language/phrasebook.ts'

const now = Date.parse('2026-01-05T09:00:00Z')
const read = (field: FieldSchema, said: string, how = reader): unknown => {
  const reading = readAnswer(field, { text: said, now, language: 'en' }, how)
  return 'value' in reading ? reading.value : phrase('en', reading.problem.key, reading.problem.values)
}
const pressed = (field: FieldSchema, chosen: string): unknown => {
  const reading = readAnswer(field, { text: '', chosen, now, language: 'en' }, reader)
  return 'value' in reading ? reading.value : phrase('en', reading.problem.key, reading.problem.values)
}
const chooseOne = 'Please choose one of these.'

describe('a choice is answered', () => {
  const size = choice('small', 'large', 'extra large')
  test.each([
    ['small', 'small'],
    ['  Small! ', 'small'],
    ['LARGE', 'large'],
    ['ｓｍａｌｌ', 'small'],
    ['1', 'small'],
    ['3.', 'extra large'],
    ['smal', 'small'],
    ['lrage', 'large'],
    ['extra lrge', 'extra large'],
  ])('by "%s"', (said, word) => {
    expect(read(size, said)).toBe(word)
  })

  test.each(['', 'medium', '0', '4', '-1', 's', 'all', 'small large', '__proto__', 'constructor'])(
    'not by "%s"',
    (said) => {
      expect(read(size, said)).toBe(chooseOne)
    },
  )

  test('by its label or its button', () => {
    const labelled = choiceOf({ s: 'Small', l: 'Large' })
    expect(read(labelled, 'small')).toBe('s')
    expect(read(labelled, 'l')).toBe('l')
    expect(pressed(labelled, 'l')).toBe('l')
    expect(pressed(labelled, 'x')).toBe(chooseOne)
  })

  test('not by a slip that could mean two of them', () => {
    expect(read(choice('cast', 'cost'), 'cust')).toBe(chooseOne)
    expect(read(choice('cast', 'cost'), 'cost')).toBe('cost')
  })

  test('a word that is a number is itself before it is a place in the list', () => {
    expect(read(choice('3', '2', '1'), '1')).toBe('1')
  })
})

describe('a number is answered', () => {
  test.each([
    ['3', 3],
    ['-3', -3],
    ['I have 3 of them', 3],
    ['3.5', 3.5],
    ['3,5', 3.5],
    ['1,234', 1234],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1 234 567', 1234567],
    ["1'234", 1234],
    ['٣', 3],
    ['three', 3],
    ['twenty-five', 25],
    ['３', 3],
  ])('by "%s"', (said, value) => {
    expect(read(number(), said)).toBe(value)
  })

  test.each(['', 'some', '3 or 4', 'a3', '1.2.3'])('not by "%s"', (said) => {
    expect(read(number(), said)).toBe('Please answer with a number.')
  })

  test('within its limits, which are said', () => {
    const guests = number({ minimum: 1, maximum: 8, integer: true })
    expect(read(guests, '0')).toBe('Please give a number that is at least 1.')
    expect(read(guests, '9')).toBe('Please give a number that is at most 8.')
    expect(read(guests, '2.5')).toBe('Please answer with a whole number.')
    expect(read(guests, '8')).toBe(8)
  })
})

describe('other fields are answered', () => {
  test('yes and no in words, by number and by button', () => {
    for (const said of ['yes', 'Yes!', 'sure', 'ja', 'oui', 'да', '是', '1', '👍'])
      expect(read(yesNo(), said)).toBe(true)
    for (const said of ['no', 'Nope.', 'nein', 'non', 'нет', '2']) expect(read(yesNo(), said)).toBe(false)
    expect(read(yesNo(), 'maybe')).toBe('Please answer with yes or no.')
    expect(pressed(yesNo(), 'no')).toBe(false)
  })

  test('an e-mail address and a web address, also inside of a sentence', () => {
    expect(read(email(), 'It is ada@mail.example.')).toBe('ada@mail.example')
    expect(read(email(), 'ada at mail')).toMatch(/e-mail/)
    expect(read(email(), 'a@b.example and c@d.example')).toMatch(/e-mail/)
    expect(read(url(), 'see https://shop.example/a?b=c, please')).toBe('https://shop.example/a?b=c')
    expect(read(url(), 'javascript:alert(1)')).toMatch(/web address/)
  })

  test('a day and a moment as written, or in words where somebody reads them', () => {
    expect(read(date(), '2026-02-28')).toBe('2026-02-28')
    expect(read(date(), '2026-02-30')).toMatch(/day/)
    expect(read(date(), 'some time')).toMatch(/day/)
    expect(read(date(), 'tomorrow')).toBe('2026-01-06')
    expect(read(date({ time: true }), 'tomorrow at 9')).toBe('2026-01-06T09:00:00.000Z')
    expect(read(date({ time: true }), 'tomorrow')).toMatch(/day and a time/)
  })

  test('a phone number, with its country or in a country that is known', () => {
    expect(read(phone(), 'call me: +49 30 901820')).toBe('+4930901820')
    expect(read(phone(), '030 901820')).toMatch(/phone number/)
    const saying = { text: '030 901820', now, language: 'de', country: 'DE' }
    expect(readAnswer(phone(), saying, reader)).toEqual({ value: '+4930901820' })
  })

  test('a thing that the tenant named, by any of its names', () => {
    const saying = {
      now,
      language: 'en',
      definitions: [
        { name: 'plan', kind: 'list', entries: [{ value: 'gold', synonyms: ['the big one'] }, { value: 'silver' }] },
      ],
    } as const
    const answer = (text: string) => readAnswer(entity('plan'), { ...saying, text }, reader)
    expect(answer('The big one!')).toEqual({ value: 'gold' })
    expect(answer('sliver')).toEqual({ value: 'silver' })
    expect(answer('gold or silver')).toHaveProperty('problem')
    expect(readAnswer(entity('other'), { ...saying, text: 'anything' }, reader)).toEqual({ value: 'anything' })
  })

  test('a text, within its limits', () => {
    const name = text({ minLength: 2, maxLength: 5, pattern: '^[A-Z]', title: 'the name' })
    expect(read(name, ' Ada ')).toBe('Ada')
    expect(read(name, 'A')).toBe('Please use at least 2 characters.')
    expect(read(name, 'Adelaide')).toBe('Please use at most 5 characters.')
    expect(read(name, 'ada')).toBe('That does not look right for the name.')
    expect(read(text(), '   ')).toBe('Please answer in words.')
  })

  test('a list, separated by commas', () => {
    expect(read(list(text()), 'milk, eggs; bread')).toEqual(['milk', 'eggs', 'bread'])
    expect(read(list(number(), { minItems: 2 }), '1, 2')).toEqual([1, 2])
    expect(read(list(number(), { minItems: 2 }), '1')).toBe('Please name at least 2.')
    expect(read(list(choice('red', 'blue')), 'red, gren')).toMatch(/separated by commas/)
  })
})

describe('a question is shown', () => {
  test('with buttons where there is something to choose', () => {
    const question = { question: 'What size?', field: choiceOf({ s: 'Small', l: 'Large' }), back: true }
    expect(questionParts(question, 'en')).toEqual([
      {
        type: 'choices',
        text: 'What size?',
        options: [
          { id: 's', label: 'Small' },
          { id: 'l', label: 'Large' },
          { id: 'back', label: 'Back' },
        ],
      },
    ])
    const saying = (said: string, chosen?: string) => ({
      text: said,
      now,
      language: 'en',
      ...(chosen === undefined ? {} : { chosen }),
    })
    expect(choseBack(question, saying('3'))).toBe(true)
    expect(choseBack(question, saying('', 'back'))).toBe(true)
    expect(choseBack(question, saying('go back'))).toBe(true)
    expect(choseBack(question, saying('2'))).toBe(false)
    expect(choseBack({ ...question, back: false }, saying('back'))).toBe(false)
  })

  test('in words where there is not', () => {
    expect(questionParts({ question: 'Who?', field: text(), back: true }, 'en')).toEqual([
      { type: 'text', text: 'Who?' },
    ])
  })
})
