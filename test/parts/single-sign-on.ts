import { mkdtemp, rm } from 'node:fs/promises'
import { alone } from '../../src/fleet/alone.ts'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAuth } from '../../src/auth/index.ts'
import type { Auth } from '../../src/auth/index.ts'
import type { Door } from '../../src/auth/single-sign-on/index.ts'
import type { Role, User } from '../../src/contracts/accounts.ts'
import type { TenantCode, TenantKey } from '../../src/contracts/id.ts'
import { openAccounts } from '../../src/tenancy/accounts.ts'
import { openDatabases } from './engine.ts'
import { platformSealing } from '../../src/tenancy/keys.ts'
import { randomId } from '../../src/tenancy/random.ts'
import { openSingleSignOn } from '../../src/tenancy/single-sign-on.ts'

export const acme: Door = { key: 'acme1' as TenantKey, code: 'acme' as TenantCode }
export const other: Door = { key: 'other' as TenantKey, code: 'other' as TenantCode }
export const home = { address: '198.51.100.7', agent: 'a browser' }
export const password = 'correct horse battery'
/** The secret in the cookie of the browser that begins. */
export const browser = 'b'.repeat(43)

export interface SignOnHouse {
  readonly auth: Auth
  join(email: string, role: Role, door?: Door): Promise<User>
  close(): Promise<void>
}

/** Accounts with single sign-on over a database of its own. */
export async function openSignOnHouse(fetch: typeof globalThis.fetch, clock: () => number): Promise<SignOnHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'colloquy-test-'))
  const databases = await openDatabases(folder)
  const auth = createAuth({
    store: openAccounts(databases.platform),
    singleSignOn: openSingleSignOn(databases.platform),
    codeOf: async (key) => [acme, other].find((door) => door.key === key)?.code,
    tokenKey: new Uint8Array(32).fill(7),
    mailer: { send: () => Promise.resolve() },
    fleet: alone(),
    sealing: platformSealing(Buffer.alloc(32, 3)),
    fetch,
    privateHosts: [],
    publicUrl: () => 'https://gateway.example',
    random: randomId,
    clock,
  })
  return {
    auth,
    async join(email, role, door = acme) {
      const { token } = await auth.team.invite(door.key, { email, role }, 'bootstrap')
      return auth.team.accept(token, { name: 'Ada', password }, home.address)
    },
    async close() {
      await databases.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
