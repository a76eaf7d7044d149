import { defaultAvatar } from '../contracts/appearance.ts'
import type {
  AnimationRows,
  Avatar,
  AvatarFileDoor,
  AvatarRows,
  AvatarStore,
  SharedAvatars,
  TenantAvatars,
} from '../contracts/avatars.ts'
import { NotFound } from '../contracts/errors.ts'
import type { TenantKey } from '../contracts/id.ts'
import { readNova, type Nova } from './nova.ts'
import { filePath, mimeOf, parsedPath } from './paths.ts'
import { openShelf, type ShelfParts } from './shelf.ts'
import { changed, checkPlayable, shownAs } from './shown.ts'
import { createWorkshop } from './workshop/index.ts'

export interface AvatarsParts {
  readonly rows: AvatarRows
  readonly files: AvatarStore
  /** Of a tenant that is there for visitors. */
  readonly ofTenant: (tenant: TenantKey) => Promise<TenantAvatars | undefined>
  readonly random: (length: number) => string
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

export interface TenantAvatarParts extends Pick<ShelfParts, 'rows' | 'files' | 'mint' | 'room'> {
  readonly tenant: TenantKey
  readonly moves: AnimationRows
  /** Whether the plan has what is premium. */
  readonly premium: boolean
}

export interface Avatars {
  readonly files: AvatarFileDoor
  readonly shared: SharedAvatars
  ofTenant(parts: TenantAvatarParts): TenantAvatars
}

/** Everyone's avatars, the workshop in which all are made, and what tenants see. */
export function openAvatars({ rows, files, ofTenant, random, clock }: AvatarsParts): Avatars {
  let read: Nova | undefined
  const nova = () => (read ??= readNova())
  const clipsUrl = () => filePath(nova().avatar.files.model, 'glb')
  const workshop = createWorkshop()
  // No id of a tenant's looks so.
  const mint = () => `av-${clock().toString(36)}${random(12)}`
  const shelf = openShelf({ rows, files, workshop, mint, clock, room: () => undefined })
  const everyones = (premium: boolean) => [
    nova().avatar,
    ...shelf.all().filter(({ visibility }) => premium || visibility === 'shared'),
  ]

  return {
    files: {
      async open(path) {
        const parsed = parsedPath(path)
        if (parsed === undefined) return undefined
        const { tenant, sha256, kind } = parsed
        const mime = mimeOf(kind)
        const built = tenant === undefined ? nova().files.get(sha256) : undefined
        if (built !== undefined) return { mime, size: built.length, read: (start, end) => piece(built, start, end) }
        const file = (tenant === undefined ? shelf : (await ofTenant(tenant))?.own)?.file(sha256)
        return file && { mime, ...file }
      },
    },

    shared: { shelf, all: everyones, shown: (avatar) => shownAs(avatar, avatar.animations, undefined, clipsUrl()) },

    ofTenant({ tenant, moves, premium, ...parts }) {
      const own = openShelf({ ...parts, workshop, clock })
      const found = (id: string): Avatar | undefined => {
        if (id === defaultAvatar) return nova().avatar
        const shared = shelf.find(id)
        return own.find(id) ?? (shared?.visibility === 'premium' && !premium ? undefined : shared)
      }
      const find = (id: string): Avatar => {
        const avatar = found(id)
        if (avatar === undefined) throw new NotFound('There is no such avatar.')
        return avatar
      }
      return {
        find,
        has: (id) => found(id) !== undefined,
        all: () => [...everyones(premium), ...own.all()],
        own: {
          ...own,
          async remove(avatar) {
            await own.remove(avatar)
            await moves.forget(avatar.id)
          },
        },
        shown(id, chatbot) {
          const avatar = found(id)
          if (avatar === undefined) return undefined
          const differs = [undefined, ...(chatbot === undefined ? [] : [chatbot])].map((of) => moves.find(id, of) ?? {})
          const owner = avatar.visibility === 'own' ? tenant : undefined
          return shownAs(avatar, changed(avatar.animations, ...differs), owner, clipsUrl())
        },
        changes: (id, chatbot) => moves.find(find(id).id, chatbot) ?? {},
        async change(id, chatbot, changes) {
          checkPlayable(find(id), changes, new Set(nova().avatar.clips.map(({ name }) => name)))
          await moves.put(id, chatbot, changes)
        },
      }
    },
  }
}

async function* piece(bytes: Uint8Array, start: number, end: number): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes.subarray(start, end))
}
