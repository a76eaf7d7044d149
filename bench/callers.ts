// Budget: knowing its caller, by API key or by access token, makes a request of the admin API cost at most 0.1 ms of CPU more than one that anybody may make.
import { connect } from 'node:net'
import type { Emulator } from './parts/emulator.ts'
import { median } from './parts/figures.ts'
import type { Finding } from './parts/finding.ts'
import { startGateway } from './parts/gateway.ts'
import type { Gateway } from './parts/gateway.ts'
import { reader } from './parts/http.ts'
import { startServer } from './parts/server.ts'
import type { Server } from './parts/server.ts'

const budgetMs = 0.1
/** Each may ask 3000 times in a minute: all rounds, and the one that warms up, stay below that. */
const askers = 4
const rounds = 3
const perCaller = 700
const bench = 'callers'
const code = 'callers'
const password = 'a long enough password of a bench'

/** Who asks what of which server. */
interface Asking {
  readonly server: Server
  readonly path: string
  /** One connection for each; an empty one asks without. */
  readonly credentials: readonly string[]
}

/**
 * The same answer from the gateway for callers by key and by token, and from nothing but Fastify; and the gateway's own
 * answer for everybody, so that what knowing the caller costs is told from what the gateway's other habits cost. Rounds
 * of all four take turns. CPU of the server alone: time on a busy machine says nothing.
 */
export async function callers(_: Emulator): Promise<readonly Finding[]> {
  const gateway = await startGateway()
  await gateway.api('POST', '/tenants', { code, name: 'Callers' })
  const keys = await Promise.all(Array.from({ length: askers }, (_one, index) => keyed(gateway, index)))
  const tokens = await Promise.all(Array.from({ length: askers }, (_one, index) => signedIn(gateway, index)))
  const bare = await startServer('bench/bare-server.ts', { args: () => [] })
  const path = '/api/v1/auth/validate'
  const nobody = Array.from({ length: askers }, () => '')
  const askings = {
    bare: { server: bare, path, credentials: nobody },
    open: { server: gateway, path: '/health/live', credentials: nobody },
    key: { server: gateway, path, credentials: keys },
    token: { server: gateway, path, credentials: tokens },
  } as const satisfies Record<string, Asking>
  try {
    const cost = { bare: [], open: [], key: [], token: [] } as Record<keyof typeof askings, number[]> // filled below
    for (let round = 0; round <= rounds; round++) {
      for (const name of ['bare', 'open', 'key', 'token'] as const) {
        const cpuMs = await cpuOf(askings[name])
        if (round > 0) cost[name].push(cpuMs)
      }
    }
    const [plain, open] = [median(cost.bare), median(cost.open)]
    return [
      { bench, what: 'CPU of a request to bare Fastify', measured: us(plain) },
      { bench, what: 'CPU of a request for everybody', measured: `${us(open)}, ${times(open, plain)} bare` },
      ...(['key', 'token'] as const).map((name) => {
        const ms = median(cost[name])
        return {
          bench,
          what: `CPU of a request by ${name === 'key' ? 'API key' : 'access token'}; what it costs more than one for everybody`,
          measured: `${us(ms)}, ${times(ms, plain)} bare; ${us(ms - open)}`,
          budget: '≤ 100 µs more',
          kept: ms - open <= budgetMs,
        }
      }),
    ]
  } finally {
    await Promise.all([gateway.stop(), bare.stop()])
  }
}

const us = (ms: number) => `${Math.round(ms * 1000)} µs`
const times = (ms: number, of: number) => `${(ms / of).toFixed(1)} times`

async function keyed(gateway: Gateway, index: number): Promise<string> {
  const { key } = await gateway.api<{ key: string }>('POST', '/auth/api-keys', { name: `${index}`, tenantCode: code })
  return key
}

async function signedIn(gateway: Gateway, index: number): Promise<string> {
  const email = `caller${index}@callers.example`
  const { token } = await gateway.api<{ token: string }>('POST', `/tenants/${code}/invitations`, {
    email,
    role: 'viewer',
  })
  await gateway.api('POST', '/auth/invitations/accept', { token, name: 'Caller', password })
  const { accessToken } = await gateway.api<{ accessToken: string }>('POST', '/auth/login', { email, password })
  return accessToken
}

/** Milliseconds of the server for each request of one round. Throws when one is not answered with 200. */
async function cpuOf({ server, path, credentials }: Asking): Promise<number> {
  const before = server.cpuMs()
  await Promise.all(credentials.map((credential) => ask(Number(new URL(server.url).port), path, credential)))
  return (server.cpuMs() - before) / (credentials.length * perCaller)
}

function ask(port: number, path: string, credential: string): Promise<void> {
  const authorization = credential === '' ? '' : `authorization: Bearer ${credential}\r\n`
  const request = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${authorization}\r\n`
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    let left = perCaller
    socket.once('error', reject)
    socket.on(
      'data',
      reader(({ head }) => {
        if (!head.startsWith('HTTP/1.1 200')) socket.destroy(new Error(`${path}: ${head.split('\r\n', 1)[0] ?? ''}`))
        else if ((left -= 1) > 0) socket.write(request)
        else socket.end(resolve)
      }),
    )
  })
}
