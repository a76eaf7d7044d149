import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { mediaDefaults } from '../config/defaults.ts'
import type { TenantCode } from '../contracts/id.ts'
import { tenantFolder } from './files.ts'
import { spool } from './media-files.ts'
import type { FilesOf, MediaFiles, MediaPlace } from './media-files.ts'
import { openObjects } from './s3.ts'
import type { Objects, S3Bucket } from './s3.ts'

export interface S3MediaOptions {
  readonly bucket: S3Bucket
  /** Files arrive here: S3 wants to know their size and hash before it takes them. */
  readonly homeOf: (tenant: TenantCode) => string
  /** Bytes of one file. */
  readonly limit?: number
  readonly what?: FilesOf
}

/**
 * Keeps media at `<prefix>/<tenant>/media/<hash>`, avatars beside them. What the store cannot do now is Busy; what it will not do (wrong
 * credentials, no such bucket) is Refused.
 */
export function s3Media({ bucket, homeOf, limit = mediaDefaults.bytes, what = 'media' }: S3MediaOptions): MediaPlace {
  const objects = openObjects(bucket, 'media store')
  return {
    of: (tenant) =>
      s3Files(objects, `${tenant}/${what}/`, join(tenantFolder(homeOf(tenant), tenant), what, 'unfinished'), limit),
    async remove(tenant) {
      let after = ''
      for (;;) {
        const keys = await objects.list(`${tenant}/${what}/`, after)
        for (let at = 0; at < keys.length; at += mediaDefaults.removedAtOnce)
          await Promise.all(keys.slice(at, at + mediaDefaults.removedAtOnce).map(({ key }) => objects.remove(key)))
        const last = keys.at(-1)
        if (last === undefined) return
        after = last.key
      }
    },
  }
}

/** What belongs to no tenant: no tenant's code begins with `_`. `unfinished` is where files arrive. */
export function s3Shared(bucket: S3Bucket, what: FilesOf, unfinished: string): MediaFiles {
  return s3Files(openObjects(bucket, 'media store'), `_shared/${what}/`, unfinished, mediaDefaults.bytes)
}

function s3Files(objects: Objects, folder: string, unfinished: string, limit: number): MediaFiles {
  const arriving = spool(unfinished, limit)
  const has = (sha256: string) => objects.has(folder + sha256)
  return {
    async take(body) {
      const { path, ...arrived } = await arriving(body)
      return {
        ...arrived,
        async settle() {
          if (!(await has(arrived.sha256)))
            await objects.put(folder + arrived.sha256, await openAsBlob(path), arrived.sha256)
        },
      }
    },
    has,
    remove: (sha256) => objects.remove(folder + sha256),
    async *read(sha256, start, end) {
      if (start < end) yield* objects.read(folder + sha256, start, end)
    },
  }
}
