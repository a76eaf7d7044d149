import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { Busy, Refused, Unauthorized } from '../../contracts/errors.ts'
import type { Part, PlatformEvent } from '../../contracts/message.ts'
import type { SlackEmulator } from '../../testing/emulators/slack.ts'
import type { SlackClient } from './connect.ts'
import { eventOf, sendContext } from './fixtures/read.ts'
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
const postings = () => emulator.record.of('chat.postMessage')

test.each([
  [{ kind: 'refused', error: 'is_archived' }, Refused],
  [{ kind: 'refused', error: 'account_inactive' }, Unauthorized],
  [{ kind: 'refused', error: 'internal_error' }, Busy],
  [{ kind: 'refused', error: 'missing_scope' }, Refused],
  [{ kind: 'unavailable', status: 500 }, Busy],
  [{ kind: 'unavailable', status: 404 }, Refused],
  [{ kind: 'reset' }, Busy],
  [{ kind: 'lost' }, Busy],
] as const)('%j', async (fault, expected) => {
  emulator.fault(fault)
  await expect(send(hello)).rejects.toBeInstanceOf(expected)
  expect((await send(hello)).id).toMatch(/^\d+\.\d{6}$/)
})

test('a stop gives a call up', async () => {
  const stop = new AbortController()
  emulator.fault({ kind: 'silent' })
  const sending = send(hello, { signal: stop.signal })
  await emulator.waitForCall('chat.postMessage')
  stop.abort()
  await expect(sending).rejects.toBeInstanceOf(Busy)
  await expect(send(hello, { signal: stop.signal })).rejects.toBeInstanceOf(Busy)
  expect(postings()).toHaveLength(1)
})

test('an image that Slack cannot fetch costs the image, not the message', async () => {
  emulator.fault({ kind: 'refused', error: 'invalid_blocks' })
  await send({ type: 'image', url: 'https://example.org/a.png', mime: 'image/png', name: 'A', caption: 'Look' })
  expect(postings().map(({ payload }) => payload['blocks'])).toMatchObject([
    [{ type: 'section' }, { type: 'image' }],
    [{ type: 'section' }, { type: 'section', text: { text: '<https://example.org/a.png|A>' } }],
  ])
  emulator.fault({ kind: 'refused', error: 'invalid_blocks', times: 2 })
  await send({ type: 'choices', text: 'Which?', options: [{ id: 'a', label: 'A' }] })
  expect(postings().at(-1)?.payload).toEqual({ channel: 'C1', text: 'Which?\n\n1. A' })
})

test('what the gateway keeps is uploaded in three steps', async () => {
  const body = async function* () {
    yield Buffer.from('hello ')
    yield Buffer.from('file')
  }
  const media = (size?: number) => () =>
    Promise.resolve({ mime: 'text/plain', name: 'a/b.txt', ...(size === undefined ? {} : { size }), body: body() })
  const part: Part = { type: 'document', mediaId: 'md_1', mime: 'text/plain', caption: 'The **file**' }
  for (const size of [10, undefined]) {
    const { id } = await send(part, { media: media(size) }, { chat: 'C1', thread: '1.2' })
    expect(Buffer.from(emulator.file(id)!.bytes).toString()).toBe('hello file')
  }
  expect(emulator.record.of('files.completeUploadExternal')[0]?.payload).toMatchObject({
    channel_id: 'C1',
    thread_ts: '1.2',
    initial_comment: 'The *file*',
    files: [{ title: 'a_b.txt' }],
  })
})

test('a file of a message is fetched with the bot token, and with nothing else from nowhere else', async () => {
  const id = emulator.addFile('lamp.png', 'image/png', Buffer.from('pixels'))
  const signal = new AbortController().signal
  const url = emulator.url.replace('/api/', `/files/${id}/lamp.png`)
  for (const mediaId of [url, id]) {
    const media = await slack.fetchMedia!(client, { mediaId }, signal)
    expect(media).toMatchObject({ mime: 'image/png', name: 'lamp.png', size: 6 })
    const chunks: Uint8Array[] = []
    for await (const chunk of media.body) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe('pixels')
  }
  await expect(slack.fetchMedia!(client, { mediaId: 'https://evil.example/files-pri/x' }, signal)).rejects.toThrow(
    'goes nowhere else',
  )
  await expect(slack.fetchMedia!(client, { mediaId: url.replace(id, 'F0NONE') }, signal)).rejects.toThrow('login')
  await expect(slack.fetchMedia!(client, { mediaId: 'F0NONE' }, signal)).rejects.toBeInstanceOf(Refused)
})

test('a command in a channel is answered to whoever gave it, as often as Slack allows', async () => {
  const url = `${emulator.url.replace('/api/', '')}/respond/r1`
  emulator.command('C1', '/track', '1')
  const event: PlatformEvent = {
    kind: 'command',
    keys: ['c:1'],
    address: { chat: 'C1' },
    at: 0,
    id: '1',
    name: 'track',
    text: '',
    respondTo: url,
  }
  await slack.seen!(client, [event])
  for (let count = 0; count < 6; count += 1) await send(hello)
  expect(emulator.responses).toHaveLength(5)
  expect(emulator.responses[0]).toMatchObject({ response_type: 'ephemeral', text: 'Hello' })
  expect(postings()).toHaveLength(1)
  // What somebody says next is answered to everybody; and no stranger's address is ever asked.
  await slack.seen!(client, [event, { ...event, kind: 'message', parts: [] }])
  await send(hello)
  await slack.seen!(client, [{ ...event, respondTo: 'https://evil.example/x' }])
  await send(hello)
  expect(postings()).toHaveLength(3)
})

test('an agent speaks to everybody', async () => {
  const url = `${emulator.url.replace('/api/', '')}/respond/r1`
  await slack.seen!(client, [
    {
      kind: 'command',
      keys: ['c:1'],
      address: { chat: 'C1' },
      at: 0,
      id: '1',
      name: 'track',
      text: '',
      respondTo: url,
    },
  ])
  await send(hello, { message: { ...sendContext().message, author: 'agent' } })
  expect(postings()).toHaveLength(1)
})

test('the assistant shows that it is busy, and what may be asked', async () => {
  await open({}, { prompts: ['Where is my order?', 'Cancel', 'Opening hours', 'Prices', 'Too many'] })
  await slack.typing!(client, { chat: 'D1', thread: '1.2' })
  await slack.typing!(client, { chat: 'D1' })
  await slack.typing!(client, { chat: 'C1', thread: '1.2' })
  expect(emulator.record.of('assistant.threads.setStatus').map(({ status }) => status)).toEqual([200])
  await slack.seen!(client, [eventOf('assistant'), eventOf('joined')])
  const [call] = emulator.record.of('assistant.threads.setSuggestedPrompts')
  expect(call?.payload['prompts']).toHaveLength(4)
  expect(call?.answer).toMatchObject({ ok: true })
})
