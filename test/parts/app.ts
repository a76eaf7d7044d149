import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/env.ts'
import { createLog } from '../../src/telemetry/log.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { engineOf } from './engine.ts'

/** The whole gateway in this process, on a data folder and a port of its own. */
export interface RunningApp extends Api {
  readonly url: string
  readonly dataDir: string
  /** Ends it and removes its data. */
  close(): Promise<void>
}

/** The public API, with the administrator's key. */
export interface Api {
  readonly authorization: string
  /** Throws with status and body when it answers no. */
  api<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer>
  /** Whatever it answers. */
  ask(method: string, path: string, body?: unknown): Promise<Response>
}

const administrator = 'an-administrator-of-tests-0123456789-abcdefghijkl'

export async function openApp(
  plugins = 'test/journeys/plugins',
  environment: Readonly<Record<string, string>> = {},
  log?: (line: string) => void,
): Promise<RunningApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'colloquy-test-'))
  const config = readConfig({
    DATA_DIR: dataDir,
    PORT: '0',
    ADMIN_API_KEY: administrator,
    ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    ...engineOf(dataDir),
    ...environment,
  })
  const app = await startApp({
    config,
    log: createLog(config.logLevel, log && { write: log }),
    pluginFolders: [fileURLToPath(new URL(`../../${plugins}`, import.meta.url))],
  })
  return {
    url: app.url,
    dataDir,
    ...apiOf(app.url, administrator),
    async close() {
      await app.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A gateway that does not answer fails the test with the request's name, not with the test's time. */
const answerMs = 30_000

export function apiOf(url: string, key: string): Api {
  const authorization = `Bearer ${key}`
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerMs),
    })
  return {
    authorization,
    ask,
    async api<Answer>(method: string, path: string, body?: unknown) {
      const response = await ask(method, path, body)
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
      return (text === '' ? undefined : JSON.parse(text)) as Answer
    },
  }
}

/** A tenant with a chatbot on a platform. */
export interface Bot {
  readonly tenant: string
  readonly chatbot: { readonly id: string; readonly embedId: string }
  readonly channel: {
    readonly id: string
    readonly token: string
    readonly webhookUrl: string
    readonly status: string
  }
}

export async function addBot(
  { api }: Api,
  tenant: string,
  platform: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<Bot> {
  await api('POST', '/tenants', { code: tenant, name: tenant })
  const chatbot = await api<Bot['chatbot']>('POST', `/tenants/${tenant}/chatbots`, { name: 'Ada' })
  const channel = await api<Bot['channel']>('POST', `/tenants/${tenant}/channels`, {
    platform,
    chatbotId: chatbot.id,
    name: 'Test',
    settings,
  })
  return { tenant, chatbot, channel }
}

/** A Telegram bot on an emulator: told where to call, or polling. */
export async function addTelegramBot(
  api: Api,
  emulator: Pick<TelegramEmulator, 'url' | 'token'>,
  tenant: string,
  way: 'webhook' | 'polling' = 'webhook',
): Promise<Bot> {
  const bot = await addBot(api, tenant, 'telegram', { token: emulator.token, apiRoot: emulator.url })
  if (way === 'webhook') await api.api('POST', `/channels/${bot.channel.id}/webhook`, {})
  return bot
}

/** Waits for something to become true, long enough for a loaded machine. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what = 'It',
  withinMs = 10_000,
): Promise<void> {
  for (const end = performance.now() + withinMs; !(await condition());) {
    if (performance.now() > end) throw new Error(`${what} did not come about within ${withinMs} ms.`)
    await pause(20)
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
