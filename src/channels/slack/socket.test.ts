import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Busy, Unauthorized } from '../../contracts/errors.ts'
import type { SlackEmulator } from '../../testing/emulators/slack.ts'
import type { SlackClient } from './connect.ts'
import { settings } from './fixtures/read.ts'
import { openWorkspace } from './fixtures/workspace.ts'
import type { Workspace } from './fixtures/workspace.ts'
import { slack } from './index.ts'
import type { Native } from './native.ts'

let workspace: Workspace
let emulator: SlackEmulator
let client: SlackClient
const opened: Workspace[] = []

async function open(...options: Parameters<typeof openWorkspace>): Promise<void> {
  workspace = await openWorkspace(...options)
  ;({ emulator, client } = workspace)
  opened.push(workspace)
}
beforeEach(() => open({}, { appToken: 'xapp-1-emulated' }))
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

describe('Socket Mode', () => {
  function listening(): { readonly stop: AbortController; readonly batches: AsyncIterator<readonly Native[]> } {
    const stop = new AbortController()
    return { stop, batches: slack.listen!(client, stop.signal)[Symbol.asyncIterator]() }
  }
  const textIn = (batch: IteratorResult<readonly Native[]>) =>
    (batch.value as readonly Native[])
      .map((native) => slack.parse(native))
      .flatMap((event) => (event?.kind === 'message' ? event.parts : []))

  test('is for who has an app-level token', () => {
    expect(slack.listens!({ ...settings })).toBe(false)
    expect(slack.listens!({ ...settings, appToken: 'xapp-1' })).toBe(true)
  })

  test('an envelope is acknowledged when its batch is durable, and not before', async () => {
    const { stop, batches } = listening()
    emulator.say('D1', 'one')
    expect(textIn(await batches.next())).toMatchObject([{ text: 'one' }])
    let taken = false
    void emulator.idle().then(() => (taken = true))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(taken).toBe(false)
    const next = batches.next()
    await emulator.idle()
    emulator.command('D1', '/help', 'me')
    expect(slack.parse((await next).value![0])).toMatchObject({ kind: 'command', name: 'help', text: 'me' })
    stop.abort()
    await batches.return!()
  })

  test('what was not acknowledged comes again, and a broken socket is the supervisor’s', async () => {
    const first = listening()
    emulator.say('D1', 'one')
    const before = slack.parse((await first.batches.next()).value![0])
    emulator.delivery.cut()
    await expect(first.batches.next()).rejects.toBeInstanceOf(Busy)
    const second = listening()
    const again = slack.parse((await second.batches.next()).value![0])
    expect(again?.keys).toEqual(before?.keys)
    second.stop.abort()
    await second.batches.return!()
  })

  test('a connection that Slack moves is opened anew at once', async () => {
    const { stop, batches } = listening()
    emulator.say('D1', 'one')
    await batches.next()
    const next = batches.next()
    emulator.delivery.refresh('refresh_requested')
    await emulator.waitForCall('apps.connections.open', 2)
    emulator.say('D1', 'two')
    expect(textIn(await next)).toMatchObject([{ text: 'two' }])
    stop.abort()
    await batches.return!()
  })

  test('that was switched off, or refuses the token, is the operator’s business', async () => {
    const { batches } = listening()
    emulator.say('D1', 'one')
    await batches.next()
    const next = batches.next()
    emulator.delivery.refresh('link_disabled')
    await expect(next).rejects.toBeInstanceOf(Unauthorized)
    await open({}, { appToken: 'xapp-wrong' })
    await expect(listening().batches.next()).rejects.toBeInstanceOf(Unauthorized)
  })
})
