import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createSignalEmulator } from './signal.ts'
import type { SignalEmulator } from './signal.ts'

const ann = '+15550100001'
let signal: SignalEmulator

beforeEach(async () => {
  signal = await createSignalEmulator()
})
afterEach(() => signal.close())

async function post(body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  const answer = await fetch(`${signal.url}/api/v1/rpc`, { method: 'POST', headers, body })
  const text = await answer.text()
  return { status: answer.status, ...(text === '' ? {} : (JSON.parse(text) as Answer)) }
}

interface Answer {
  readonly id?: unknown
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data: unknown }
}

const call = (method: string, params: object = {}, id: unknown = 1) =>
  post(JSON.stringify({ jsonrpc: '2.0', method, params, id }))

/** What a stream brings until there is as much as is waited for. */
async function eventsOf(count: number, headers: Record<string, string> = {}, query = '') {
  const stop = new AbortController()
  const answer = await fetch(`${signal.url}/api/v1/events${query}`, { headers, signal: stop.signal })
  const decoder = new TextDecoder()
  let text = ''
  const blocks = () => text.split('\n\n').slice(0, -1)
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    if (blocks().length >= count) break
  }
  stop.abort()
  return blocks().map((block) => ({
    id: /^id:(.*)$/m.exec(block)?.[1],
    type: /^event:(.*)$/m.exec(block)?.[1],
    data: JSON.parse(/^data:(.*)$/m.exec(block)?.[1] ?? '{}') as {
      account: string
      envelope: { sourceNumber: string; dataMessage?: { message: string } }
    },
  }))
}

describe('calls', () => {
  test('are answered as the daemon answers', async () => {
    expect(await call('send', { recipient: [ann], message: 'Hi' }, 'my mark')).toMatchObject({
      status: 200,
      id: 'my mark',
      result: {
        timestamp: expect.any(Number),
        results: [{ type: 'SUCCESS', recipientAddress: { number: ann, uuid: signal.aciOf(ann) } }],
      },
    })
    expect(await call('listAccounts')).toMatchObject({ result: [{ number: signal.account, aci: signal.aci }] })
    expect((await fetch(`${signal.url}/api/v1/check`)).status).toBe(200)
    expect((await fetch(`${signal.url}/api/v1/rpc`)).status).toBe(405)
    expect((await fetch(`${signal.url}/other`)).status).toBe(404)
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(415)
  })

  test.each([
    ['{', -32_700, 'parse'],
    ['{"method":"version"}', -32_600, '2.0'],
    ['{"jsonrpc":"2.0"}', -32_600, 'method field must be set'],
    ['{"jsonrpc":"2.0","method":"send","params":[]}', -32_602, 'object'],
    ['{"jsonrpc":"2.0","method":"subscribeReceive"}', -32_601, 'not implemented'],
  ])('%s is no call', async (body, code, message) => {
    expect(await post(body)).toMatchObject({ status: 200, error: { code, message: expect.stringContaining(message) } })
  })

  test.each([
    ['send', {}, 'Sending empty message'],
    ['send', { message: 'x' }, 'No recipients given'],
    ['send', { recipient: ['somebody'], message: 'x' }, 'Invalid phone number'],
    ['send', { groupId: 'abc=', message: 'x' }, 'Invalid group id'],
    ['send', { recipient: [ann], message: 'x', textStyle: ['0:1'] }, 'Invalid textStyle syntax'],
    ['send', { recipient: [ann], message: 'x', textStyle: ['0:1:LOUD'] }, 'Invalid style'],
    ['send', { recipient: [ann], message: 'x', textStyle: ['0:2:BOLD'] }, 'after the message'],
    ['send', { recipient: [ann], message: '😀', textStyle: ['0:1:BOLD'] }, 'within a character'],
    ['send', { recipient: [ann], message: 'a\ud800' }, 'encode'],
    ['send', { recipient: [ann], attachments: ['/etc/passwd'] }, 'AttachmentInvalid'],
    ['send', { recipient: [ann], sticker: 'xyz' }, 'Invalid sticker syntax'],
    ['send', { recipient: [ann], message: 'x', account: '+1999' }, 'Specified account does not exist'],
    ['sendReaction', { recipient: [ann], emoji: 'ab', targetAuthor: ann, targetTimestamp: 1 }, 'grapheme'],
    ['sendReceipt', { recipient: ann }, 'No target timestamp'],
    ['sendReceipt', { recipient: ann, targetTimestamp: [1], type: 'glanced' }, 'Unknown receipt type'],
    ['getAttachment', { id: 'none' }, 'reading attachment'],
    ['finishLink', { deviceLinkUri: 'sgnl://x' }, 'Unknown device link uri'],
  ])('%s refuses what the daemon refuses: %j', async (method, params, reason) => {
    expect((await call(method, params)).error?.message).toContain(reason)
  })

  test('fail as often as they are told to', async () => {
    signal.fault({ kind: 'tooMany', retryAfter: 7, token: 'a-token', chat: ann })
    expect(await call('send', { recipient: ['+15550100002'], message: 'x' })).toHaveProperty('result')
    expect((await call('send', { recipient: [ann], message: 'x' })).error).toMatchObject({
      code: -5,
      data: { response: { results: [{ type: 'RATE_LIMIT_FAILURE', token: 'a-token', retryAfterSeconds: 7 }] } },
    })
    expect(await call('send', { recipient: [ann], message: 'x' })).toHaveProperty('result')
    const lift = signal.fault({ kind: 'unavailable', times: Infinity })
    expect((await call('send', { recipient: [ann], message: 'x' })).status).toBe(502)
    lift()
    signal.fault({ kind: 'lost' })
    await expect(call('send', { recipient: [ann], message: 'sent all the same' })).rejects.toThrow()
    expect((await signal.waitForReply(ann, 2)).at(-1)).toMatchObject({ text: 'sent all the same' })
  })

  test('without an account are for the only one, and need one where there are several', async () => {
    const link = await call('startLink')
    const { deviceLinkUri } = link.result as { deviceLinkUri: string }
    const finished = call('finishLink', { deviceLinkUri, deviceName: 'test' })
    await signal.scan('+15550100200')
    expect(await finished).toMatchObject({ result: { number: '+15550100200' } })
    expect((await call('send', { recipient: [ann], message: 'x' })).error?.message).toContain('requires valid account')
    expect(await call('send', { account: '+15550100200', recipient: [ann], message: 'x' })).toHaveProperty('result')
  })
})

describe('events', () => {
  const textsOf = (events: Awaited<ReturnType<typeof eventsOf>>) =>
    events.map(({ data }) => data.envelope.dataMessage?.message)

  test('wait until somebody listens, and come again after the one that was had', async () => {
    for (const text of ['one', 'two', 'three']) signal.say(ann, text)
    const events = await eventsOf(3, {}, `?account=${encodeURIComponent(signal.account)}`)
    expect(textsOf(events)).toEqual(['one', 'two', 'three'])
    expect(events[0]).toMatchObject({
      type: 'receive',
      data: { account: signal.account, envelope: { sourceNumber: ann } },
    })
    expect(textsOf(await eventsOf(2, { 'last-event-id': events[0]!.id! }))).toEqual(['two', 'three'])
    expect(textsOf(await eventsOf(3, { 'last-event-id': 'of another life' }))).toEqual(['one', 'two', 'three'])
    signal.disconnect(true)
    signal.say(ann, 'four')
    expect(textsOf(await eventsOf(1, { 'last-event-id': events[0]!.id! }))).toEqual(['four'])
  })

  test('come twice or in the wrong order when told to', async () => {
    signal.fault({ kind: 'duplicate' })
    signal.say(ann, 'twice')
    signal.fault({ kind: 'reorder' })
    signal.say(ann, 'first')
    signal.say(ann, 'second')
    expect(textsOf(await eventsOf(4))).toEqual(['twice', 'twice', 'second', 'first'])
  })

  test('of an account that nobody knows are refused', async () => {
    expect((await fetch(`${signal.url}/api/v1/events?account=%2B1999`)).status).toBe(400)
  })
})
