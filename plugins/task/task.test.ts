import { describe, expect, test } from '@jest/globals'
import { Rehearsal, testPlugin } from 'colloquy/testing'
import type { Part } from 'colloquy/sdk'
import { meantBy, mostTasks } from './board.ts'
import { dayAfter, reminderOf, written } from './days.ts'
import task from './index.ts'

const folder = new URL('.', import.meta.url)
testPlugin(task, { folder })

const wordsOf = (messages: readonly (readonly Part[])[]) =>
  messages
    .flat()
    .map((part) => ('text' in part ? part.text : part.type))
    .join('\n')

async function say(rehearsal: Rehearsal, ...texts: readonly string[]): Promise<string> {
  let last = ''
  for (const text of texts) last = wordsOf((await rehearsal.say(text)).messages)
  return last
}

const begin = (timeZone?: string) =>
  new Rehearsal({
    plugins: [task],
    folder,
    start: Date.UTC(2026, 2, 27, 10),
    ...(timeZone === undefined ? {} : { timeZone }),
  })

describe('a task', () => {
  const tasks = ['Buy milk', 'Buy bread', 'Call the bank', 'Call'].map((title, index) => ({ id: `${index}`, title }))

  test.each([
    ['2', 'Buy bread'],
    ['number 3', 'Call the bank'],
    ['buy MILK!', 'Buy milk'],
    ['the milk', undefined],
    ['milk', 'Buy milk'],
    ['buy', undefined],
    ['call', 'Call'],
    ['cal the bank', 'Call the bank'],
    ['buy mlk', 'Buy milk'],
    ['9', undefined],
    ['', undefined],
    ['something else', undefined],
  ])('is found by "%s": %s', (said, title) => {
    expect(meantBy(said, tasks)?.title).toBe(title)
  })

  test('that is due is brought up once, in the morning there, and not when it is done or deleted', async () => {
    const rehearsal = begin('America/New_York')
    await say(
      rehearsal,
      '/task tomorrow one',
      '/task tomorrow two',
      '/task tomorrow three',
      '/done two',
      'delete task three',
    )
    const before = await rehearsal.passTime(Date.UTC(2026, 2, 28, 12, 59))
    const after = await rehearsal.passTime(Date.UTC(2026, 2, 30))
    expect([before, after].map((heard) => heard.map(({ messages }) => wordsOf(messages)))).toEqual([
      [],
      ['⏰ Due today: one'],
    ])
  })

  test('has no more to its name than it is', async () => {
    expect(await say(begin(), 'add milk by tomorrow to my list')).toContain('Added: milk (due')
    expect(await say(begin(), 'to-do: water the roses, all of them')).toContain('Added: water the roses, all of them')
    expect(await say(begin(), '/task tomorrow')).toBe('What is to be done?')
  })

  test('of a group is everybody’s, of a person their own', async () => {
    const group = begin()
    group.inGroup('ada')
    await say(group, '/task water the plants @bob')
    group.inGroup('bob')
    expect(await say(group, '/tasks @bob')).toContain('Tasks of this group')
    expect(await say(group, '/tasks @ada')).toBe('There is nothing to do.')
  })

  test('too many is refused', async () => {
    const rehearsal = begin()
    for (let count = 0; count < mostTasks; count++) await rehearsal.say(`/task thing ${count}`)
    expect(await say(rehearsal, '/task one more')).toContain('There are 100 tasks on this list already')
  })

  test.each(['task:done::9', 'task:due:x:1:1', 'task:done:::1', 'task:eat::1'])(
    'is not changed by the button "%s"',
    async (option) => {
      const rehearsal = begin()
      await say(rehearsal, '/task one')
      await rehearsal.press(option)
      expect(await say(rehearsal, 'my tasks')).toContain('1. one')
    },
  )
})

test('days are those of the wall', () => {
  const now = Date.UTC(2026, 2, 27, 23, 30)
  expect([dayAfter(now, 0), dayAfter(now, 0, 'Europe/Berlin'), dayAfter(now, 7, 'America/New_York')]).toEqual([
    '2026-03-27',
    '2026-03-28',
    '2026-04-03',
  ])
  // The clocks go forward that night.
  expect(reminderOf('2026-03-29', now, 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 7))
  expect(reminderOf('2026-03-27', now)).toBe(now + 3_600_000)
  expect(written('2026-03-28', 'fr')).toBe('samedi 28 mars')
})
