import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createSignalEmulator } from '../../src/testing/emulators/signal.ts'
import type { SignalEmulator } from '../../src/testing/emulators/signal.ts'
import { addBot, openApp, pause, until } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'

let app: RunningApp
let signal: SignalEmulator
let bot: Bot
let count = 0

beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  signal = await createSignalEmulator()
  bot = await addBot(app, `tenant-${++count}`, 'signal', { account: signal.account, url: signal.url })
})
afterEach(() => signal.close())

const ann = '+15550100001'
const ben = '+15550100002'
const hear = async (to = ann, replies = 1) => (await signal.waitForReply(to, replies, 10_000)).map(({ text }) => text)

interface Message {
  readonly from: string
  readonly status: string
  readonly parts: readonly { readonly type: string; readonly text?: string; readonly mediaId?: string }[]
}
const conversations = async () =>
  (
    await app.api<{ items: readonly { id: string; address: { chat: string } }[] }>(
      'GET',
      `/tenants/${bot.tenant}/conversations`,
    )
  ).items
const messages = async () => {
  const [conversation] = await conversations()
  return (await app.api<{ items: readonly Message[] }>('GET', `/conversations/${conversation!.id}/messages`)).items
}
const channel = () => app.api<{ status: string; statusReason?: string }>('GET', `/channels/${bot.channel.id}`)
const deadLetters = async () =>
  (
    await app.api<{ items: readonly { id: string; reason: string; side: string }[] }>(
      'GET',
      `/tenants/${bot.tenant}/dead-letters`,
    )
  ).items

describe('what a person writes', () => {
  test('is answered once, also when it arrives twice, and is seen to be read', async () => {
    signal.fault({ kind: 'duplicate' })
    const said = signal.say(ann, 'hello')
    expect(await hear()).toEqual(['You said: hello (1)'])
    const [read] = await signal.waitForCall('sendReceipt')
    expect(read!.payload).toMatchObject({
      recipient: signal.aciOf(ann),
      targetTimestamp: [said.timestamp],
      type: 'read',
    })
    signal.say(ann, '/echo **bold** and `code`')
    const replies = await signal.waitForReply(ann, 2, 10_000)
    expect(replies.at(-1)).toMatchObject({ text: 'bold and code', styles: ['0:4:BOLD', '9:4:MONOSPACE'] })
    await pause(100)
    expect(signal.record.of('send')).toHaveLength(2)
  })

  test('waits for whoever was away, in order', async () => {
    await until(() => signal.streams === 1, 'The stream')
    signal.disconnect()
    for (const number of [1, 2, 3]) signal.say(ann, `/echo ${number}`)
    expect(await hear(ann, 3)).toEqual(['1', '2', '3'])
  })

  test('is edited, taken back and reacted to', async () => {
    const said = signal.say(ann, 'helo')
    await hear()
    const edited = signal.edit(ann, said, 'hello')
    expect(await hear(ann, 2)).toEqual(['You said: helo (1)', 'Edited: hello'])
    signal.react(ann, said, '👍')
    signal.edit(ann, edited, 'hallo')
    expect(await hear(ann, 3)).toHaveLength(3)
    signal.remove(ann, said)
    await until(async () => (await messages())[0]?.parts.length === 0, 'The deletion')
  })

  test('in a group is answered in the group', async () => {
    const group = signal.addGroup(ann, ben)
    signal.say(group, '/echo for all of you', { from: ben })
    expect(await hear(group)).toEqual(['for all of you'])
    expect((await conversations()).map(({ address }) => address.chat)).toEqual([group])
  })
})

test('options are numbers to type', async () => {
  signal.say(ann, '/offer')
  expect(await hear()).toEqual(['Which one?\n\n1. The first\n2. The second'])
  signal.say(ann, '2')
  expect((await hear(ann, 2)).at(-1)).toContain('second')
})

test('what is said to a number goes on with the person behind it', async () => {
  const send = `${app.url}/messages/send/tenants/${bot.tenant}/channels/signal/tokens/${bot.channel.token}`
  const answer = await fetch(send, {
    method: 'POST',
    headers: { authorization: app.authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ to: { address: ann }, parts: [{ type: 'text', text: 'Your parcel is here.' }] }),
  })
  expect(answer.status).toBe(202)
  expect(await hear()).toEqual(['Your parcel is here.'])
  signal.say(ann, '/echo thanks')
  expect(await hear(ann, 2)).toEqual(['Your parcel is here.', 'thanks'])
  expect(await conversations()).toHaveLength(1)
})

test('what becomes of a message is known', async () => {
  signal.say(ann, '/echo hi')
  const [reply] = await signal.waitForReply(ann, 1, 10_000)
  const status = async () => (await messages()).find(({ from }) => from === 'bot')?.status
  signal.receipt(ann, 'DELIVERY', [reply!.timestamp])
  await until(async () => (await status()) === 'delivered', 'The tick')
  signal.receipt(ann, 'READ', [reply!.timestamp - 1000, reply!.timestamp])
  await until(async () => (await status()) === 'read', 'The tick')
})

test('a photo is kept, handed on, and sent back from our keeping', async () => {
  const png = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\x1a\n'), Buffer.alloc(300_000, 7)])
  signal.addFile('cGhvdG8.png', png)
  const attachments = [{ contentType: 'image/png', filename: 'cat.png', id: 'cGhvdG8.png', size: png.length }]
  signal.say(ann, 'mirror', { attachments })
  const [reply] = await signal.waitForReply(ann, 1, 10_000)
  expect(reply!.text).toMatch(/^Here: http.*md_/)
  expect(reply!.files).toMatchObject([{ mime: 'image/png' }])
  expect(Buffer.from(reply!.files[0]!.bytes)).toEqual(png)
})

test('whoever is answered with the account’s own phone is left to humans', async () => {
  signal.say(ann, 'hello')
  await hear()
  signal.sayFromPhone(ann, 'A human here')
  await until(async () => (await messages()).some(({ from }) => from === 'agent'), 'The takeover')
  signal.say(ann, 'are you?')
  await pause(1200)
  expect(await hear()).toHaveLength(1)
})

describe('Signal that does not take what is sent', () => {
  test('for now is asked again later: nothing is lost, and the order is kept', async () => {
    signal.fault({ kind: 'unavailable', method: 'send', times: 2 })
    signal.fault({ kind: 'offline', method: 'send' })
    signal.fault({ kind: 'reset', method: 'send' })
    for (const word of ['one', 'two', 'three']) signal.say(ann, `/echo ${word}`)
    expect(await hear(ann, 3)).toEqual(['one', 'two', 'three'])
  })

  test('because it limits the account says how that is lifted, and is asked when it said', async () => {
    signal.fault({ kind: 'tooMany', retryAfter: 2, token: 'a-token', method: 'send' })
    signal.say(ann, '/echo patience')
    await until(
      async () => (await channel()).statusReason?.includes('submitRateLimitChallenge') === true,
      'The sentence',
    )
    expect(await hear()).toEqual(['patience'])
    await until(async () => (await channel()).statusReason === undefined, 'The all-clear')
    const [refused, taken] = signal.record.of('send')
    expect(taken!.at - refused!.at).toBeGreaterThanOrEqual(2000)
  })

  test('for good makes a dead letter, which is replayed once', async () => {
    const lift = signal.fault({ kind: 'unregistered', method: 'send', times: Infinity })
    signal.say(ann, '/echo anybody there?')
    await until(async () => (await deadLetters()).length === 1, 'The dead letter')
    const [letter] = await deadLetters()
    expect(letter).toMatchObject({ side: 'outbox', reason: expect.stringContaining('not registered with Signal') })
    lift()
    await app.api('POST', `/tenants/${bot.tenant}/dead-letters/${letter!.id}/replay`)
    expect(await hear()).toEqual(['anybody there?'])
  })

  test('because the account was signed out marks the channel, until it is paired again', async () => {
    signal.signOut()
    signal.say(ann, '/echo still here')
    await until(async () => (await channel()).status === 'unauthorized', 'The mark')
    const pairing = fetch(`${app.url}/api/v1/channels/${bot.channel.id}/pair`, {
      method: 'POST',
      headers: { authorization: app.authorization },
    })
    await signal.scan()
    const steps = await (await pairing).text()
    expect(steps).toMatch(/sgnl:\/\/linkdevice/)
    expect(steps).toContain(signal.account)
    expect(await hear()).toEqual(['still here'])
    expect((await channel()).status).toBe('active')
  })
})

test('an account that the daemon does not have is told in a sentence', async () => {
  const other = await addBot(app, `other-${count}`, 'signal', { account: '+15550100999', url: signal.url })
  const state = () => app.api<{ status: string; statusReason?: string }>('GET', `/channels/${other.channel.id}`)
  await until(async () => (await state()).status === 'unauthorized', 'The mark')
  expect((await state()).statusReason).toContain('has no account +15550100999')
})
