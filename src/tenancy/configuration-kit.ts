import type { IdMint, TenantKey } from '../contracts/id.ts'
import type { Limits } from '../contracts/limits.ts'
import type { AdapterList } from '../contracts/ports.ts'
import type { TenantKeys } from './keys.ts'
import type { Database } from './database.ts'

/** What a tenant's configuration is opened with. */
export interface ConfigurationKit {
  readonly database: Database
  readonly tenant: TenantKey
  readonly keys: TenantKeys
  readonly adapters: AdapterList
  readonly mint: IdMint
  readonly limits: Pick<Limits, 'need'>
  /** Milliseconds since 1970. */
  readonly clock: () => number
}
