import { pluginHttpDefaults } from '../config/defaults.ts'
import type { Network } from '../contracts/channel.ts'
import type { Guard, GuardOptions } from './guard.ts'
import type { GuardedFetch } from './guarded-fetch.ts'
import type { HttpCall, HttpClient } from './grants.ts'
import type { ClosableHttpClient, HttpClientOptions } from './http.ts'
import type { RemoteMedia, RemoteMediaOptions } from './remote-media.ts'

/** The HTTP client, loaded with its first call: it takes more memory than all of the handlers, and many bots call nobody. */
export function lazyHttpClient(options: HttpClientOptions): ClosableHttpClient {
  let client: Promise<ClosableHttpClient> | undefined
  const load = async () => (await import('./http.ts')).createHttpClient(options)
  return {
    async json(call: HttpCall) {
      client ??= load()
      return (await client).json(call)
    },
    async close() {
      await (await client)?.close()
    },
  }
}

/** The same for files at URLs: what fetches them is loaded with the first. */
export function lazyRemoteMedia(options: RemoteMediaOptions): RemoteMedia {
  let media: Promise<RemoteMedia> | undefined
  const load = async () => (await import('./remote-media.ts')).createRemoteMedia(options)
  return {
    async fetch(url, signal) {
      media ??= load()
      return (await media).fetch(url, signal)
    },
    async page(url, freshness, signal) {
      media ??= load()
      return (await media).page(url, freshness, signal)
    },
    async close() {
      await (await media)?.close()
    },
  }
}

/** One tenant's own patience with the sides it calls: what others have made of them says nothing here. */
export function lazyPatience(client: HttpClient): HttpClient {
  let patient: Promise<HttpClient> | undefined
  const load = async () => (await import('./patience.ts')).patientClient(client)
  return {
    async json(call) {
      patient ??= load()
      return (await patient).json(call)
    },
  }
}

/** The same for what streams. */
export function lazyGuardedFetch(options: Pick<HttpClientOptions, 'allow' | 'resolve'>): GuardedFetch {
  let guarded: Promise<GuardedFetch> | undefined
  const load = async () => (await import('./guarded-fetch.ts')).createGuardedFetch(options)
  return {
    async fetch(input, init) {
      guarded ??= load()
      return (await guarded).fetch(input, init)
    },
    async openSocket(url, headers) {
      guarded ??= load()
      return (await guarded).openSocket(url, headers)
    },
    async close() {
      await (await guarded)?.close()
    },
  }
}

/** The same for connections that adapters open themselves. */
export function lazyNetwork(options: Pick<GuardOptions, 'allow' | 'resolve'>): Network {
  let guard: Promise<Guard> | undefined
  const load = async () =>
    (await import('./guard.ts')).createGuard({ ...options, connectMs: pluginHttpDefaults.connectMs })
  return {
    async check(url) {
      guard ??= load()
      ;(await guard).checkUrl(new URL(url))
    },
    lookup(host, given, found) {
      guard ??= load()
      guard.then(
        ({ lookup }) => lookup(host, given, found),
        (error: unknown) => found(error as Error, ''), // what loading a module throws
      )
    },
  }
}
