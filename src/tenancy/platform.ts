import type { TenantKey } from '../contracts/id.ts'
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
import type { Directory, DirectoryOptions } from './directory.ts'
import { openErasedPeople } from './rights/erased-people.ts'
import type { ErasedPeople } from './rights/erased-people.ts'
import { platformRights } from './rights/platform.ts'
import type { PlatformRights } from './rights/platform.ts'
import {
  accessTokenKey,
  answersKey,
  checkMasterKey,
  installationOf,
  masterKeyProof,
  newDataKey,
  platformSealing,
  rewrap,
  unwrap,
  wrap,
} from './keys.ts'
import type { TenantKeys } from './keys.ts'
import { outsideChanges } from './outside-changes.ts'
import { randomId } from './random.ts'
import { openProcesses } from './processes.ts'
import type { Processes } from './processes.ts'
import { openSingleSignOn } from './single-sign-on.ts'
import { scopeMarks } from './scope-marks.ts'
import type { ScopeMarks } from './scope-marks.ts'
import type { Database } from './database.ts'

/** The platform's own database: which tenants there are, who may administer them, and which must be woken. */
export interface Platform {
  readonly directory: Directory
  readonly scopes: ScopeMarks
  readonly processes: Processes
  /** Throws NotFound. */
  keysOf(tenant: TenantKey): TenantKeys
  /** People and API keys. */
  readonly accounts: AccountStore
  readonly singleSignOn: SingleSignOnStore
  readonly audit: AuditLog
  readonly answers: Answers
  /** What it keeps of people of its tenants. */
  readonly rights: PlatformRights & Pick<ErasedPeople, 'restored'>
  /** Of secrets of the platform itself. */
  readonly sealing: {
    seal(this: void, place: string, plain: string): string
    unseal(this: void, place: string, sealed: string): string
  }
  /** Tells this installation from others that share a Redis with it. */
  readonly installation: string
  /** Signs access tokens; 32 bytes. */
  readonly tokenKey: Buffer
  /** The administrator's key in the clear, at the one start that made it: printed once, kept nowhere. */
  readonly madeAdminKey: string | undefined
}

export interface PlatformOptions extends DirectoryOptions {
  /** ADMIN_API_KEY. */
  readonly adminApiKey?: string | undefined
  /** This is the only process of the gateway. */
  readonly alone?: boolean
  /** Where it is written down, beside the database, who was erased. */
  readonly erasuresFile?: string
}

/** The setting that tells, before any tenant is opened, whether the master key is the right one. */
export const proofName = 'master_key_proof'
/** The setting that holds the platform's own data key, wrapped. */
export const platformKeyName = 'platform_key'

/** Throws WrongMasterKey when the master key is not the one the platform was set up with. */
export async function openPlatform({
  adminApiKey,
  erasuresFile,
  alone = true,
  ...options
}: PlatformOptions): Promise<Platform> {
  const { databases, masterKey, clock } = options
  const database = databases.platform
  const changedOutside = outsideChanges(database, clock)
  const platformKey = await provenPlatformKey(database, masterKey)
  const madeAdminKey = await keepAdminKey(database, clock, adminApiKey)
  const accounts = openAccounts(database)
  const directory = openDirectory({
    ...options,
    async beforeRemove(tenant) {
      await options.beforeRemove(tenant)
      await accounts.removeTenant(tenant.key)
    },
  })
  const audit = openAudit(database)
  const answers = openAnswers(database, answersKey(platformKey), clock)
  const erased = await openErasedPeople(database, erasuresFile)
  const processes = openProcesses(database, randomId(20), alone)

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
    },
    scopes: scopeMarks(database, processes),
    processes,
    keysOf: (tenant) => directory.keysOf(tenant),
    accounts,
    singleSignOn: openSingleSignOn(database),
    audit,
    answers,
    rights: { ...platformRights(erased, answers, audit), restored: erased.restored },
    sealing: platformSealing(platformKey),
    tokenKey: accessTokenKey(platformKey),
    installation: installationOf(platformKey),
    madeAdminKey,
  }
}

/** Every data key under another master key, all or none. No server may run on the folder. Throws WrongMasterKey. */
export async function changeMasterKey(database: Database, from: Buffer, to: Buffer): Promise<number> {
  await provenPlatformKey(database, from)
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
    for (const { code, password } of all<{ code: string; password: string }>(database, build('tenant_databases')))
      run(
        database,
        build('tenant_databases')
          .where({ code })
          .update({ password: rewrap(password, 'platform', from, to) }),
      )
    setSetting(database, platformKeyName, rewrap(setting(database, platformKeyName) ?? '', 'platform', from, to))
    setSetting(database, proofName, masterKeyProof(to))
    return tenants.length
  })
}

/** Throws WrongMasterKey. The platform's data key is made with the platform. */
async function provenPlatformKey(database: Database, masterKey: Buffer): Promise<Buffer> {
  const { proof, wrapped } = await database.write(() => {
    const keptProof = setting(database, proofName)
    const proof = keptProof ?? masterKeyProof(masterKey)
    if (keptProof === undefined) run(database, build('settings').insert({ name: proofName, value: proof }))
    const kept = setting(database, platformKeyName)
    if (kept !== undefined) return { proof, wrapped: kept }
    checkMasterKey(masterKey, proof)
    // A platform that is older than its data key sealed with the master key itself: what it sealed stays readable.
    const wrapped = wrap(masterKey, 'platform', keptProof === undefined ? newDataKey() : masterKey)
    run(database, build('settings').insert({ name: platformKeyName, value: wrapped }))
    return { proof, wrapped }
  })
  checkMasterKey(masterKey, proof)
  return unwrap(masterKey, 'platform', wrapped)
}

function setting(database: Database, name: string): string | undefined {
  return database.prepare<[string], { value: string }>('select value from settings where name = ?').get(name)?.value
}

function setSetting(database: Database, name: string, value: string): void {
  run(database, build('settings').where({ name }).update({ value }))
}
