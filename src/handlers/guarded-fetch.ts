import { Agent, WebSocket as GuardedSocket, fetch as guarded } from 'undici'
import { pluginHttpDefaults } from '../config/defaults.ts'
import type { OpenSocket } from '../contracts/voice.ts'
import { createGuard } from './guard.ts'
import type { GuardOptions } from './guard.ts'

/** `fetch` for URLs that tenants name: what streams, and what libraries fetch by themselves. */
export interface GuardedFetch {
  /** Reaches public addresses only, and follows no redirect: keys in headers go to no other place. Fails as fetch does. */
  readonly fetch: typeof globalThis.fetch
  /** The same for connections to `ws` and `wss` URLs. */
  readonly openSocket: OpenSocket
  close(): Promise<void>
}

export function createGuardedFetch(where: Pick<GuardOptions, 'allow' | 'resolve'> = {}): GuardedFetch {
  const guard = createGuard({ ...where, connectMs: pluginHttpDefaults.connectMs })
  const agent = new Agent({ connect: guard.connect, connections: pluginHttpDefaults.connectionsPerHost })
  const fetch = async (input: string | URL | Request, init: RequestInit = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    guard.checkUrl(url)
    const options = { ...init, redirect: 'error', dispatcher: agent }
    // Node's own fetch is this one, of another version: they differ in their types alone.
    return (await guarded(url, options as Parameters<typeof guarded>[1])) as unknown as Response
  }
  const openSocket: OpenSocket = async (url, headers) => {
    guard.checkUrl(new URL(url.replace(/^ws/, 'http')))
    return new GuardedSocket(url, { dispatcher: agent, headers: { ...headers } })
  }
  return { fetch, openSocket, close: () => agent.destroy() }
}
