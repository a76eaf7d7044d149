import type { LookupAddress } from 'node:dns'
import { lookup as ask } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { LookupFunction, Socket } from 'node:net'
import ipaddr from 'ipaddr.js'
import { buildConnector } from 'undici'
import { Refused } from '../contracts/errors.ts'

/**
 * Keeps what tenants and plugins may call outside of our own network. The address is checked where the connection is
 * made, after the name was resolved: a name that resolves to another address the next time (DNS rebinding), a redirect
 * and an odd spelling of an address all end here.
 */
export interface Guard {
  /** For URLs before anything is resolved. Throws Refused. */
  checkUrl(url: URL): void
  /** For Node's sockets: the addresses of a name that are allowed. */
  readonly lookup: LookupFunction
  /** For undici: connects to nothing that is not allowed. */
  readonly connect: buildConnector.connector
}

/** Public addresses by their look that answer only inside of a cloud: Azure's wire server. */
const insideOnly = new Set(['168.63.129.16'])

const ipv6Unicast = ipaddr.parseCIDR('2000::/3')

export interface GuardOptions {
  /** Hosts (exactly) and CIDRs that may be reached though they are private. */
  readonly allow?: readonly string[]
  readonly connectMs: number
  /** Asks the domain name system for all addresses of a name. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>
}

/** Throws for an `allow` with a malformed CIDR. */
export function createGuard({ allow = [], connectMs, resolve = allAddresses }: GuardOptions): Guard {
  const hosts = new Set<string>()
  const ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] = []
  for (const entry of allow) {
    if (entry.includes('/')) ranges.push(ipaddr.parseCIDR(entry))
    else if (isIP(entry) !== 0) ranges.push([ipaddr.process(entry), isIP(entry) === 4 ? 32 : 128])
    else hosts.add(entry.toLowerCase())
  }

  const isAllowed = (address: string): boolean => {
    if (!ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    return ranges.some((range) => range[0].kind() === parsed.kind() && parsed.match(range)) || isPublic(parsed)
  }
  const refuse = (host: string): Refused =>
    new Refused(`"${host}" is not a public address, and not in ALLOW_PRIVATE_HOSTS.`)

  const lookup: LookupFunction = (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const allowed = addresses.filter(({ address }) => hosts.has(host) || isAllowed(address))
        const [first] = allowed
        if (first === undefined) callback(refuse(host), '')
        else if (options.all === true) callback(null, [...allowed])
        else callback(null, first.address, first.family)
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, ''), // what the resolver throws
    )
  }
  const connector = buildConnector({ timeout: connectMs, lookup })
  return {
    lookup,
    checkUrl(url) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:')
        throw new Refused(`Only http and https can be called, not ${url.protocol}//.`)
      if (url.username !== '' || url.password !== '')
        throw new Refused('A URL with a user name or password in it is not called: put them into a header.')
      const literal = addressIn(url.hostname)
      if (literal !== undefined && !isAllowed(literal)) throw refuse(url.hostname)
    },
    connect(options, callback) {
      const literal = addressIn(options.hostname)
      if (literal !== undefined && !isAllowed(literal)) {
        callback(refuse(options.hostname), null)
        return
      }
      connector(options, (...[error, socket]) => {
        if (error !== null) callback(error, null)
        else if (hosts.has(options.hostname) || isAllowed(socket.remoteAddress ?? '')) callback(null, socket)
        else callback(dropped(socket, refuse(options.hostname)), null)
      })
    },
  }
}

const allAddresses = (host: string): Promise<readonly LookupAddress[]> => ask(host, { all: true })

function dropped(socket: Socket, reason: Refused): Refused {
  socket.destroy()
  return reason
}

/** The address a host name spells out; URLs have every odd spelling in its plain form already. */
function addressIn(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? undefined : bare
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false
  if (address instanceof ipaddr.IPv6) return address.match(ipv6Unicast)
  return !insideOnly.has(address.toString())
}
