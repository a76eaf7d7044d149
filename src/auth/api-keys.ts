import { authDefaults } from '../config/defaults.ts'
import type { AccountStore, ApiKey, Caller, Permission } from '../contracts/accounts.ts'
import { Invalid, OverLimit } from '../contracts/errors.ts'
import type { TenantKey } from '../contracts/id.ts'
import type { GrantsOf } from './grants.ts'
import { hashOf, newSecret } from './secrets.ts'

export interface NewApiKey {
  readonly name: string
  /** undefined: of the platform. */
  readonly tenant: TenantKey | undefined
  readonly scopes: readonly Permission[] | 'all'
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined
  readonly createdBy: string | undefined
}

export interface ApiKeys {
  /** The caller behind a key; undefined for one that is unknown or over. */
  recognize(key: string): Promise<Caller | undefined>
  /** `key` is shown this once. Throws Invalid and OverLimit. */
  create(key: NewApiKey): Promise<{ readonly apiKey: ApiKey; readonly key: string }>
}

/** Longer than any key we make or take. */
const longestKey = 512
const prefixLength = 12

export function createApiKeys(
  store: AccountStore,
  grantsOf: GrantsOf,
  newId: (prefix: string) => string,
  clock: () => number,
): ApiKeys {
  const iso = (ms: number) => new Date(ms).toISOString()

  /** A note for its owner: nobody waits for it, and it may be lost. */
  function note({ id, lastUsedAt }: ApiKey): void {
    const now = clock()
    if (lastUsedAt !== undefined && now - Date.parse(lastUsedAt) < authDefaults.lastUsedMs) return
    store.usedApiKey(id, iso(now)).catch(() => undefined)
  }

  return {
    async recognize(text) {
      const key = text.length > longestKey ? undefined : store.apiKey(hashOf(text))
      if (key === undefined || Date.parse(key.expiresAt ?? '9999') <= clock()) return undefined
      note(key)
      return { kind: 'api-key', id: key.id, name: key.name, grants: await grantsOf.key(key) }
    },
    async create({ name, tenant, scopes, expiresAt, createdBy }) {
      const now = clock()
      if (expiresAt !== undefined && expiresAt < now + authDefaults.keyLifetimeMs)
        throw new Invalid('A key is valid for a minute at least.', 'expiresAt')
      if (store.apiKeys(tenant).length >= authDefaults.keysPerTenant)
        throw new OverLimit(`There are ${authDefaults.keysPerTenant} keys already: remove some first.`)
      const key = `cqy_${newSecret()}`
      const apiKey: ApiKey = {
        id: newId('ak'),
        name,
        prefix: key.slice(0, prefixLength),
        tenant,
        scopes,
        createdBy,
        createdAt: iso(now),
        ...(expiresAt === undefined ? {} : { expiresAt: iso(expiresAt) }),
      }
      await store.addApiKey(apiKey, hashOf(key))
      return { apiKey, key }
    },
  }
}
