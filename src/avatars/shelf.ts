import { ModelRefused, type Avatar, type AvatarRows, type AvatarShelf, type AvatarStore } from '../contracts/avatars.ts'
import type { AvatarUpload } from '../contracts/avatars.ts'
import { Refused } from '../contracts/errors.ts'
import { avatarDefaults } from '../config/defaults.ts'
import { make, type Made } from './make.ts'
import type { Workshop } from './workshop/index.ts'

export interface ShelfParts {
  readonly rows: AvatarRows
  readonly files: AvatarStore
  readonly workshop: Workshop
  readonly mint: () => string
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Throws OverPlan when there is no room for so many bytes more. */
  readonly room: (bytes: number) => void
}

/** Avatars of one owner: rows, and files that several of its rows may share. */
export function openShelf({ rows, files, workshop, mint, clock, room }: ShelfParts): AvatarShelf {
  /** Files are kept or removed by one at a time: what is about to be named is not removed. */
  let last: Promise<unknown> = Promise.resolve()
  const alone = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }

  /** Files first: a row names nothing that is not there. */
  const keep = (avatar: Omit<Avatar, 'files'>, original: Uint8Array, made: Made): Promise<Avatar> =>
    alone(async () => {
      const all = [original, made.model, ...(made.plain === null ? [] : [made.plain]), made.poster]
      room(all.reduce((sum, { length }) => sum + length, 0))
      const names = await Promise.all(all.map(settled))
      const [first = '', model = '', ...rest] = names
      const kept: Avatar = {
        ...avatar,
        files: {
          original: first,
          model,
          plain: made.plain === null ? null : (rest[0] ?? null),
          poster: rest.at(-1) ?? null,
        },
      }
      await rows.put(kept, new Map(names.map((sha256, at) => [sha256, all[at]?.length ?? 0])))
      return kept
    })

  async function settled(bytes: Uint8Array): Promise<string> {
    const arrived = await files.take(piecesOf(bytes))
    try {
      await arrived.settle()
      return arrived.sha256
    } finally {
      await arrived.discard()
    }
  }

  /** Its files that no row names any more. */
  async function sweep({ files: { original, model, plain, poster } }: Avatar): Promise<void> {
    for (const sha256 of [original, model, plain, poster])
      if (sha256 !== null && !rows.isNamed(sha256)) await files.remove(sha256)
  }

  const contentOf = (sha256: string) => whole(files.read(sha256, 0, avatarDefaults.bytes))

  return {
    find: (id) => rows.find(id),
    all: () => rows.all(),

    async add({ name, visibility, author, licence, body }, signal) {
      const original = await arrived(body)
      const made = await make(original, workshop, signal)
      const origin = { ...made.traits.origin, ...(author && { author }), ...(licence && { licence }) }
      const { origin: _, ...traits } = made.traits
      const createdAt = new Date(clock()).toISOString()
      const { animations } = made
      return keep({ id: mint(), name, visibility, ...origin, ...traits, animations, createdAt }, original, made)
    },

    validate: async (avatar, signal) =>
      workshop.run({ kind: 'validate', bytes: await contentOf(avatar.files.model) }, signal),

    async optimize(avatar, signal) {
      const original = await contentOf(avatar.files.original)
      const made = await make(original, workshop, signal)
      const { origin: _, ...traits } = made.traits
      const again = await keep({ ...avatar, ...traits, animations: made.animations }, original, made)
      await alone(() => sweep(avatar))
      return again
    },

    file(sha256) {
      const size = rows.shownBytes(sha256)
      return size === undefined ? undefined : { size, read: (start, end) => files.read(sha256, start, end) }
    },

    remove: (avatar) =>
      alone(async () => {
        await rows.remove(avatar.id)
        await sweep(avatar)
      }),
  }
}

/** No more of it than is taken. */
async function arrived(body: AvatarUpload['body']): Promise<Uint8Array> {
  try {
    return await whole(body, avatarDefaults.bytes)
  } catch (error) {
    throw error instanceof Refused ? new ModelRefused('BYTES', error.message) : error
  }
}

async function whole(body: AvatarUpload['body'], most = Infinity): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    size += piece.length
    if (size > most) throw new Refused(`The file is larger than ${most / 1024 / 1024} MB.`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}
