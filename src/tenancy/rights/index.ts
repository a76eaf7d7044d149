import { setTimeout as pause } from 'node:timers/promises'
import { rightsDefaults } from '../../config/defaults.ts'
import { NotFound } from '../../contracts/errors.ts'
import type { ConversationId, IdMint } from '../../contracts/id.ts'
import type { Log } from '../../contracts/log.ts'
import type { AvatarStore, MediaStore, TenantStore } from '../../contracts/ports.ts'
import type { Erasure, Rights, Whose } from '../../contracts/rights.ts'
import type { Tenant } from '../../contracts/tenant.ts'
import type { AuditEntry } from '../../contracts/audit.ts'
import type { Database } from '../database.ts'
import type { TenantKeys } from '../keys.ts'
import { askAgain } from './again.ts'
import { askErasure } from './ask.ts'
import { carryOut } from './erase.ts'
import { openExports } from './exports.ts'
import type { Exports } from './exports.ts'
import type { PlatformRights } from './platform.ts'
import { pageById } from './pages.ts'
import { openRetention } from './retention.ts'

export interface RightsKit {
  readonly database: Database
  readonly tenant: Tenant
  readonly keys: TenantKeys
  readonly store: Pick<TenantStore, 'closing' | 'emit' | 'onErasureAsked' | 'searchIndex'>
  readonly media: MediaStore
  /** Files of its avatars. */
  readonly models: AvatarStore
  readonly mint: IdMint
  readonly platform: PlatformRights
  /** Of the tenant's archives. */
  readonly folder: string
  urlOf(id: string, expiresAt: number): string
  /** True when no turn runs in any of them. */
  readonly quiet: (conversations: readonly ConversationId[]) => boolean
  readonly clock: () => number
  readonly log: Log
}

/** What people have a right to, in one tenant, and what carries it out. */
export interface TenantRights {
  readonly rights: Rights
  readonly exports: Pick<Exports, 'read'>
  /** Before anybody is served: erases again who came back with a backup, and finishes what was begun. */
  finish(): Promise<void>
  /** Goes on with what was begun; looks, now and then, for what is past its days. */
  sweep(): void
  busy(): boolean
  /** When it has to be looked at again, milliseconds since 1970. */
  nextAt(): number | undefined
  /** Stops in the middle; the next opening goes on. */
  close(): Promise<void>
}

interface Row {
  readonly id: Erasure['id']
  readonly asked_by: Erasure['askedBy']
  readonly step: string
  readonly at: number
  readonly done_at: number | null
  readonly counts: string
}

export function openRights(kit: RightsKit): TenantRights {
  const { database, clock, mint, store, media, models, platform, tenant, keys, log } = kit
  const stop = new AbortController()
  const exports = openExports({
    ...kit,
    readContent: (sha256, size) => media.readContent(sha256, size),
    readModel: (sha256, size) => models.read(sha256, 0, size),
    audit: () => auditOf(kit),
    newId: () => mint('ex'),
  })
  const retention = openRetention({
    database,
    closing: store.closing,
    newErasure: () => mint('er'),
    erase: begin,
    removeContents: (hashes) => media.removeContents(hashes),
    forgetAudit: (before) => platform.forgetAudit(tenant.key, before),
    clock,
  })
  let erasing: Promise<void> | undefined
  let sweeping: Promise<void> | undefined
  let sweptAt = 0
  let expiresAt: number | undefined

  store.onErasureAsked(begin)

  function begin(): void {
    if (stop.signal.aborted) return
    // What is asked for while another is carried out is found at its end.
    erasing ??= carryOut(erasureKit(true), stop.signal)
      .catch(async (error: unknown) => {
        log.error({ error }, 'An erasure failed and is tried again.')
        await pause(rightsDefaults.erasureRetryMs, undefined, { signal: stop.signal }).catch(() => undefined)
      })
      .finally(() => {
        erasing = undefined
        if (unfinished()) begin()
      })
  }

  function erasureKit(live: boolean) {
    return {
      live,
      database,
      closing: store.closing,
      remember: (erasure: Erasure['id'], users: readonly string[]) =>
        platform.remember(
          users.map((user) => ({ erasure, tenant: tenant.key, identity: keys.pseudonym(user), at: clock() })),
        ),
      quiet: kit.quiet,
      refuse: (sources: readonly string[]) => media.refuse(sources),
      removeFiles: (hashes: readonly string[]) => media.removeContents(hashes),
      async elsewhere(person: Parameters<PlatformRights['forgetAnswers']>[1]) {
        return {
          exports: await exports.dropOf(person.contacts),
          answers: await platform.forgetAnswers(tenant.key, person),
        }
      },
      tidy: () => store.searchIndex.tidy(),
      tell: (erasure: Erasure['id'], contacts: readonly string[]) =>
        store.emit('contact.erased', () => ({ erasureId: erasure, contactIds: contacts })),
      clock,
    }
  }

  const unfinished = () => database.prepare("select 1 from erasures where step <> 'done' limit 1").get() !== undefined
  const rowOf = (id: string) => database.prepare<[string], Row>('select * from erasures where id = ?').get(id)

  /** Throws NotFound. */
  function known(contact: string): void {
    if (database.prepare<[string], object>('select 1 from contacts where id = ?').get(contact) === undefined)
      throw new NotFound('There is no such contact.')
  }

  return {
    exports,
    rights: {
      async erase(whose, by) {
        if ('contact' in whose) known(whose.contact)
        const id = mint('er')
        await database.write(() => askErasure(database, id, askedOf(whose), by, clock()))
        begin()
        const row = rowOf(id)
        if (row === undefined) throw new NotFound('There is no such erasure.')
        return shown(row)
      },
      erasure(id) {
        const row = rowOf(id)
        return row === undefined ? undefined : shown(row)
      },
      erasures: (limit, cursor) => pageById<Row, Erasure>(database, 'erasures', limit, cursor, shown),
      async export(contact) {
        if (contact !== 'tenant') known(contact)
        return exports.begin(contact)
      },
      exported: (id) => exports.find(id),
      exports: (limit, cursor) => exports.list(limit, cursor),
      removeExport: (id) => exports.remove(id),
      retention,
    },
    async finish() {
      await askAgain(database, platform.of(tenant.key), (user) => keys.pseudonym(user))
      if (unfinished()) await carryOut(erasureKit(false), stop.signal)
    },
    sweep() {
      if (unfinished()) begin()
      if (sweeping !== undefined || clock() - sweptAt < rightsDefaults.retentionEveryMs) return
      sweptAt = clock()
      sweeping = (async () => {
        expiresAt = await exports.sweep()
        await retention.sweep(stop.signal)
      })()
        .catch((error: unknown) => {
          if (!stop.signal.aborted)
            log.error({ error }, 'What is past its days could not be removed and is tried again.')
        })
        .finally(() => (sweeping = undefined))
    },
    busy: () => erasing !== undefined || sweeping !== undefined || exports.busy(),
    nextAt() {
      if (unfinished()) return clock()
      const wanted = Object.keys(retention.read()).length > 0 ? clock() + rightsDefaults.retentionWakeMs : undefined
      const times = [wanted, expiresAt].filter((at) => at !== undefined)
      return times.length === 0 ? undefined : Math.min(...times)
    },
    async close() {
      stop.abort()
      await Promise.all([erasing, sweeping, exports.close()])
    },
  }
}

function askedOf(whose: Whose): Parameters<typeof askErasure>[2] {
  if ('contact' in whose) return { contacts: [whose.contact], users: [] }
  const { channel, user } = whose
  return { contacts: [], users: [`${channel} ${user}`] }
}

function shown({ id, asked_by, step, at, done_at, counts }: Row): Erasure {
  return {
    id,
    state: step === 'done' ? 'done' : 'running',
    askedBy: asked_by,
    at,
    ...(done_at === null ? {} : { doneAt: done_at }),
    counts: JSON.parse(counts) as Record<string, number>, // written by `carryOut`
  }
}

async function* auditOf({ platform, tenant }: RightsKit): AsyncGenerator<AuditEntry> {
  let cursor: string | null | undefined
  do {
    const page = await platform.audit(tenant.key, rightsDefaults.rowsAtOnce, cursor ?? undefined)
    yield* page.items
    cursor = page.nextCursor
  } while (cursor !== null)
}
