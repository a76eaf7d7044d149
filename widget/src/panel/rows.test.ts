import { describe, expect, test } from '@jest/globals'
import { type Entry, type Said, nothingSaid } from './conversation.ts'
import { choicesMade, rowsOf } from './rows.ts'

const day = (at: string) => at.slice(0, 10)
let count = 0
function said(from: Said['from'], at: string, more: Partial<Said> = {}): Said {
  count += 1
  const parts = more.parts ?? [{ type: 'text', text: 'x' }]
  return { id: `m${count}`, from, parts, at: `2026-01-${at}:00.000Z`, seq: count, conversationId: 'cv_1', ...more }
}
const rows = (entries: readonly Entry[], newAfter?: number) =>
  rowsOf({ ...nothingSaid, entries, ...(newAfter === undefined ? {} : { newAfter }) }, day)

describe('the rows of a transcript', () => {
  test('begin every day, and join what one author says within two minutes', () => {
    const shown = rows([
      said('bot', '05T09:00'),
      said('bot', '05T09:01'),
      said('visitor', '05T09:01'),
      said('visitor', '05T09:30'),
      said('bot', '06T09:00'),
    ])
    expect(shown.map((row) => (row.row === 'message' ? row.joined : row.row))).toEqual([
      'day',
      false,
      true,
      false,
      false,
      'day',
      false,
    ])
  })

  test('divide conversations, and what is new', () => {
    const first = said('bot', '05T09:00')
    const shown = rows([first, said('bot', '05T09:01', { conversationId: 'cv_2' })], first.seq)
    expect(shown.map(({ row }) => row)).toEqual(['day', 'message', 'conversation', 'new', 'message'])
  })

  test('have a key of their own each', () => {
    const entries: readonly Entry[] = [
      said('bot', '05T09:00'),
      { id: 'notice-0', notice: 'waiting', at: '2026-01-05T09:05:00.000Z' },
      said('bot', '06T09:00', { conversationId: 'cv_2' }),
    ]
    const keys = rows(entries, 0).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

test('a choice answers the latest open offer of it', () => {
  const options = [
    { id: 'yes', label: 'Yes' },
    { id: 'no', label: 'No' },
  ]
  const offer = () => said('bot', '05T09:00', { parts: [{ type: 'choices', text: '?', options }] })
  const choose = (id: string) => said('visitor', '05T09:01', { parts: [{ type: 'chosen', id }] })
  const [first, second, third] = [offer(), offer(), offer()]
  const made = choicesMade([first, choose('no'), second, third, choose('yes'), choose('elsewhere')])
  expect([...made]).toEqual([
    [first.id, 'no'],
    [third.id, 'yes'],
  ])
})
