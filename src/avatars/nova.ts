import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { defaultAvatar } from '../contracts/appearance.ts'
import type { Avatar } from '../contracts/avatars.ts'
import { traitsOf } from './model/look.ts'
import { preflight } from './model/preflight.ts'
import { movesOf } from './moves.ts'

/** What comes with the gateway: made by `npm run avatar`. */
export interface Nova {
  readonly avatar: Avatar
  /** By SHA-256. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Reads and looks at her; for once in a process. */
export function readNova(): Nova {
  const [model, plain, poster] = [fileOf('nova.glb'), fileOf('nova-plain.glb'), fileOf('nova.webp')] as const
  const { origin: _, ...traits } = traitsOf(preflight(model.bytes))
  const avatar: Avatar = {
    ...{ id: defaultAvatar, name: 'Nova', visibility: 'shared', author: 'Colloquy', licence: 'MIT' },
    ...traits,
    animations: movesOf(traits.clips, true),
    files: { original: model.sha256, model: model.sha256, plain: plain.sha256, poster: poster.sha256 },
    createdAt: '2026-11-20T00:00:00.000Z',
  }
  return { avatar, files: new Map([model, plain, poster].map(({ sha256, bytes }) => [sha256, bytes])) }
}

function fileOf(name: string): { readonly sha256: string; readonly bytes: Uint8Array } {
  const bytes = readFileSync(new URL(`../../assets/avatars/${name}`, import.meta.url))
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes }
}
