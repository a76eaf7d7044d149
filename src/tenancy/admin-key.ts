import { hash } from 'node:crypto'
import { build, run } from './databases.ts'
import { randomSecret } from './random.ts'
import type { Database } from './database.ts'

const bootstrapId = 'bootstrap'

/**
 * The platform administrator's key: `given` (ADMIN_API_KEY) whenever there is one, replacing the one before; else it is
 * made once. Only its hash is kept. Gives the key in the clear at the one start that made it.
 */
export async function keepAdminKey(
  database: Database,
  clock: () => number,
  given?: string,
): Promise<string | undefined> {
  const before = database
    .prepare<[string], { readonly hash: string }>('select hash from api_keys where id = ?')
    .get(bootstrapId)
  const made = given === undefined && before === undefined ? `cqy_${randomSecret()}` : undefined
  const key = given ?? made
  if (key === undefined || hash('sha256', key) === before?.hash) return made
  const row = {
    id: bootstrapId,
    name: 'Platform administrator',
    prefix: '',
    hash: hash('sha256', key),
    created_at: new Date(clock()).toISOString(),
  }
  await database.write(() => run(database, build('api_keys').insert(row).onConflict('id').merge()))
  return made
}
