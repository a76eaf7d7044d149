import { afterEach, describe, expect, test } from '@jest/globals'
import { SignJWT } from 'jose'
import { webDefaults } from '../../config/defaults.ts'
import type { Part } from '../../contracts/message.ts'
import { fakeDoor } from './fixtures/door.ts'
import { type Client, type Sockets, acknowledged, next, startSockets } from './fixtures/site.ts'

const embedId = 'cb_abcdefghijkl'
const identitySecret = 'a secret of the website’s own server'
const text = (words: string): readonly Part[] => [{ type: 'text', text: words }]
const sites: Sockets[] = []

async function start(options = {}, id = embedId) {
  const door = fakeDoor({ embedId: id, settings: { identitySecret } })
  const site = await startSockets(door, options)
  sites.push(site)
  return { door, ...site }
}

const forget = (client: Client, ...payload: readonly unknown[]) =>
  acknowledged(client, 'conversation:forget', ...payload)

afterEach(async () => {
  for (const site of sites.splice(0)) await site.close()
})

describe('a visitor who wants to be forgotten', () => {
  test('is, in all of their tabs, and comes back as somebody new when it is done', async () => {
    const { door, visit, client } = await start()
    const one = await visit({ embedId })
    const two = await visit({ embedId, visitorToken: one.session.visitorToken })
    door.say(one.session.visitorId, text('Hello, Ada.'))
    const told = Promise.all([one, two].map((tab) => next(tab.client, 'conversation:forgotten')))
    const answer = await forget(one.client)
    const id = answer.ok ? answer.id : ''
    expect(id).toMatch(/^er_/)
    expect(await told).toEqual([{ erasureId: id }, { erasureId: id }])
    expect(door.messages(one.session.visitorId)).toEqual([])

    door.erasing.add(id)
    const refusal = await new Promise((resolve) => client({ embedId, forgotten: id }).once('connect_error', resolve))
    expect(refusal).toMatchObject({ data: { code: 'E_BUSY', retryAfterMs: webDefaults.forgetLookMs } })
    door.erasing.delete(id)
    const after = await visit({ embedId, forgotten: id })
    expect(after.session.visitorId).not.toBe(one.session.visitorId)
  })

  test('is when a website’s own server named them, too, and is who they were with nothing said', async () => {
    const { door, visit } = await start()
    const identity = await new SignJWT({ sub: 'customer-7', aud: embedId, exp: Math.floor(Date.now() / 1000) + 60 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(identitySecret))
    const { client, session } = await visit({ embedId, identity })
    door.say(session.visitorId, text('Hello, Ada.'))
    expect(await forget(client)).toMatchObject({ ok: true })
    expect((await visit({ embedId, identity })).session).toEqual({ ...session, lastSeq: 0 })
  })

  test('is forgotten after what they said before it', async () => {
    const { door, visit } = await start()
    const { client, send } = await visit({ embedId })
    door.before = () => new Promise((resolve) => setTimeout(resolve, 5))
    const order: string[] = []
    await Promise.all([
      send({ id: 'one', parts: text('one') }).then(() => order.push('said')),
      forget(client).then(() => order.push('forgotten')),
    ])
    expect(order).toEqual(['said', 'forgotten'])
  })
})

describe('whoever is forgotten', () => {
  test('is the visitor of the connection, whomever else it names', async () => {
    const { door, visit } = await start()
    const [ada, thief] = [await visit({ embedId }), await visit({ embedId })]
    const { conversation } = door.say(ada.session.visitorId, text('Hello, Ada.'))
    const { visitorId: visitor, visitorToken } = ada.session
    expect(await forget(thief.client, { visitor, visitorId: visitor, conversation, visitorToken })).toMatchObject({
      ok: true,
    })
    expect(door.messages(visitor)).toHaveLength(1)
  })

  test('is nobody else by a token that was forgotten with them, or is another chatbot’s', async () => {
    const [here, there] = [await start(), await start({}, 'cb_zyxwvutsrqpo')]
    const ada = await here.visit({ embedId })
    await forget(ada.client)
    const replayed = await here.visit({ embedId, visitorToken: ada.session.visitorToken })
    const grace = await here.visit({ embedId })
    here.door.say(grace.session.visitorId, text('Hello, Grace.'))
    expect(await forget(replayed.client)).toMatchObject({ ok: true })
    const stranger = await there.visit({ embedId: 'cb_zyxwvutsrqpo', visitorToken: grace.session.visitorToken })
    expect(await forget(stranger.client)).toMatchObject({ ok: true })
    expect(stranger.session.visitorId).not.toBe(grace.session.visitorId)
    expect(here.door.messages(grace.session.visitorId)).toHaveLength(1)
  })

  test('is let in at once who claims to wait for what nobody knows', async () => {
    const { visit } = await start()
    for (const forgotten of ['er_unknown', "' or 1=1 --", 'é'.repeat(50)])
      expect((await visit({ embedId, forgotten })).session.visitorToken).not.toBe('')
  })

  test('is so often, by themselves and by their address, and nothing is deleted beyond it', async () => {
    const { door, visit } = await start({ addressOf: () => '203.0.114.9' })
    const { client } = await visit({ embedId })
    const burst: number = webDefaults.forgetRate.burst
    for (let time = 0; time < burst; time++) expect(await forget(client)).toMatchObject({ ok: true })
    expect(await forget(client)).toMatchObject({ ok: false, error: { code: 'E_OVER_LIMIT' } })
    for (let visitor = burst; visitor < webDefaults.forgetsPerAddress.points; visitor++)
      expect(await forget((await visit({ embedId })).client)).toMatchObject({ ok: true })
    const late = await visit({ embedId })
    door.say(late.session.visitorId, text('Hello.'))
    expect(await forget(late.client)).toMatchObject({ ok: false, error: { code: 'E_OVER_LIMIT' } })
    expect(door.messages(late.session.visitorId)).toHaveLength(1)
  })
})
