import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Refused, Unauthorized } from '../../contracts/errors.ts'
import type { Part } from '../../contracts/message.ts'
import type { SlackEmulator } from '../../testing/emulators/slack.ts'
import { openWorkspace } from './fixtures/workspace.ts'
import type { Workspace } from './fixtures/workspace.ts'
import { slack } from './index.ts'

let workspace: Workspace
let emulator: SlackEmulator
const opened: Workspace[] = []

async function open(...options: Parameters<typeof openWorkspace>): Promise<void> {
  workspace = await openWorkspace(...options)
  ;({ emulator } = workspace)
  opened.push(workspace)
}
beforeEach(() => open())
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

const send: Workspace['send'] = (...rest) => workspace.send(...rest)
const hello: Part = { type: 'text', text: 'Hello' }

describe('tokens that end', () => {
  const rotation = { refreshToken: 'xoxe-1-first', clientId: '1.2', clientSecret: 'emulated-client-secret' }

  test('are renewed once, however many calls notice', async () => {
    await open(rotation, rotation)
    emulator.fault({ kind: 'refused', error: 'token_expired' })
    const sent = await Promise.all(Array.from({ length: 8 }, () => send(hello)))
    expect(sent.every(({ id }) => id !== '')).toBe(true)
    expect(emulator.record.of('oauth.v2.access')).toHaveLength(1)
    expect(workspace.changes).toMatchObject([
      { botToken: emulator.botToken, refreshToken: expect.stringContaining('renewed') },
    ])
    expect(Number(workspace.changes[0]!['tokenExpiresAt'])).toBeGreaterThan(Date.now())
  })

  test('are renewed before they end', async () => {
    await open(rotation, { ...rotation, tokenExpiresAt: Date.now() + 1000 })
    await send(hello)
    expect(emulator.record.calls.map(({ method }) => method)).toEqual(['oauth.v2.access', 'chat.postMessage'])
  })

  test('are the operator’s business when they cannot be renewed', async () => {
    await open(rotation, { ...rotation, refreshToken: 'xoxe-1-used' })
    emulator.fault({ kind: 'refused', error: 'token_expired' })
    await expect(send(hello)).rejects.toBeInstanceOf(Unauthorized)
    expect(workspace.reports.at(-1)).toContain('could not be renewed')
    expect(workspace.reports.join()).not.toContain('xoxe-1-used')
  })
})

describe('installing', () => {
  const app = { clientId: '1.2', clientSecret: 'emulated-client-secret' }

  test('sends the operator to Slack and comes back with a token', async () => {
    const values = { ...emulator.settings, ...app }
    const address = new URL(slack.install!.begin(values, { state: 'a state', returnTo: 'https://bots.example/return' }))
    expect(address.pathname).toBe('/oauth/v2/authorize')
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      client_id: '1.2',
      state: 'a state',
      redirect_uri: 'https://bots.example/return',
    })
    const change = await slack.install!.complete(values, {
      query: { code: 'emulated-code' },
      returnTo: 'https://bots.example/return',
    })
    expect(change).toEqual({ botToken: emulator.botToken })
  })

  test('that fails is refused with a reason', async () => {
    const values = { ...emulator.settings, ...app }
    const complete = (query: Record<string, string>) =>
      slack.install!.complete(values, { query, returnTo: 'https://bots.example/return' })
    await expect(complete({ error: 'access_denied' })).rejects.toThrow('access_denied')
    await expect(complete({ code: 'stale' })).rejects.toThrow('invalid_code')
    expect(() => slack.install!.begin(emulator.settings, { state: '', returnTo: '' })).toThrow(Refused)
  })

  test('by manifest asks for what the adapter reads', () => {
    const manifest = slack.manifest!({
      receive: 'https://bots.example/r',
      install: 'https://bots.example/i',
      name: 'Ada’s Teahouse and Bakery on the Corner',
    })
    expect(manifest).toMatchObject({
      display_information: { name: expect.stringMatching(/^.{1,35}$/u) },
      features: { bot_user: { display_name: expect.stringMatching(/^[a-z0-9._-]+$/) } },
      oauth_config: { redirect_urls: ['https://bots.example/i'] },
      settings: {
        event_subscriptions: { request_url: 'https://bots.example/r' },
        interactivity: { is_enabled: true },
      },
    })
  })
})
