import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import BetterSqlite3 from 'better-sqlite3'
import { startApp, type App } from '../../src/app.ts'
import { readConfig, type Role } from '../../src/config/env.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, apiOf, pause, until, type Api } from '../parts/app.ts'

// A gateway and a worker of one fleet, one after the other on one data folder: what the first took in, the second works on.

const key = 'an-administrator-of-tests-0123456789-abcdefghijkl'
let dataDir: string
let app: (App & Api) | undefined

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'colloquy-roles-'))
})
afterEach(() => stop())
afterAll(() => rm(dataDir, { recursive: true, force: true }))

async function start(role: Role): Promise<App & Api> {
  const environment = { DATA_DIR: dataDir, PORT: '0', ADMIN_API_KEY: key, ALLOW_PRIVATE_HOSTS: '127.0.0.1' }
  const begun = await startApp({
    config: { ...readConfig(environment), role },
    log: createLog('silent'),
    pluginFolders: [fileURLToPath(new URL('plugins', import.meta.url))],
  })
  app = { ...begun, ...apiOf(begun.url, key) }
  return app
}

async function stop(): Promise<void> {
  await app?.stop()
  app = undefined
}

const statusOf = async (path: string) => (await fetch(`${app?.url ?? ''}${path}`)).status

/** No process that works has an API: its database tells. */
function statusOfDocument(): unknown {
  const database = new BetterSqlite3(join(dataDir, 'tenants', 'split.db'), { readonly: true })
  try {
    return database.prepare('select status from knowledge_documents').pluck().get()
  } finally {
    database.close()
  }
}

test('a gateway keeps what comes and leaves the work; a worker does it, and answers nobody but who watches', async () => {
  const delivered: number[] = []
  const telegram = await createTelegramEmulator({ onDelivered: (_update, status) => void delivered.push(status) })
  try {
    const gateway = await start('gateway')
    const { chatbot } = await addTelegramBot(gateway, telegram, 'split')
    const base = await gateway.api<{ id: string }>('POST', '/knowledge-bases', { chatbotId: chatbot.id, name: 'All' })
    await gateway.api('POST', `/knowledge-bases/${base.id}/documents`, { title: 'Lamps', text: 'A lamp has a switch.' })
    telegram.say(1, '/echo hello')
    await until(() => delivered.length === 1, 'The webhook')
    await pause(500)
    expect(delivered).toEqual([200])
    expect(telegram.record.of('sendMessage')).toEqual([])
    expect(statusOfDocument()).toBe('queued')
    expect(await statusOf('/health/ready')).toBe(200)
    await stop()

    await start('worker')
    expect((await telegram.waitForReply(1, 1)).map(({ text }) => text)).toEqual(['hello'])
    await until(() => statusOfDocument() === 'ready', 'The document')
    const paths = [
      '/health/live',
      '/health/ready',
      '/metrics',
      '/api/v1/tenants',
      '/socket.io/?EIO=4&transport=polling',
    ]
    expect(await Promise.all(paths.map(statusOf))).toEqual([200, 200, 200, 404, 404])
  } finally {
    await telegram.close()
  }
}, 60_000)
