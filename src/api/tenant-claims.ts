import { isIP } from 'node:net'
import type { Grants } from '../contracts/accounts.ts'
import { Invalid } from '../contracts/errors.ts'
import { tenantKeyOfEmbed } from '../contracts/id.ts'
import type { TenantCode } from '../contracts/id.ts'
import type { Tenant } from '../contracts/tenant.ts'

/** What a request says of its tenant beside its path: a name of it, and where that stands. From a stranger. */
export interface Claim {
  /** As an error names it. */
  readonly source: 'Host' | 'X-Tenant-Id' | 'X-Tenant-Slug' | 'X-Embed-Id'
  readonly by: 'code' | 'key'
  /** Undefined for what names no tenant at all: it agrees with none. */
  readonly name: string | undefined
}

interface Said {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** What the request was sent to, without a port. */
  readonly hostname: string
}

/** In the order in which they are looked at. Pure. */
export function claimsOf({ headers, hostname }: Said, publicHost: string): readonly Claim[] {
  const header = (source: Claim['source'], by: Claim['by'], nameIn = (text: string): string | undefined => text) => {
    const said = headers[source.toLowerCase()]
    if (said === undefined) return []
    return [{ source, by, name: typeof said === 'string' ? nameIn(said) : undefined }]
  }
  const label = subdomain(hostname, publicHost)
  return [
    ...(label === undefined ? [] : [{ source: 'Host', by: 'code', name: label } as const]),
    ...header('X-Tenant-Id', 'key'),
    ...header('X-Tenant-Slug', 'code'),
    ...header('X-Embed-Id', 'key', tenantKeyOfEmbed),
  ]
}

/** What stands before the gateway's own name. */
function subdomain(hostname: string, publicHost: string): string | undefined {
  const [host, own] = [hostname.toLowerCase(), publicHost.toLowerCase()]
  if (own === '' || isIP(own) !== 0 || !host.endsWith(`.${own}`)) return undefined
  return host.slice(0, -own.length - 1)
}

/** The tenant that a key or a token is of, when it can be of no other. */
export function impliedBy(grants: Grants): TenantCode | undefined {
  if (grants.scope === 'platform' || grants.tenants.size !== 1) return undefined
  return grants.tenants.keys().next().value
}

/** Throws Invalid for the first that names another tenant, whether or not there is one of that name. */
export function agree(claims: readonly Claim[], { code, key }: Pick<Tenant, 'code' | 'key'>, than: string): void {
  for (const { source, by, name } of claims)
    if (name !== (by === 'code' ? code : key)) throw new Invalid(`${source} names another tenant than ${than}.`, source)
}
