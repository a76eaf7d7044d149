import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createSlackEmulator } from '../../src/testing/emulators/slack.ts'
import type { SlackEmulator, SlackReply } from '../../src/testing/emulators/slack.ts'
import { addBot, openApp, pause, until } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'

let app: RunningApp
let slack: SlackEmulator
let bot: Bot
let count = 0

beforeAll(async () => {
  app = await openApp('test/journeys/slack-plugins')
})
afterAll(() => app.close())
beforeEach(async () => {
  slack = await createSlackEmulator({ botToken: `xoxb-${++count}` })
  bot = await addBot(app, `slack-${count}`, 'slack', slack.settings)
  slack.deliverTo(new URL(new URL(bot.channel.webhookUrl).pathname, app.url).href)
})
afterEach(() => slack.close())

const textsOf = (replies: readonly SlackReply[]) => replies.map(({ text }) => text)
const hear = async (channel: string, replies = 1) => textsOf(await slack.waitForReply(channel, replies, 10_000))
const statusOf = async () => (await app.api<{ status: string }>('GET', `/channels/${bot.channel.id}`)).status
/** Long enough for an answer that must not come. */
const quiet = () => pause(1200)

describe('what a person writes', () => {
  test('is answered, escaped, and acknowledged with nothing', async () => {
    slack.say('D1', 'is 1 < 2 & 3?')
    expect(await hear('D1')).toEqual(['You said: is 1 &lt; 2 &amp; 3?'])
  })

  test('and Slack delivers eleven times under as many ids is answered once', async () => {
    const event = slack.event({
      type: 'message',
      channel: 'D1',
      channel_type: 'im',
      user: 'U0PERSON',
      ts: '1790000000.000100',
      text: 'hello',
    })
    for (let copy = 2; copy <= 11; copy += 1) slack.event(event['event'] as Record<string, unknown>)
    await hear('D1')
    await slack.idle()
    await quiet()
    expect(await hear('D1')).toEqual(['You said: hello'])
  })

  test('to the bot in a channel is answered once, though Slack tells of it twice; other talk is not', async () => {
    slack.say('C1', 'lunch, anyone?', { user: 'U0OTHER' })
    slack.say('C1', 'hello', { mention: true })
    slack.event({
      type: 'message',
      subtype: 'bot_message',
      channel: 'C1',
      channel_type: 'channel',
      bot_id: 'B0OTHER',
      ts: '1790000000.000200',
      text: `<@${slack.bot.user}> I am a bot`,
    })
    await slack.idle()
    await hear('C1')
    await quiet()
    expect(await hear('C1')).toEqual(['You said: hello'])
  })

  test('in a thread is answered there', async () => {
    const root = slack.say('C1', 'one', { mention: true })
    await hear('C1')
    slack.say('C1', 'two', { mention: true, thread: root })
    const [first, second] = await slack.waitForReply('C1', 2, 10_000)
    expect([first?.thread, second?.thread]).toEqual([undefined, root])
  })

  test('with a picture is seen with it', async () => {
    const id = slack.addFile('lamp.png', 'image/png', Buffer.from('89504e470d0a1a0a', 'hex'))
    slack.say('D1', 'look', { files: [id] })
    expect((await hear('D1'))[0]).toContain('A picture')
  })

  test('is kept while it is changed', async () => {
    const ts = slack.say('D1', 'helo')
    await hear('D1')
    const message = { type: 'message', user: 'U0PERSON', ts, text: 'hello' }
    slack.event({
      type: 'message',
      subtype: 'message_changed',
      channel: 'D1',
      channel_type: 'im',
      ts: '1790000001.000100',
      message,
      previous_message: { ...message, text: 'helo' },
    })
    expect((await hear('D1', 2)).at(-1)).toBe('Edited: hello')
    slack.event({
      type: 'reaction_added',
      user: 'U0PERSON',
      reaction: 'tada',
      item: { type: 'message', channel: 'D1', ts },
    })
    expect((await hear('D1', 3)).at(-1)).toBe('Reaction: tada')
  })

  test('comes in order, however many', async () => {
    for (let index = 0; index < 3; index += 1) {
      slack.command('D1', '/echo', `${index}`)
    }
    expect(await hear('D1', 3)).toEqual(['0', '1', '2'])
  })
})

describe('what a bot shows', () => {
  test('buttons are pressed', async () => {
    slack.say('D1', 'offer')
    const [offer] = await slack.waitForReply('D1', 1, 10_000)
    expect(offer?.buttons).toEqual(['Small', 'Large'])
    slack.press('D1', 'Large')
    expect((await hear('D1', 2)).at(-1)).toBe('Pressed: l')
  })

  test('a slash command in a channel is answered to whoever gave it', async () => {
    slack.command('C1', '/echo', 'just for me')
    await slack.waitForCall('response_url', 1, 10_000)
    expect(slack.responses).toMatchObject([{ response_type: 'ephemeral', text: 'just for me' }])
    expect(slack.record.of('chat.postMessage')).toEqual([])
  })

  test('a picture is a block', async () => {
    slack.say('D1', 'picture')
    const [picture] = await slack.waitForReply('D1', 1, 10_000)
    expect(picture?.payload['blocks']).toMatchObject([
      { type: 'image', image_url: 'https://example.org/lamp.png', alt_text: 'Lamp' },
    ])
  })

  test('a talk with the assistant begins with a word, and shows the reply while it is written', async () => {
    slack.event({
      type: 'assistant_thread_started',
      assistant_thread: { user_id: 'U0PERSON', channel_id: 'D1', thread_ts: '1790000000.000300' },
    })
    const [welcome] = await slack.waitForReply('D1', 1, 10_000)
    expect(welcome).toMatchObject({ text: 'Welcome.', thread: '1790000000.000300' })
    slack.say('D1', 'write', { thread: '1790000000.000300' })
    await slack.waitForCall('chat.update', 1, 10_000)
    expect([...slack.messages.values()].map(({ text }) => text)).toEqual(['Welcome.', 'Once upon a time.'])
    expect(slack.record.of('chat.startStream')).toHaveLength(1)
  })
})

describe('a platform that does not take what is sent', () => {
  test('for now is asked again when it said, and nothing is lost or turned around', async () => {
    slack.fault({ kind: 'tooMany', retryAfter: 1 })
    for (const text of ['one', 'two', 'three']) slack.command('D1', '/echo', text)
    expect(await hear('D1', 3)).toEqual(['one', 'two', 'three'])
    const [refused, taken] = slack.record.of('chat.postMessage')
    expect(taken!.at - refused!.at).toBeGreaterThanOrEqual(1000)
  })

  test('because it is down is asked again', async () => {
    slack.fault({ kind: 'unavailable', status: 503, times: 2 })
    slack.fault({ kind: 'reset' })
    for (const text of ['one', 'two']) slack.command('D1', '/echo', text)
    expect(await hear('D1', 2)).toEqual(['one', 'two'])
  })

  test('because the token was revoked marks the channel, and goes on with a new one', async () => {
    const lift = slack.fault({ kind: 'revoked', times: Infinity })
    slack.command('D1', '/echo', 'one')
    await until(async () => (await statusOf()) === 'unauthorized', 'The status')
    lift()
    await app.api('PUT', `/channels/${bot.channel.id}`, { status: 'active', settings: slack.settings })
    expect(await hear('D1')).toEqual(['one'])
  })

  test('because the app was removed is known before anything is sent', async () => {
    slack.event({ type: 'tokens_revoked', tokens: { bot: [slack.bot.user] } })
    await until(async () => (await statusOf()) === 'unauthorized', 'The status')
    expect(slack.record.calls).toEqual([])
  })
})

describe('what Slack sends', () => {
  const post = (signed: { readonly headers: Readonly<Record<string, string>>; readonly body: string }) =>
    fetch(new URL(new URL(bot.channel.webhookUrl).pathname, app.url), { method: 'POST', ...signed })

  test('is answered 200 with an empty body, a challenge with itself, a stranger with 401', async () => {
    const payload = { type: 'url_verification', challenge: 'this is it' }
    const challenge = await post(slack.request({ kind: 'events_api', payload }))
    expect([challenge.status, await challenge.text()]).toEqual([200, 'this is it'])
    const interaction = await post(
      slack.request({ kind: 'interactive', payload: { type: 'view_submission', trigger_id: '1' } }),
    )
    expect([interaction.status, await interaction.text()]).toEqual([200, ''])
    const old = await post(slack.request({ kind: 'events_api', payload }, Math.floor(Date.now() / 1000) - 400))
    expect(old.status).toBe(401)
    const { headers, body } = slack.request({ kind: 'events_api', payload })
    expect((await post({ headers, body: body.replace('it"', 'at"') })).status).toBe(401)
  })

  test('after a downtime, as a retry, is taken', async () => {
    const payload = slack.event({ type: 'app_home_opened', user: 'U0PERSON' })
    const event = {
      type: 'message',
      channel: 'D1',
      channel_type: 'im',
      user: 'U0PERSON',
      ts: '1790000000.000400',
      text: 'late',
    }
    const { headers, body } = slack.request({ kind: 'events_api', payload: { ...payload, event_id: 'EvLate', event } })
    const answer = await post({
      headers: { ...headers, 'x-slack-retry-num': '3', 'x-slack-retry-reason': 'connection_failed' },
      body,
    })
    expect(answer.status).toBe(200)
    expect(await hear('D1')).toEqual(['You said: late'])
  })
})

test('by Socket Mode a channel is listened to, through a connection that moves and one that breaks', async () => {
  slack.deliverTo(undefined)
  await app.api('PUT', `/channels/${bot.channel.id}`, { settings: { ...slack.settings, appToken: slack.appToken } })
  await until(() => slack.delivery.sockets === 1, 'The socket')
  slack.say('D1', 'one')
  expect(await hear('D1')).toEqual(['You said: one'])
  slack.delivery.refresh()
  await slack.waitForCall('apps.connections.open', 2, 10_000)
  slack.delivery.cut()
  slack.say('D1', 'two')
  expect(await hear('D1', 2)).toEqual(['You said: one', 'You said: two'])
})
