import { describe, expect, test } from '@jest/globals'
import { definePlugin } from '../contracts/plugin.ts'
import { choice, date, number, text } from '../contracts/shape.ts'
import { Rehearsal } from '../testing/rehearsal.ts'

const table = definePlugin({
  name: 'table',
  needs: ['http'],
  intents: {
    book: {
      examples: ['book a table', 'a table for {people} on {day}', 'I would like to reserve'],
      slots: {
        day: date({ ask: 'Which day?' }),
        people: number({ ask: 'How many?', integer: true, minimum: 1 }),
        place: choice('inside', 'outside', 'bar'),
        name: text({ ask: 'In what name?' }),
      },
      async handle({ slots, http }) {
        await http.json('https://tables.example/', { method: 'POST', body: slots })
        return `${slots.day}, ${slots.people}, ${slots.place}, ${slots.name}`
      },
    },
  },
})

function dinner() {
  // A Monday.
  const rehearsal = new Rehearsal({ plugins: [table] })
  const say = async (...texts: readonly string[]) => {
    let heard: readonly string[] = []
    for (const said of texts)
      heard = (await rehearsal.say(said)).messages.map((parts) =>
        parts.map((part) => ('text' in part ? (part.text ?? '') : part.type)).join('|'),
      )
    return heard.join('\n')
  }
  return { rehearsal, say }
}

const ask = 'What is the place?'

describe('what was answered is taken back', () => {
  test('while the next question is open, and that question is asked again', async () => {
    const { say } = dinner()
    expect(await say('book a table', '2030-05-06')).toBe('How many?')
    expect(await say('no, 2030-05-07')).toBe('How many?')
    expect(await say('3')).toBe(ask)
    expect(await say('sorry, I meant four')).toBe(ask)
    expect(await say('bar', 'Ada')).toBe('2030-05-07, 4, bar, Ada')
  })

  test('also where the next question would take any words', async () => {
    const { say } = dinner()
    expect(await say('book a table', '2030-05-06', '3', 'inside')).toBe('In what name?')
    expect(await say('no wait, outside')).toBe('In what name?')
    expect(await say('No. 5 Club')).toBe('2030-05-06, 3, outside, No. 5 Club')
  })

  test('also what was said at the beginning', async () => {
    const { say } = dinner()
    expect(await say('a table for 3 on 2030-05-06')).toBe(ask)
    expect(await say('no, make it 5')).toBe(ask)
    expect(await say('inside', 'Ada')).toBe('2030-05-06, 5, inside, Ada')
  })

  test('in the middle of an answer, it is the answer', async () => {
    const { say } = dinner()
    expect(await say('book a table', '2030-05-06', 'not 3, 4')).toBe(ask)
    expect(await say('bar', 'Ada')).toBe('2030-05-06, 4, bar, Ada')
  })

  test('in other languages', async () => {
    const { rehearsal, say } = dinner()
    rehearsal.know({ language: 'de' })
    await say('book a table', '2030-05-06')
    await say('3', 'nein, lieber vier')
    expect(await say('bar', 'Ada')).toBe('2030-05-06, 4, bar, Ada')
  })

  test('choices are left out until one is', async () => {
    const { say } = dinner()
    expect(await say('book a table', '2030-05-06', '2')).toBe(ask)
    expect(await say('anything but the bar')).toBe(ask)
    expect(await say('bar')).toMatch(/choose one/i)
    expect(await say('not outside')).toBe('In what name?')
    expect(await say('Ada')).toBe('2030-05-06, 2, inside, Ada')
  })

  test('through a new process, and nothing is called before its time', async () => {
    const { rehearsal, say } = dinner()
    await say('book a table', '2030-05-06')
    rehearsal.restart()
    await say('no, 2030-05-07', '2', 'bar')
    rehearsal.restart()
    expect(await say('Ada')).toBe('2030-05-07, 2, bar, Ada')
    expect(rehearsal.http.calls).toHaveLength(1)
  })
})
