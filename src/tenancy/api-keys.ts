import { hash, timingSafeEqual } from 'node:crypto'
import { build, run } from './databases.ts'
import { randomSecret } from './random.ts'
import type { SqliteDatabase } from './sqlite.ts'

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly role: string
}

export interface ApiKeys {
  /** The known key behind this text. Only SHA-256 hashes are kept. */
  find(text: string): ApiKey | undefined
  /** Forgets what it remembers of the table. */
  refresh(): void
  /** The administrator's key in the clear, at the one start that made it. */
  readonly madeAdminKey: string | undefined
}

interface Row extends ApiKey {
  readonly hash: string
}

const bootstrapId = 'bootstrap'
/** Longer than any key we make or take. */
const longestKey = 512

/**
 * The platform's API keys. The first is the administrator's: `given` (ADMIN_API_KEY) whenever there is one, replacing the
 * one before; else it is made once.
 */
export async function openApiKeys(database: SqliteDatabase, clock: () => number, given?: string): Promise<ApiKeys> {
  let known = read(database)
  const before = known.find(({ id }) => id === bootstrapId)
  const made = given === undefined && before === undefined ? `cqy_${randomSecret()}` : undefined
  const text = given ?? made
  if (text !== undefined && hashOf(text) !== before?.hash) {
    await keep(
      database,
      { id: bootstrapId, name: 'Platform administrator', role: 'platform-admin', hash: hashOf(text) },
      clock(),
    )
    known = read(database)
  }
  return {
    find(candidate) {
      if (candidate.length > longestKey) return undefined
      const wanted = Buffer.from(hashOf(candidate))
      // All are compared, each in constant time: how long it takes tells nothing about any of them.
      return known.reduce<ApiKey | undefined>(
        (found, { id, name, role, hash: kept }) =>
          timingSafeEqual(wanted, Buffer.from(kept)) ? { id, name, role } : found,
        undefined,
      )
    },
    refresh() {
      known = read(database)
    },
    madeAdminKey: made,
  }
}

function hashOf(text: string): string {
  return hash('sha256', text)
}

function read(database: SqliteDatabase): readonly Row[] {
  return database.prepare<[], Row>('select id, name, role, hash from api_keys').all()
}

async function keep(database: SqliteDatabase, key: Row, now: number): Promise<void> {
  const row = { ...key, created_at: new Date(now).toISOString() }
  await database.write(() => run(database, build('api_keys').insert(row).onConflict('id').merge()))
}
