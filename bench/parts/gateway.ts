import { randomBytes } from 'node:crypto'
import type { Emulator } from './emulator.ts'
import type { Target } from './load.ts'
import { startServer } from './server.ts'
import type { Server, ServerOptions } from './server.ts'

/** The gateway under measurement, reached by its public API alone. */
export interface Gateway extends Server {
  api<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer>
}

export const newAdminKey = (): string => `bench-${randomBytes(24).toString('hex')}`

export async function startGateway(options: ServerOptions = {}): Promise<Gateway> {
  const key = options.env?.['ADMIN_API_KEY'] ?? newAdminKey()
  const server = await startServer('bench/server.ts', {
    ...options,
    env: { ADMIN_API_KEY: key, ALLOW_PRIVATE_HOSTS: '127.0.0.1', ...options.env },
  })
  return {
    ...server,
    async api<Answer>(method: string, path: string, body?: unknown) {
      const response = await fetch(`${server.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as Answer
    },
  }
}

/** A tenant with a bot on the emulated Telegram, which has been told where to call. */
export async function addTenant(gateway: Gateway, emulator: Emulator, code: string): Promise<Target> {
  await gateway.api('POST', '/tenants', { code, name: code })
  const chatbot = await gateway.api<{ id: string }>('POST', `/tenants/${code}/chatbots`, { name: 'Bench' })
  const botToken = `bench:${code}`
  const channel = await gateway.api<{ id: string; webhookUrl: string }>('POST', `/tenants/${code}/channels`, {
    platform: 'telegram',
    chatbotId: chatbot.id,
    name: 'Bench',
    settings: { token: botToken, apiRoot: emulator.url },
  })
  await gateway.api('POST', `/channels/${channel.id}/webhook`, {})
  const url = new URL(channel.webhookUrl)
  return { port: Number(url.port), path: url.pathname, secret: emulator.secretOf(botToken) }
}

export async function addTenants(gateway: Gateway, emulator: Emulator, count: number): Promise<readonly Target[]> {
  const targets: Target[] = []
  for (let index = 0; index < count; index++) targets.push(await addTenant(gateway, emulator, `tenant${index}`))
  return targets
}
