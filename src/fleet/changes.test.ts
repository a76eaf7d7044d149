import { expect, test } from '@jest/globals'
import type { ConversationChange } from '../contracts/desk.ts'
import type { News, ReadChanges } from '../contracts/fleet.ts'
import type { ConversationId } from '../contracts/id.ts'
import { shareChanges } from './changes.ts'
import { newsroom } from './fixtures/newsroom.ts'

const change = (subject: string): ConversationChange => ({
  type: 'message.received',
  conversation: subject as ConversationId, // a test's own brand
  at: 0,
})

/** A tenant that is open at a process, and what happens in it there. */
function open(news: News, tenant = 'acme') {
  const readers = new Set<(change: ConversationChange | undefined) => void>()
  const own: ReadChanges = async function* (signal) {
    const waiting: (ConversationChange | undefined)[] = []
    let wake: () => void = () => undefined
    const hear = (one: ConversationChange | undefined) => {
      waiting.push(one)
      wake()
    }
    readers.add(hear)
    signal.addEventListener('abort', () => hear(undefined), { once: true })
    for (;;) {
      if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      const next = waiting.shift()
      if (next === undefined) break
      yield next
    }
    readers.delete(hear)
  }
  return {
    changes: shareChanges(news)(tenant, own),
    happens: (subject: string) => readers.forEach((hear) => hear(change(subject))),
    close: () => readers.forEach((hear) => hear(undefined)),
  }
}

function read(changes: ReadChanges, signal: AbortSignal = new AbortController().signal) {
  const seen: string[] = []
  const over = (async () => {
    for await (const { conversation } of changes(signal)) seen.push(conversation)
  })()
  return { seen, over }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5))

test('whoever reads hears of what happens at every process, once', async () => {
  const room = newsroom()
  const [here, there] = [open(room.join()), open(room.join())]
  const reader = read(here.changes)
  await turn()
  here.happens('one')
  there.happens('two')
  await turn()
  expect(reader.seen.toSorted()).toEqual(['one', 'two'])
  here.close()
  await reader.over
})

test('another tenant’s conversations are nobody’s to hear of', async () => {
  const room = newsroom()
  const [acme, other] = [open(room.join(), 'acme'), open(room.join(), 'other')]
  const reader = read(acme.changes)
  await turn()
  other.happens('secret')
  await turn()
  expect(reader.seen).toEqual([])
  acme.close()
  await reader.over
})

test('a stream ends when its reader leaves, when the tenant closes, and when something was missed', async () => {
  const room = newsroom()
  const here = open(room.join())
  const leaving = new AbortController()
  const one = read(here.changes, leaving.signal)
  await turn()
  leaving.abort()
  await one.over
  const two = read(here.changes)
  await turn()
  room.lose()
  await two.over
  const three = read(here.changes)
  await turn()
  here.close()
  await three.over
  expect([one.seen, two.seen, three.seen]).toEqual([[], [], []])
})
