import type { TenantKey } from '../contracts/id.ts'
import type { Flight, KeptSingleSignOn, SingleSignOnSettings, SingleSignOnStore } from '../contracts/single-sign-on.ts'
import { build, first, run } from './databases.ts'
import type { Database } from './database.ts'

interface SettingsRow {
  readonly settings: string
  readonly sealed_secret: string | null
  readonly changed_at: number
  readonly problem: string | null
  readonly problem_at: number | null
}

interface FlightRow {
  readonly hash: string
  readonly tenant_key: TenantKey
  readonly browser_hash: string
  readonly sealed: string
  readonly expires_at: number
}

/** Single sign-on in the platform's database. */
export function openSingleSignOn(database: Database): SingleSignOnStore {
  const change = (query: Parameters<typeof run>[1]) => database.write(() => run(database, query))
  // Asked at every request of a person who signed in by a password: not worth loading the query builder for.
  const settingsOf = () => database.prepare<[string], SettingsRow>('select * from single_sign_on where tenant_key = ?')

  function found(hash: string, now: number): Flight | undefined {
    const row = first<FlightRow>(database, build('flights').where({ hash }))
    return row === undefined || row.expires_at <= now ? undefined : flightOf(row)
  }

  return {
    settings(tenant) {
      const row = settingsOf().get(tenant)
      return row === undefined ? undefined : keptOf(row)
    },
    async setSettings(tenant, { provider, rules, sealedSecret, changedAt }) {
      const row = {
        tenant_key: tenant,
        settings: JSON.stringify({ provider, rules }),
        sealed_secret: sealedSecret ?? null,
        changed_at: changedAt,
        problem: null,
        problem_at: null,
      }
      await change(build('single_sign_on').insert(row).onConflict('tenant_key').merge())
    },
    async removeSettings(tenant) {
      await database.write(() => forget(database, tenant))
    },
    async noteProblem(tenant, { sentence, at }) {
      const row = { problem: sentence, problem_at: at }
      await change(build('single_sign_on').where({ tenant_key: tenant }).update(row))
    },

    async addFlight({ hash, tenant, browserHash, sealed, expiresAt }, now) {
      await database.write(() => {
        run(database, build('flights').where('expires_at', '<=', now).delete())
        const row = { hash, tenant_key: tenant, browser_hash: browserHash, sealed, expires_at: expiresAt }
        run(database, build('flights').insert(row))
      })
    },
    flight: found,
    takeFlight: (hash, now) =>
      database.write(() => {
        const flight = found(hash, now)
        run(database, build('flights').where({ hash }).delete())
        return flight
      }),

    userOf: (tenant, identity) =>
      first<{ user_id: string }>(database, build('external_identities').where({ tenant_key: tenant, identity }))
        ?.user_id,
    async link(tenant, identity, user, now) {
      const row = { tenant_key: tenant, identity, user_id: user, linked_at: now }
      await change(build('external_identities').insert(row).onConflict(['tenant_key', 'identity']).merge())
    },
  }
}

/** Whom the tenant's provider vouched for, and their sessions, go with it. Inside of `write`. */
export function forget(database: Database, tenant: TenantKey): void {
  for (const table of ['single_sign_on', 'flights', 'external_identities'])
    run(database, build(table).where({ tenant_key: tenant }).delete())
  run(database, build('sessions').where({ via_tenant: tenant }).delete())
}

function keptOf({ settings, sealed_secret, changed_at, problem, problem_at }: SettingsRow): KeptSingleSignOn {
  return {
    ...(JSON.parse(settings) as SingleSignOnSettings), // written above
    sealedSecret: sealed_secret ?? undefined,
    changedAt: changed_at,
    problem: problem === null || problem_at === null ? undefined : { sentence: problem, at: problem_at },
  }
}

function flightOf({ hash, tenant_key, browser_hash, sealed, expires_at }: FlightRow): Flight {
  return { hash, tenant: tenant_key, browserHash: browser_hash, sealed, expiresAt: expires_at }
}
