import { mkdir, rename, rm } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { rightsDefaults } from '../../config/defaults.ts'
import { Conflict, NotFound } from '../../contracts/errors.ts'
import type { ContactId, ExportId } from '../../contracts/id.ts'
import type { Log } from '../../contracts/log.ts'
import type { Page } from '../../contracts/page.ts'
import type { Export, ExportState } from '../../contracts/rights.ts'
import type { Database } from '../database.ts'
import { writeArchive } from './archive.ts'
import { exported, type ExportSources } from './export.ts'
import { pageById } from './pages.ts'
import { findPerson } from './person.ts'
import { targetsOf } from './targets.ts'

interface Row {
  readonly id: ExportId
  readonly kind: Export['kind']
  readonly contact_id: ContactId | null
  readonly state: ExportState
  readonly bytes: number | null
  readonly sha256: string | null
  readonly error: string | null
  readonly at: number
  readonly expires_at: number | null
}

export interface ExportsKit extends ExportSources {
  readonly database: Database
  /** Of the tenant's archives. */
  readonly folder: string
  /** Who it is of: shown in the manifest. */
  readonly tenant: { readonly code: string; readonly name: string }
  newId(): ExportId
  /** A URL at which it may be loaded until then. */
  urlOf(id: string, expiresAt: number): string
  readonly clock: () => number
  readonly log: Log
}

/** Archives of a tenant: made beside its work, kept for a day. */
export interface Exports {
  begin(contact: ContactId | 'tenant'): Promise<Export>
  find(id: string): Export | undefined
  list(limit: number, cursor?: string): Page<Export>
  /** Throws NotFound. */
  remove(id: string): Promise<Export>
  /** Somebody was erased: their own archives are gone, and those of the whole tenant; how many. */
  dropOf(contacts: ReadonlySet<string>): Promise<number>
  read(id: string): { readonly size: number; read(start: number, end: number): AsyncIterable<Uint8Array> } | undefined
  /** Removes what is expired; when the next one is. */
  sweep(): Promise<number | undefined>
  busy(): boolean
  close(): Promise<void>
}

export function openExports(kit: ExportsKit): Exports {
  const { database, folder, clock } = kit
  const rowOf = (id: string) => database.prepare<[string], Row>('select * from exports where id = ?').get(id)
  const running = new Map<ExportId, { readonly stop: AbortController; readonly ended: Promise<void> }>()
  const fileOf = (id: string) => join(folder, `${id}.zip`)

  function shown(row: Row): Export {
    const { id, kind, state, bytes, sha256, error, at, expires_at } = row
    return {
      id,
      kind,
      state,
      ...(bytes === null ? {} : { bytes }),
      ...(sha256 === null ? {} : { sha256 }),
      ...(error === null ? {} : { error }),
      at,
      ...(expires_at === null ? {} : { expiresAt: expires_at }),
      ...(state === 'ready' && expires_at !== null ? { url: kit.urlOf(id, expires_at) } : {}),
    }
  }

  const end = (id: ExportId, state: ExportState, error: string | null = null) =>
    database.write(() => {
      database
        .prepare<[string, string | null, string]>(
          "update exports set state = ?, error = ? where id = ? and state <> 'gone'",
        )
        .run(state, error, id)
    })

  async function make(id: ExportId, contact: ContactId | 'tenant', signal: AbortSignal): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const unfinished = `${fileOf(id)}.new`
    const targets = targetsOf(database, id)
    try {
      if (contact !== 'tenant') await database.write(() => targets.add('contact', [contact]))
      const person = contact === 'tenant' ? undefined : await findPerson(database, id)
      const { bytes, sha256 } = await writeArchive(
        unfinished,
        exported(kit, id, person),
        (files) => ({
          format: 1,
          of: contact === 'tenant' ? { tenant: kit.tenant } : { tenant: kit.tenant, contactId: contact },
          createdAt: new Date(clock()).toISOString(),
          files,
        }),
        signal,
      )
      await rename(unfinished, fileOf(id))
      await database.write(() => {
        database
          .prepare<[number, string, number, string]>(
            "update exports set state = 'ready', bytes = ?, sha256 = ?, expires_at = ? where id = ? and state = 'running'",
          )
          .run(bytes, sha256, clock() + rightsDefaults.exportMs, id)
      })
      // Somebody in it was erased while it was made.
      if (rowOf(id)?.state !== 'ready') await rm(fileOf(id), { force: true })
    } finally {
      await targets.forget()
    }
  }

  async function gone(id: ExportId): Promise<void> {
    await end(id, 'gone')
    running.get(id)?.stop.abort()
    await running.get(id)?.ended
    await rm(fileOf(id), { force: true })
  }

  /** Of a process that ended in the middle; what another may still be at is left alone for long. */
  const isLeft = (at: number, now: number) => !database.shared || now - at > rightsDefaults.exportTakesMs

  return {
    async begin(contact) {
      if (running.size >= rightsDefaults.exportsAtOnce)
        throw new Conflict(`${running.size} archives are being made: ask again when one is ready.`)
      const id = kit.newId()
      await database.write(() => {
        database
          .prepare<[string, string, string | null, number]>(
            "insert into exports (id, kind, contact_id, state, at) values (?, ?, ?, 'running', ?)",
          )
          .run(id, contact === 'tenant' ? 'tenant' : 'contact', contact === 'tenant' ? null : contact, clock())
      })
      const stop = new AbortController()
      const ended = make(id, contact, stop.signal)
        .catch(async (error: unknown) => {
          if (!stop.signal.aborted) kit.log.error({ export: id, error }, 'An archive could not be made.')
          await end(
            id,
            'failed',
            stop.signal.aborted ? 'It was stopped: ask again.' : 'It could not be made: the log says why.',
          )
        })
        .catch((error: unknown) => kit.log.error({ export: id, error }, 'What became of an archive could not be kept.'))
        .finally(() => running.delete(id))
      running.set(id, { stop, ended })
      const row = rowOf(id)
      if (row === undefined) throw new NotFound('There is no such export.')
      return shown(row)
    },

    find(id) {
      const row = rowOf(id)
      return row === undefined ? undefined : shown(row)
    },

    list: (limit, cursor) => pageById<Row, Export>(database, 'exports', limit, cursor, shown),

    async remove(id) {
      const row = rowOf(id)
      if (row === undefined) throw new NotFound('There is no such export.')
      await gone(row.id)
      return shown({ ...row, state: 'gone' })
    },

    async dropOf(contacts) {
      const rows = database.prepare<[], Row>("select * from exports where state in ('running', 'ready')").all()
      const about = rows.filter(({ contact_id }) => contact_id === null || contacts.has(contact_id))
      for (const { id } of about) await gone(id)
      // Of a restored folder the rows may say otherwise.
      if (about.length === rows.length) await rm(folder, { recursive: true, force: true })
      return about.length
    },

    read(id) {
      const row = rowOf(id)
      if (row?.state !== 'ready' || row.bytes === null || (row.expires_at ?? 0) <= clock()) return undefined
      const size = row.bytes
      return {
        size,
        async *read(start, end) {
          if (start >= end) return
          yield* createReadStream(fileOf(id), { start, end: Math.min(end, size) - 1 }) as AsyncIterable<Buffer> // no encoding: bytes
        },
      }
    },

    async sweep() {
      const now = clock()
      const rows = database.prepare<[], Row>("select * from exports where state <> 'gone'").all()
      for (const { id, state, at, expires_at } of rows) {
        if (state === 'ready' && (expires_at ?? 0) <= now) await gone(id)
        if (state === 'running' && !running.has(id) && isLeft(at, now)) {
          await rm(`${fileOf(id)}.new`, { force: true })
          await targetsOf(database, id).forget()
          await end(id, 'failed', 'The gateway ended while it was made: ask again.')
        }
      }
      await database.write(() => {
        database
          .prepare<[number]>("delete from exports where at < ? and state <> 'running'")
          .run(now - rightsDefaults.exportKnownMs)
      })
      const left = rows.flatMap(({ expires_at }) => (expires_at !== null && expires_at > now ? [expires_at] : []))
      return left.length === 0 ? undefined : Math.min(...left)
    },

    busy: () => running.size > 0,

    async close() {
      for (const { stop } of running.values()) stop.abort()
      await Promise.all([...running.values()].map(({ ended }) => ended))
    },
  }
}
