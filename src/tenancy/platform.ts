import type { TenantKey } from '../contracts/id.ts'
import type { TenantDirectory } from '../contracts/ports.ts'
import type { AccountStore } from '../contracts/accounts.ts'
import type { Answers } from '../contracts/answers.ts'
import type { AuditLog } from '../contracts/audit.ts'
import type { SingleSignOnStore } from '../contracts/single-sign-on.ts'
import { openAccounts } from './accounts.ts'
import { openAnswers } from './answers.ts'
import { openAudit } from './audit.ts'
import { keepAdminKey } from './admin-key.ts'
import { all, build, run } from './databases.ts'
import { openDirectory } from './directory.ts'
import type { DirectoryOptions } from './directory.ts'
import { accessTokenKey, answersKey, platformSealing, checkMasterKey, masterKeyProof, rewrap } from './keys.ts'
import type { TenantKeys } from './keys.ts'
import { outsideChanges } from './outside-changes.ts'
import { openSingleSignOn } from './single-sign-on.ts'
import { scopeMarks } from './scope-marks.ts'
import type { ScopeMarks } from './scope-marks.ts'
import type { SqliteDatabase } from './sqlite.ts'

/** The platform's own database: which tenants there are, who may administer them, and which must be woken. */
export interface Platform {
  readonly directory: TenantDirectory
  readonly scopes: ScopeMarks
  /** Throws NotFound. */
  keysOf(tenant: TenantKey): TenantKeys
  /** People and API keys. */
  readonly accounts: AccountStore
  readonly singleSignOn: SingleSignOnStore
  readonly audit: AuditLog
  readonly answers: Answers
  /** Of secrets of the platform itself. */
  readonly sealing: {
    seal(this: void, place: string, plain: string): string
    unseal(this: void, place: string, sealed: string): string
  }
  /** Signs access tokens; 32 bytes. */
  readonly tokenKey: Buffer
  /** The administrator's key in the clear, at the one start that made it: printed once, kept nowhere. */
  readonly madeAdminKey: string | undefined
}

export interface PlatformOptions extends DirectoryOptions {
  /** ADMIN_API_KEY. */
  readonly adminApiKey?: string | undefined
}

/** The setting that tells, before any tenant is opened, whether the master key is the right one. */
export const proofName = 'master_key_proof'

/** Throws WrongMasterKey when the master key is not the one the platform was set up with. */
export async function openPlatform({ adminApiKey, ...options }: PlatformOptions): Promise<Platform> {
  const { databases, masterKey, clock } = options
  const database = databases.platform
  const changedOutside = outsideChanges(database, clock)
  await proveMasterKey(database, masterKey)
  const madeAdminKey = await keepAdminKey(database, clock, adminApiKey)
  const directory = openDirectory(options)
  const accounts = openAccounts(database)

  function fresh(): void {
    if (!changedOutside()) return
    directory.refresh()
  }

  return {
    directory: {
      ...directory,
      find(code) {
        fresh()
        return directory.find(code)
      },
      findByKey(key) {
        fresh()
        return directory.findByKey(key)
      },
      async remove(code) {
        const tenant = await directory.find(code)
        await directory.remove(code)
        if (tenant !== undefined) await accounts.removeTenant(tenant.key)
      },
    },
    scopes: scopeMarks(database),
    keysOf: (tenant) => directory.keysOf(tenant),
    accounts,
    singleSignOn: openSingleSignOn(database),
    audit: openAudit(database),
    answers: openAnswers(database, answersKey(masterKey), clock),
    sealing: platformSealing(masterKey),
    tokenKey: accessTokenKey(masterKey),
    madeAdminKey,
  }
}

/** Every tenant's data key under another master key, all or none. No server may run on the folder. Throws WrongMasterKey. */
export async function changeMasterKey(database: SqliteDatabase, from: Buffer, to: Buffer): Promise<number> {
  return database.write(() => {
    const tenants = all<{ key: TenantKey; wrapped_key: string }>(
      database,
      build('tenants').select('key', 'wrapped_key'),
    )
    for (const { key, wrapped_key } of tenants)
      run(
        database,
        build('tenants')
          .where({ key })
          .update({ wrapped_key: rewrap(wrapped_key, key, from, to) }),
      )
    run(
      database,
      build('settings')
        .where({ name: proofName })
        .update({ value: masterKeyProof(to) }),
    )
    return tenants.length
  })
}

async function proveMasterKey(database: SqliteDatabase, masterKey: Buffer): Promise<void> {
  const proof = await database.write(() => {
    const kept = database
      .prepare<[string], { value: string }>('select value from settings where name = ?')
      .get(proofName)
    if (kept !== undefined) return kept.value
    const value = masterKeyProof(masterKey)
    run(database, build('settings').insert({ name: proofName, value }))
    return value
  })
  checkMasterKey(masterKey, proof)
}
