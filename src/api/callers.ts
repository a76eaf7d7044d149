import type { IncomingMessage } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'
import type { ApiNeeds } from './needs.ts'

/** Fastify itself takes no number: so many proxies stand between us and the world, and each adds one address. */
export function trusted(
  proxies: ApiNeeds['trustProxy'],
): boolean | string[] | ((address: string, hop: number) => boolean) {
  return typeof proxies === 'number' ? (_address, hop) => hop < proxies : proxies
}

/** The address a request comes from behind the proxies that are trusted: the same as Fastify's own, for what is none of its requests. */
export function addressOf(proxies: ApiNeeds['trustProxy']): (request: IncomingMessage) => string {
  const said = trusted(proxies)
  const trust = typeof said === 'boolean' ? () => said : said
  return (request) => proxyAddr(request, trust)
}
