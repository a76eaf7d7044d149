import { createHash } from 'node:crypto'
import { mediaDefaults, rightsDefaults } from '../config/defaults.ts'
import { Refused } from '../contracts/errors.ts'
import type { TenantKey } from '../contracts/id.ts'
import type { Limits } from '../contracts/limits.ts'
import { isOwnMedia, ownMedia } from '../contracts/message.ts'
import type { Part } from '../contracts/message.ts'
import type { KeptMedia, MediaStore, StoredMedia } from '../contracts/ports.ts'
import type { MediaFiles } from './media-files.ts'
import { plainName } from './media-names.ts'
import { typeOf } from './media-types.ts'
import type { MediaUrls } from './media-urls.ts'
import type { Database } from './database.ts'
import { sourceKey } from './store/media-sources.ts'

interface Row {
  readonly id: string
  readonly sha256: string
  readonly mime: string
  readonly name: string | null
  readonly size: number
}

export interface MediaOptions {
  readonly database: Database
  readonly tenant: TenantKey
  readonly files: MediaFiles
  readonly urls: MediaUrls
  readonly limits: Pick<Limits, 'need'>
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

const ofErased = () => new Refused('Whoever sent this was erased.')

/** A tenant's media: rows in its database, bytes in its files, each content once. */
export function openMedia({ database, tenant, files, urls, limits, clock }: MediaOptions): MediaStore {
  const rowOf = database.prepare<[string], Row>('select id, sha256, mime, name, size from media where id = ?')
  const ofContent = database.prepare<[string], Row>('select id from media where sha256 = ? limit 1')
  const insert = database.prepare<[string, string, string, string | null, number, number]>(
    'insert or ignore into media (id, sha256, mime, name, size, at) values (?, ?, ?, ?, ?, ?)',
  )
  const remember = database.prepare<[string, string, number]>(
    'insert or replace into media_sources (source, media_id, at) values (?, ?, ?)',
  )
  const known = database.prepare<[string], Row>(
    'select m.id, m.sha256, m.mime, m.name, m.size from media_sources s join media m on m.id = s.media_id where s.source = ?',
  )
  const isNamed = database.prepare<[string], object>('select 1 from media where sha256 = ? limit 1')
  /** Its erasure is being carried out, by whatever process. */
  const isErased = database.prepare<[string], object>(
    "select 1 from person_targets where kind = 'source' and value = ? limit 1",
  )
  /** Contents at work: one is kept or removed at a time. */
  const atWork = new Map<string, Promise<unknown>>()
  /** Sources whose files are refused, until when. */
  const refused = new Map<string, number>()
  const urlOf = (id: string) => (rowOf.get(id) === undefined ? undefined : urls.sign(id))

  /** Nobody keeps a content while it is removed, or the other way round. */
  async function alone<Result>(sha256: string, work: () => Promise<Result>): Promise<Result> {
    const before = atWork.get(sha256) ?? Promise.resolve()
    const mine = before.catch(() => undefined).then(work)
    atWork.set(sha256, mine)
    try {
      return await mine
    } finally {
      if (atWork.get(sha256) === mine) atWork.delete(sha256)
    }
  }

  return {
    async keep({ mime: declared, name: given, size, body }, from) {
      if (size !== undefined && size > mediaDefaults.bytes) {
        for await (const _ of body) break // lets go of the connection
        throw new Refused(`The file is larger than the ${mediaDefaults.bytes} bytes that are kept.`)
      }
      const arrived = await files.take(body)
      const source = from === undefined ? undefined : sourceKey(from)
      const keep = async () => {
        if ((refused.get(source ?? '') ?? 0) > clock()) throw ofErased()
        if (ofContent.get(arrived.sha256) === undefined) limits.need('storage', arrived.size)
        const stored = named(tenant, arrived, typeOf(arrived.head, declared), plainName(given))
        await arrived.settle()
        await database.write(() => {
          if (database.shared && source !== undefined && isErased.get(source) !== undefined) throw ofErased()
          insert.run(stored.id, arrived.sha256, stored.mime, stored.name ?? null, stored.size, clock())
          if (source !== undefined) remember.run(source, stored.id, clock())
        })
        return stored
      }
      try {
        return await alone(arrived.sha256, keep)
      } finally {
        await arrived.discard()
      }
    },

    find(from) {
      const row = known.get(sourceKey(from))
      return Promise.resolve(row === undefined ? undefined : storedOf(row))
    },

    async open(id): Promise<KeptMedia> {
      const row = rowOf.get(id)
      if (row === undefined || !(await files.has(row.sha256))) throw new Refused('There is no such media.')
      const { sha256, size } = row
      const { id: _, ...stored } = storedOf(row)
      return {
        ...stored,
        body: files.read(sha256, 0, size),
        read: (start, end) => files.read(sha256, start, Math.min(end, size)),
      }
    },

    refuse(sources) {
      for (const [source, until] of refused) if (until <= clock()) refused.delete(source)
      for (const source of sources) refused.set(source, clock() + rightsDefaults.refusedMs)
    },

    async removeContents(hashes) {
      let gone = 0
      for (const sha256 of hashes)
        await alone(sha256, async () => {
          if (isNamed.get(sha256) !== undefined) return
          if (await files.has(sha256)) gone++
          await files.remove(sha256)
        })
      return gone
    },

    readContent: (sha256, size) => files.read(sha256, 0, size),

    url: (id) => Promise.resolve(urlOf(id)),

    shown: (parts) =>
      Promise.resolve(
        parts.map((part): Part => {
          if (!isOwnMedia(part)) return part
          const { url: _old, ...rest } = part
          const url = urlOf(part.mediaId)
          return url === undefined ? rest : { ...rest, url }
        }),
      ),
  }
}

/** Of content, type and name together: the same file twice is one, and nobody's name for it becomes another's. */
function named(
  tenant: TenantKey,
  { sha256, size }: { readonly sha256: string; readonly size: number },
  mime: string,
  name: string | undefined,
): StoredMedia {
  const hash = createHash('sha256')
    .update([sha256, mime, name ?? ''].join('\n'))
    .digest('hex')
  const id = `${ownMedia}${tenant}${hash.slice(0, idLength)}`
  return { id, mime, size, ...(name === undefined ? {} : { name }) }
}
/** 128 bits: as many characters as our ids have at the most. */
const idLength = 32

function storedOf({ id, mime, name, size }: Row): StoredMedia {
  return { id, mime, size, ...(name === null ? {} : { name }) }
}
