import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Part } from '../../contracts/message.ts'
import type { SlackEmulator } from '../../testing/emulators/slack.ts'
import type { SlackClient } from './connect.ts'
import { sendContext } from './fixtures/read.ts'
import { openWorkspace } from './fixtures/workspace.ts'
import type { Workspace } from './fixtures/workspace.ts'
import { slack } from './index.ts'

let workspace: Workspace
let emulator: SlackEmulator
let client: SlackClient
const opened: Workspace[] = []

async function open(...options: Parameters<typeof openWorkspace>): Promise<void> {
  workspace = await openWorkspace(...options)
  ;({ emulator, client } = workspace)
  opened.push(workspace)
}
beforeEach(() => open())
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

const send: Workspace['send'] = (...rest) => workspace.send(...rest)
const hello: Part = { type: 'text', text: 'Hello' }

describe('a reply that is being written', () => {
  const { message } = sendContext()
  const piece = (index: number, text: string, done = false) => ({ id: message.id, index, text, done })

  test('is streamed in a talk with the assistant, and becomes the finished message', async () => {
    const to = { chat: 'D1', thread: '1.2' }
    await slack.stream!(client, to, piece(0, 'Your **order'))
    await slack.stream!(client, to, piece(1, '** is'))
    await slack.stream!(client, to, piece(2, ' here.', true))
    expect(emulator.record.calls.map(({ method }) => method)).toEqual([
      'chat.startStream',
      'chat.appendStream',
      'chat.stopStream',
    ])
    const { id } = await send({ type: 'text', text: 'Your **order** is here.' }, {}, to)
    expect(emulator.messages.get(`D1/${id}`)).toMatchObject({
      text: 'Your *order* is here.',
      streaming_state: 'completed',
    })
    expect(emulator.messages.size).toBe(1)
  })

  test('is edited elsewhere, no more often than the rates allow', async () => {
    for (let index = 0; index < 20; index += 1)
      await slack.stream!(client, { chat: 'C1' }, piece(index, `word${index} `))
    expect(emulator.record.calls.map(({ method }) => method)).toEqual(['chat.postMessage'])
    const { id } = await send({ type: 'text', text: 'All the words.' })
    expect([...emulator.messages]).toMatchObject([[`C1/${id}`, { text: 'All the words.' }]])
    // The next message is one of its own.
    await send(hello)
    expect(emulator.messages.size).toBe(2)
  })

  test('is edited where the app is no assistant', async () => {
    emulator.fault({ kind: 'refused', error: 'unknown_method', method: 'chat.startStream' })
    await slack.stream!(client, { chat: 'D1', thread: '1.2' }, piece(0, 'Your'))
    expect(emulator.record.calls.map(({ method }) => method)).toEqual(['chat.startStream', 'chat.postMessage'])
  })

  test('that cannot be edited any more is replaced', async () => {
    await slack.stream!(client, { chat: 'C1' }, piece(0, 'Your'))
    emulator.fault({ kind: 'refused', error: 'edit_window_closed', method: 'chat.update' })
    const { id } = await send(hello)
    expect([...emulator.messages.keys()]).toEqual([`C1/${id}`])
  })

  test('waits with its message while Slack is busy', async () => {
    await slack.stream!(client, { chat: 'C1' }, piece(0, 'Your'))
    emulator.fault({ kind: 'tooMany', retryAfter: 1, method: 'chat.update' })
    await expect(send(hello)).rejects.toMatchObject({ afterMs: 1000 })
    await send(hello)
    expect([...emulator.messages.values()]).toMatchObject([{ text: 'Hello' }])
  })
})
