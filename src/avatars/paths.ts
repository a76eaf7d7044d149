import { tenantKeyIn, type TenantKey } from '../contracts/id.ts'

/** Where files of avatars are for browsers: `/avatars/files/<sha256>.<kind>`, and a tenant's under its key. */

const kinds = { glb: 'model/gltf-binary', vrm: 'model/gltf-binary', webp: 'image/webp' } as const
export type FileKind = keyof typeof kinds

export interface FilePath {
  /** undefined: it belongs to everyone here. */
  readonly tenant: TenantKey | undefined
  readonly sha256: string
  readonly kind: FileKind
}

export function filePath(sha256: string, kind: FileKind, tenant?: TenantKey): string {
  return `/avatars/files/${tenant === undefined ? '' : `${tenant}/`}${sha256}.${kind}`
}

/** What follows `/avatars/files/`; undefined for whatever is no such path. */
export function parsedPath(path: string): FilePath | undefined {
  const [, key, sha256 = '', kind] = /^(?:([a-z0-9]{5})\/)?([0-9a-f]{64})\.(glb|vrm|webp)$/.exec(path) ?? []
  if (sha256 === '') return undefined
  return { tenant: key === undefined ? undefined : tenantKeyIn(key), sha256, kind: kind as FileKind } // the pattern is theirs
}

export const mimeOf = (kind: FileKind): string => kinds[kind]
