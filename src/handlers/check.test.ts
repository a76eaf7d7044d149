import { describe, expect, test } from '@jest/globals'
import {
  choice,
  email,
  json,
  list,
  number,
  object,
  optional,
  record,
  secret,
  text,
  texts,
  url,
} from '../contracts/shape.ts'
import { checkAnswer, checkField, checkShape } from './check.ts'

describe('settings', () => {
  const shape = {
    shop: url(),
    key: secret(),
    size: optional(choice('small', 'large')),
    limit: { ...number(), default: 3 },
  }

  test('that fit come back with their defaults, and the given object is left as it was', () => {
    const given = { shop: 'https://shop.example', key: 'k' }
    expect(checkShape(shape, given)).toEqual({ fits: true, value: { ...given, limit: 3 } })
    expect(given).not.toHaveProperty('limit')
  })

  test('that are nested say where they do not fit, in the words of what is there', () => {
    const nested = {
      steps: list(
        object({ say: optional(texts({ maxLength: 5 })), take: optional(record(number())), body: optional(json()) }),
      ),
    }
    const steps = [{ say: { en: 'hello', 'pt-BR': 'olá' }, take: { a: 1 }, body: { any: ['thing', null] } }]
    expect(checkShape(nested, { steps })).toMatchObject({ fits: true })
    const misfit = (step: unknown) => checkShape(nested, { steps: [{}, step] })
    expect(misfit({ say: {} })).toMatchObject({ path: 'steps.1.say' })
    expect(misfit({ say: { en: 'too long' } })).toMatchObject({
      fits: false,
      path: 'steps.1.say.en',
      sentence: 'Please use at most 5 characters.',
    })
    expect(misfit({ say: { English: 'hi' } })).toMatchObject({ path: 'steps.1.say' })
    expect(misfit({ take: { a: 'one' } })).toMatchObject({
      fits: false,
      path: 'steps.1.take.a',
      sentence: 'Please answer with a number.',
    })
    expect(misfit({ take: { '1': 1 } })).toMatchObject({ path: 'steps.1.take' })
    expect(misfit({ body: [] })).toMatchObject({ path: 'steps.1.body' })
  })

  test.each([
    [{ key: 'k' }, 'shop'],
    [{ shop: 'ftp://a', key: 'k' }, 'shop'],
    [{ shop: 'https://a', key: '' }, 'key'],
    [{ shop: 'https://a', key: 'k', size: 'huge' }, 'size'],
    [{ shop: 'https://a', key: 'k', more: 1 }, 'more'],
    [[], ''],
    ['text', ''],
    [null, ''],
  ])('%j do not fit, and it is said where', (values, path) => {
    expect(checkShape(shape, values)).toMatchObject({ fits: false, path, sentence: expect.any(String) })
  })
})

test('formats are checked as people mean them', () => {
  expect(checkField(email(), 'ada@mail.example').fits).toBe(true)
  for (const wrong of ['ada', 'ada@mail', '@mail.example', 'a b@mail.example', 'a@b@c.example'])
    expect(checkField(email(), wrong).fits).toBe(false)
})

test('an answer from outside loses what nobody declared, all the way down', () => {
  const expected = { id: text(), in: object({ a: number() }) }
  expect(checkAnswer(expected, { id: 'x', in: { a: 1, b: 2 }, more: true })).toEqual({
    fits: true,
    value: { id: 'x', in: { a: 1 } },
  })
  expect(checkAnswer(expected, { id: 'x', in: { a: '1' } })).toMatchObject({ fits: false, path: 'in.a' })
  expect(checkAnswer(text(), 7)).toMatchObject({ fits: false })
})

test('a field made anew each time, or read from JSON, is the same field', () => {
  for (let times = 0; times < 3; times++) {
    expect(checkField(JSON.parse(JSON.stringify(choice('small', 'large'))), 'small').fits).toBe(true)
    expect(checkField(choice('small', 'large'), 'huge').fits).toBe(false)
  }
})
