import fc from 'fast-check'
import { describe, expect, test } from '@jest/globals'
import { choice, date, email, number, optional, text, url } from '../contracts/shape.ts'
import { reader } from '../language/entities.ts'
import { exampleText, nextQuestion, slotsInExample, slotsOfCommand, slotsOfMessage } from './slots.ts'

const saying = (said: string) => ({ text: said, now: 0, language: 'en' })

describe('a command fills slots in their order', () => {
  const shape = { count: number(), size: choice('small', 'large'), note: optional(text()) }

  test('a word each, and the last one takes the rest', () => {
    expect(slotsOfCommand(shape, saying('3 large with extra cheese'), reader)).toEqual({
      count: 3,
      size: 'large',
      note: 'with extra cheese',
    })
  })

  test('what does not fit is left for the next slot, and asked for', () => {
    expect(slotsOfCommand(shape, saying('large'), reader)).toEqual({ size: 'large' })
    expect(slotsOfCommand(shape, saying(''), reader)).toEqual({})
  })

  test('quotes keep words together', () => {
    expect(slotsOfCommand({ name: text(), city: text() }, saying('"Ada Lovelace" London'), reader)).toEqual({
      name: 'Ada Lovelace',
      city: 'London',
    })
  })
})

describe('a message fills slots', () => {
  test('with what it says by the way', () => {
    const shape = { count: number(), size: choice('small', 'large'), mail: email(), page: url(), day: date() }
    expect(
      slotsOfMessage(shape, [], saying('2 large ones for ada@mail.example, as on https://a.example/b'), reader),
    ).toEqual({
      count: 2,
      size: 'large',
      mail: 'ada@mail.example',
      page: 'https://a.example/b',
    })
  })

  test('and the hour of a day is no number of people', () => {
    const shape = { when: date({ time: true }), people: number() }
    expect(slotsOfMessage(shape, [], saying('a table for four tomorrow at 9'), reader)).toEqual({
      when: '1970-01-02T09:00:00.000Z',
      people: 4,
    })
  })

  test('with the one word that fits a pattern', () => {
    const shape = { order: text({ pattern: '^\\d{4}$' }) }
    expect(slotsOfMessage(shape, [], saying('where is order "1234"?'), reader)).toEqual({ order: '1234' })
    expect(slotsOfMessage(shape, [], saying('where are 1234 and 5678?'), reader)).toEqual({})
  })

  test('with what stands where an example has a slot', () => {
    const shape = { order: text(), city: optional(text()) }
    const examples = ['where is my order?', 'where is order {order}?', 'send {order} to {city}']
    expect(slotsOfMessage(shape, examples, saying('Where is  order A-12 ?'), reader)).toEqual({ order: 'A-12' })
    expect(slotsOfMessage(shape, examples, saying('send the blue one to New York!'), reader)).toEqual({
      order: 'the blue one',
      city: 'New York',
    })
    expect(slotsOfMessage(shape, examples, saying('where is my order?'), reader)).toEqual({})
  })

  test('but not when it could be two things', () => {
    expect(slotsOfMessage({ from: number(), to: number() }, [], saying('from 3'), reader)).toEqual({})
    expect(slotsOfMessage({ count: number() }, [], saying('3 or 4'), reader)).toEqual({})
    expect(slotsOfMessage({ size: choice('small', 'large') }, [], saying('small or large?'), reader)).toEqual({})
    expect(slotsOfMessage({ name: text() }, [], saying('my name is Ada'), reader)).toEqual({})
  })

  test('whatever it says, nothing that does not fit', () => {
    const shape = {
      count: number({ minimum: 1 }),
      size: choice('small', 'large'),
      order: text({ pattern: '^[A-Z]\\d$' }),
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (said) => {
        const slots = slotsOfMessage(shape, ['order {order} of {size}'], saying(said), reader)
        if ('count' in slots) expect(slots.count).toBeGreaterThanOrEqual(1)
        if ('size' in slots) expect(['small', 'large']).toContain(slots.size)
        if ('order' in slots) expect(slots.order).toMatch(/^[A-Z]\d$/)
      }),
    )
  })
})

test('an example with slots is trained as it would be written', () => {
  expect(slotsInExample('send {order} to {city}')).toEqual(['order', 'city'])
  expect(exampleText('send {order} to {city}')).toBe('send order to city')
})

describe('what is missing is asked for', () => {
  const say = String

  test('in the language of the person', () => {
    const shape = { age: number({ title: 'words:age' }) }
    expect(nextQuestion(shape, {}, () => 'Alter', 'de')?.question).toBe('Wie lautet „Alter“?')
  })

  test('in order, with the slot’s own question or one made of its title', () => {
    const shape = {
      name: text({ ask: 'Who are you?' }),
      note: optional(text()),
      age: number({ title: 'age in years' }),
    }
    expect(nextQuestion(shape, {}, say, 'en')).toMatchObject({ name: 'name', question: 'Who are you?' })
    expect(nextQuestion(shape, { name: 'Ada' }, say, 'en')).toMatchObject({
      name: 'age',
      question: 'What is the age in years?',
    })
    expect(nextQuestion(shape, { name: 'Ada', age: 36 }, say, 'en')).toBeUndefined()
  })

  test('unless there is a default', () => {
    const slots = {}
    expect(nextQuestion({ size: { ...choice('small', 'large'), default: 'small' } }, slots, say, 'en')).toBeUndefined()
    expect(slots).toEqual({ size: 'small' })
  })
})
