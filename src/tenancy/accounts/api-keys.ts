import type { AccountStore, ApiKey, Permission } from '../../contracts/accounts.ts'
import type { TenantKey } from '../../contracts/id.ts'
import type { Database } from '../database.ts'
import { all, build, first, run } from '../databases.ts'
import { needSeat } from './seats.ts'

interface KeyRow {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly tenant_key: TenantKey | null
  readonly scopes: string | null
  readonly created_by: string | null
  readonly created_at: string
  readonly expires_at: string | null
  readonly last_used_at: string | null
}

type ApiKeys = Pick<AccountStore, 'apiKey' | 'apiKeys' | 'apiKeyById' | 'addApiKey' | 'removeApiKey' | 'usedApiKey'>

export function openApiKeys(database: Database): ApiKeys {
  const prepare = <Row>(sql: string) => database.prepare<unknown[], Row>(sql)
  const keyByHash = () => prepare<KeyRow>('select * from api_keys where hash = ?')
  const change = (query: Parameters<typeof run>[1]) => database.write(() => run(database, query))

  return {
    apiKey(hash) {
      const row = keyByHash().get(hash)
      return row === undefined ? undefined : keyOf(row)
    },
    apiKeys: (tenant) =>
      all<KeyRow>(
        database,
        build('api_keys')
          .where({ tenant_key: tenant ?? null })
          .orderBy('created_at'),
      ).map(keyOf),
    apiKeyById(id) {
      const row = first<KeyRow>(database, build('api_keys').where({ id }))
      return row === undefined ? undefined : keyOf(row)
    },
    async addApiKey({ id, name, prefix, tenant, scopes, createdBy, createdAt, expiresAt }, hash) {
      await database.write(() => {
        if (tenant !== undefined) needSeat(database, tenant, 'apiKeys')
        const row = {
          id,
          hash,
          name,
          prefix,
          tenant_key: tenant ?? null,
          scopes: scopes === 'all' ? null : JSON.stringify(scopes),
          created_by: createdBy ?? null,
          created_at: createdAt,
          expires_at: expiresAt ?? null,
        }
        run(database, build('api_keys').insert(row))
      })
    },
    async removeApiKey(id) {
      await change(build('api_keys').where({ id }).delete())
    },
    async usedApiKey(id, at) {
      // On the road of `messages/send`: not worth loading the query builder for.
      await database.write(() => prepare('update api_keys set last_used_at = ? where id = ?').run(at, id))
    },
  }
}

function keyOf(row: KeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    tenant: row.tenant_key ?? undefined,
    scopes: row.scopes === null ? 'all' : (JSON.parse(row.scopes) as Permission[]), // written above
    createdBy: row.created_by ?? undefined,
    createdAt: row.created_at,
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
  }
}
