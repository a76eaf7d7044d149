import { appendFile, mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ErasureId, TenantKey } from '../../contracts/id.ts'
import type { Database } from '../database.ts'

/** One person who was erased, on one channel. */
export interface ErasedPerson {
  readonly erasure: ErasureId
  readonly tenant: TenantKey
  /** A hash under a key of the tenant's, hex. */
  readonly identity: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Who was erased, outside of the tenants' databases. */
export interface ErasedPeople {
  /** Durable in both places when it resolves. */
  remember(people: readonly ErasedPerson[]): Promise<void>
  of(tenant: TenantKey): readonly ErasedPerson[]
  /** Tenants of whom the ledger knows erasures that the database did not: it was restored. They are in it from now on. */
  readonly restored: readonly TenantKey[]
}

/**
 * In the platform's database, and in a file beside it to which lines are added: a restored platform is from before, and
 * the file tells it what happened since. The file may be on another disk.
 */
export async function openErasedPeople(database: Database, ledger: string | undefined): Promise<ErasedPeople> {
  const insert = database.prepare<[string, string, string, number]>(
    'insert or ignore into erased_people (erasure_id, tenant_key, identity, at) values (?, ?, ?, ?)',
  )
  const ofTenant = database.prepare<[string], ErasedPerson>(
    'select erasure_id as erasure, tenant_key as tenant, identity, at from erased_people where tenant_key = ? order by at',
  )
  const all = database.prepare<[], ErasedPerson>(
    'select erasure_id as erasure, tenant_key as tenant, identity, at from erased_people',
  )
  const lines = await read(ledger)
  const restored = await database.write(
    () =>
      new Set(
        lines
          .filter(({ erasure, tenant, identity, at }) => insert.run(erasure, tenant, identity, at).changes > 0)
          .map(({ tenant }) => tenant),
      ),
  )
  // A folder whose ledger was lost, or begun elsewhere, has all of it again.
  const known = new Set(lines.map(nameOf))
  await append(
    ledger,
    all.all().filter((person) => !known.has(nameOf(person))),
  )

  return {
    restored: [...restored],
    of: (tenant) => ofTenant.all(tenant),
    async remember(people) {
      await append(ledger, people)
      await database.write(() => {
        for (const { erasure, tenant, identity, at } of people) insert.run(erasure, tenant, identity, at)
      })
    },
  }
}

const nameOf = ({ erasure, identity }: ErasedPerson): string => `${erasure} ${identity}`

/** A line that a crash cut off was never answered for. */
async function read(file: string | undefined): Promise<readonly ErasedPerson[]> {
  if (file === undefined) return []
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '' // what fs throws
    throw error
  })
  return text.split('\n').flatMap((line) => {
    try {
      const { erasure, tenant, identity, at } = JSON.parse(line) as Partial<ErasedPerson> // looked at below
      const isOne = [erasure, tenant, identity].every((value) => typeof value === 'string') && typeof at === 'number'
      return isOne ? [{ erasure, tenant, identity, at } as ErasedPerson] : [] // all of it was looked at
    } catch {
      return []
    }
  })
}

async function append(file: string | undefined, people: readonly ErasedPerson[]): Promise<void> {
  if (file === undefined || people.length === 0) return
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  // A line of its own, whatever a crash left at the end.
  const lines = people.map((person) => `\n${JSON.stringify(person)}`).join('')
  await appendFile(file, `${lines}\n`, { mode: 0o600 })
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
