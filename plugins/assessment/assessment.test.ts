import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Rehearsal, testPlugin } from 'colloquy/testing'
import { check } from './definition.ts'
import type { Assessment } from './definition.ts'
import assessment from './index.ts'
import { askedOf, bandsOf, scoresOf } from './score.ts'

const folder = new URL('.', import.meta.url)
const exampleOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`examples/${name}.json`, folder), 'utf8')) as {
    readonly assessments: readonly Assessment[]
  } // checked below

testPlugin(assessment, { folder, settings: exampleOf('week') })

const [phq] = exampleOf('phq-9').assessments
const [week] = exampleOf('week').assessments
const yes = { en: 'Yes?' }
const choice = (id: string, more: object = {}) => ({
  id,
  kind: 'choice',
  text: yes,
  options: [
    { id: 'a', label: yes, score: 1 },
    { id: 'b', label: yes, score: 3 },
  ],
  ...more,
})
const of = (...questions: readonly object[]) => ({ assessments: [{ id: 'x', title: yes, questions }] })

describe('a questionnaire', () => {
  test.each(['phq-9', 'week'])('%s is well-formed', (name) => {
    expect(() => check(exampleOf(name))).not.toThrow()
  })

  test.each([
    [{}, 'assessments', /nothing to ask/],
    [of(choice('a'), choice('a')), 'assessments.0.questions.1.id', /there twice/],
    [of({ id: 'a', kind: 'choice', text: yes }), 'assessments.0.questions.0.options', /two options/],
    [of({ id: 'a', kind: 'scale', text: yes, minimum: 1 }), 'assessments.0.questions.0.maximum', /a maximum/],
    [of({ id: 'a', kind: 'number', text: yes, minimum: 2, maximum: 1 }), 'assessments.0.questions.0.maximum', /above/],
    [of({ id: 'a', kind: 'date', text: yes, optional: true }), 'assessments.0.questions.0.optional', /skipped/],
    [of(choice('a', { when: { question: 'b', is: ['a'] } })), 'assessments.0.questions.0.when.question', /before/],
    [of(choice('b'), choice('a', { when: { question: 'b' } })), 'assessments.0.questions.1.when', /is, atLeast/],
  ])('%j is refused, and it is said where', (settings, field, message) => {
    expect(() => check(settings as Parameters<typeof check>[0])).toThrow(
      expect.objectContaining({ field, message: expect.stringMatching(message) }),
    )
  })

  test.each([
    [0, 'minimal'],
    [1, 'moderate'],
    [2, 'moderately-severe'],
    [3, 'severe'],
  ])('PHQ-9 with %i everywhere is %s, and nothing is between two results', (points, band) => {
    const option = phq!.options![points]!.id
    const answers = Object.fromEntries(
      phq!.questions.map(({ id }, index) => [id, points === 1 && index === 0 ? 'more-than-half' : option]),
    )
    const scores = scoresOf(phq!, answers)
    expect(scores.total?.maximum).toBe(27)
    expect(bandsOf(phq!, scores).map(({ name }) => name)).toEqual([band])
    for (let score = 0; score <= 27; score++) expect(bandsOf(phq!, { total: { score, maximum: 27 } })).toHaveLength(1)
  })

  test('counts scales by themselves and in the total, in reverse where it says so', () => {
    const scaled = {
      id: 'x',
      title: yes,
      questions: [
        choice('a', { scale: 'one' }),
        { id: 'b', kind: 'scale', text: yes, minimum: 1, maximum: 5, reverse: true, scale: 'two' },
        choice('c'),
      ],
    } as unknown as Assessment // as the settings have it
    expect(scoresOf(scaled, { a: 'b', b: 1, c: 'a' })).toEqual({
      one: { score: 3, maximum: 3 },
      two: { score: 5, maximum: 5 },
      total: { score: 9, maximum: 11 },
    })
  })

  test('leaves out what does not apply, and what hangs on it', () => {
    expect(askedOf(week!, {}).map(({ id }) => id)).toEqual(['sleep', 'why', 'energy', 'note'])
    expect(askedOf(week!, { sleep: 'well' }).map(({ id }) => id)).toEqual(['sleep', 'energy', 'note'])
    const chain = of(
      choice('a'),
      choice('b', { when: { question: 'a', is: ['b'] } }),
      choice('c', { when: { question: 'b', is: ['a'] } }),
    ).assessments[0] as unknown as Assessment // as the settings have it
    expect(askedOf(chain, { a: 'a' }).map(({ id }) => id)).toEqual(['a'])
  })
})

describe('taking one', () => {
  const begin = (settings: object) =>
    new Rehearsal({ plugins: [assessment], settings: { assessment: settings as never }, folder })

  test('forgets answers that the questionnaire has no room for any more', async () => {
    const before = begin(of(choice('a'), choice('b')))
    await before.say('/assessment')
    await before.say('1')
    await before.say('cancel')
    expect(JSON.stringify((await before.say('/assessment')).messages)).toContain('1 of 2')
  })

  test('tells the webhook once, and the person does not wait for it', async () => {
    const rehearsal = begin({ ...of(choice('a')), webhook: 'https://clinic.example/r', key: 'k' })
    rehearsal.http.answer('POST', 'https://clinic.example/r', () => ({
      status: rehearsal.http.calls.length < 3 ? 503 : 200,
    }))
    await rehearsal.say('/assessment')
    expect(JSON.stringify((await rehearsal.say('2')).messages)).toContain('last question')
    await rehearsal.passTime(rehearsal.clock.now() + 3_600_000)
    const { calls } = rehearsal.http
    expect(calls).toHaveLength(3)
    expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
    expect(calls[0]).toMatchObject({
      headers: { authorization: 'Bearer k' },
      body: { assessment: 'x', answers: { a: 'b' }, scores: { total: { score: 3, maximum: 3 } } },
    })
  })

  test('hands over at once where an answer says so', async () => {
    const safety = [{ question: 'a', atLeast: 3, text: { en: 'Help is near.' }, queue: 'care' }]
    const settings = of(choice('a'), choice('b'))
    const rehearsal = begin({ assessments: [{ ...settings.assessments[0], safety }] })
    await rehearsal.say('/assessment')
    const { outcome, messages } = await rehearsal.say('2')
    expect([outcome, messages.flat()]).toEqual(['handoff', [{ type: 'text', text: 'Help is near.' }]])
  })

  test('is left to a service that asks and scores', async () => {
    const at = 'https://clinic.example'
    const rehearsal = begin({ service: at, serviceKey: 'k' })
    const { http } = rehearsal
    const question = { id: 'q', text: 'How are you?', kind: 'choice', options: [{ id: 'bad', label: 'Badly' }] }
    const open = { id: 's1', status: 'asking', answered: 0, total: 1, question }
    const result = { text: 'We will call you.', handoff: 'care' }
    http.answer('GET', `${at}/assessments?language=en`, {
      body: { items: [{ name: 'mood', title: 'Mood', questions: 1 }] },
    })
    http.answer('POST', `${at}/assessments/mood/sessions`, { body: open })
    http.answer('POST', `${at}/sessions/s1/answers`, {
      body: { id: 's1', status: 'done', answered: 1, total: 1, result },
    })
    expect(JSON.stringify((await rehearsal.say('/assessment')).messages)).toContain('Question 1 of 1\\n\\nHow are you?')
    rehearsal.restart()
    const { outcome, messages } = await rehearsal.say('badly')
    expect([outcome, messages.flat()]).toEqual(['handoff', [{ type: 'text', text: 'We will call you.' }]])
    expect(http.calls.map(({ method, body }) => [method, body])).toEqual([
      ['GET', undefined],
      ['POST', { contact: { id: expect.any(String) }, language: 'en' }],
      ['POST', { question: 'q', answer: 'bad' }],
    ])
  })

  test('is begun by a button of another plugin', async () => {
    const { messages } = await begin(of(choice('a'))).press('assessment:start:x', 'Begin')
    expect(JSON.stringify(messages)).toContain('Question 1 of 1')
  })
})
