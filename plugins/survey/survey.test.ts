import { describe, expect, test } from '@jest/globals'
import { definePlugin } from 'colloquy/sdk'
import { Rehearsal, testPlugin } from 'colloquy/testing'
import survey from './index.ts'

const question = {
  rating: 'How would you rate us, from 1 (poor) to 5 (excellent)?',
  comment: 'Would you like to tell us more? Write it here, or say “skip”.',
  confirm: 'Shall I send it?',
}

testPlugin(survey, {
  folder: new URL('.', import.meta.url),
  settings: {},
  answers: { [question.comment]: 'It was lovely.' },
})

/** Reads what the survey has kept, in its name. */
const reader = definePlugin({
  name: 'survey',
  needs: ['store'],
  commands: {
    kept: {
      async handle({ store }) {
        const keys = await store.chatbot.keys('answers:')
        return JSON.stringify(await Promise.all(keys.map((key) => store.chatbot.get(key))))
      },
    },
  },
})

async function kept(rehearsal: Rehearsal): Promise<unknown> {
  rehearsal.restart([reader])
  const { messages } = await rehearsal.say('/kept')
  const [part] = messages.flat()
  return JSON.parse(part?.type === 'text' ? part.text : '') as unknown
}

async function answer(rehearsal: Rehearsal, ...texts: readonly string[]): Promise<string> {
  let last = ''
  for (const text of texts) {
    const { messages } = await rehearsal.say(text)
    last = messages
      .flat()
      .map((part) => ('text' in part ? (part.text ?? '') : ''))
      .join('\n')
  }
  return last
}

const start = (settings = {}) => new Rehearsal({ plugins: [survey], settings: { survey: settings } })

describe('a survey', () => {
  test('keeps all answers, together, once they are confirmed', async () => {
    const rehearsal = start()
    const end = await answer(
      rehearsal, '/survey', '4', 'Delivery', 'It came *early*!', 'yes', 'ada@mail.example', 'Send it',
    ) // prettier-ignore
    expect(end).toMatch(/Thank you very much/)
    expect(await kept(rehearsal)).toEqual([
      {
        rating: 4,
        topic: 'Delivery',
        comment: 'It came *early*!',
        email: 'ada@mail.example',
        at: new Date(rehearsal.clock.now()).toISOString(),
      },
    ])
  })

  test('keeps no comment and no address where none was wanted', async () => {
    const rehearsal = start()
    await answer(rehearsal, 'I want to give feedback', '2', '3', 'skip', 'no', 'send it')
    expect(await kept(rehearsal)).toEqual([expect.objectContaining({ rating: 2, topic: 'Service' })])
    expect(JSON.stringify(await kept(rehearsal))).not.toMatch(/comment|email/)
  })

  test.each([
    ['cancelled', ['/survey', '5', 'cancel']],
    ['thrown away', ['/survey', '5', '1', 'skip', 'no', 'throw it away']],
    ['left for something else', ['/survey', '5', '1', 'some comment', '/cancel']],
  ])('that is %s keeps nothing', async (_, said) => {
    const rehearsal = start()
    await answer(rehearsal, ...said)
    expect(await kept(rehearsal)).toEqual([])
  })

  test.each(['6', '0', '4.5', '-1', 'very much', '3 or 4'])('does not take "%s" for a rating', async (rating) => {
    const rehearsal = start()
    expect(await answer(rehearsal, '/survey', rating)).toContain(question.rating)
    expect(await answer(rehearsal, '5')).toBe('What did you like most?')
  })

  test.each(['5', '5!', "I'd give you a 5", '5 stars'])('takes "%s" for a rating', async (rating) => {
    expect(await answer(start(), '/survey', rating)).toBe('What did you like most?')
  })

  test.each(['ada', 'ada@', '@mail.example', 'ada at mail dot example'])(
    'does not take "%s" for an address',
    async (email) => {
      const rehearsal = start()
      expect(await answer(rehearsal, '/survey', '5', '1', 'skip', 'yes', email)).toContain(
        'Which e-mail address may we use?',
      )
    },
  )

  test('goes back from question to question, and on with other answers', async () => {
    const rehearsal = start()
    await answer(rehearsal, '/survey', '5', 'Products')
    expect(await answer(rehearsal, 'back')).toBe('What did you like most?')
    expect(await answer(rehearsal, 'back')).toBe(question.rating)
    expect(await answer(rehearsal, '1')).toBe('What should we do better?')
    await answer(rehearsal, 'Service', 'Answer the phone', 'no', 'Send it')
    expect(await kept(rehearsal)).toEqual([
      expect.objectContaining({ rating: 1, topic: 'Service', comment: 'Answer the phone' }),
    ])
  })

  test('starts over when the summary is not right', async () => {
    const rehearsal = start()
    await answer(rehearsal, '/survey', '1', '1', 'skip', 'no')
    expect(await answer(rehearsal, 'Start over')).toBe(question.rating)
    await answer(rehearsal, '3', '2', 'skip', 'no', 'Send it')
    expect(await kept(rehearsal)).toEqual([expect.objectContaining({ rating: 3, topic: 'Products' })])
  })

  test('asks about what it was set up with', async () => {
    const rehearsal = start({ about: 'the museum', topics: ['Paintings', 'Café'] })
    expect(await answer(rehearsal, '/survey')).toContain('How would you rate the museum')
    const { messages } = await rehearsal.say('5')
    expect(messages).toEqual([
      [
        expect.objectContaining({
          options: [
            { id: 'topic-1', label: 'Paintings' },
            { id: 'topic-2', label: 'Café' },
            { id: 'back', label: 'Back' },
          ],
        }),
      ],
    ])
  })

  test('shows what the person wrote as it was written, not as Markdown', async () => {
    const summary = await answer(start(), '/survey', '5', '1', '**bold** [link](https://bad.example)\nnext line', 'no')
    expect(summary).toContain('- Comment: \\*\\*bold\\*\\* \\[link\\](https://bad.example) next line')
  })

  test('knows who answered before', async () => {
    const rehearsal = start()
    await answer(rehearsal, '/survey', '5', '1', 'skip', 'no', 'Send it')
    expect(await answer(rehearsal, 'one more survey please')).toMatch(/You answered on \d{4}-\d{2}-\d{2}/)
  })
})
