import { join } from 'node:path'
import type { Config } from './config/env.ts'
import type { TenantCode } from './contracts/id.ts'
import { localFiles, localMedia, type MediaFiles, type MediaPlace } from './tenancy/media-files.ts'
import { s3Media, s3Shared } from './tenancy/media-s3.ts'

/** Where files are: on the disk, or in a bucket that several machines see. */
export interface FilePlaces {
  readonly media: MediaPlace
  /** Models of tenants. */
  readonly avatars: MediaPlace
  /** Models for everyone here. */
  readonly sharedAvatars: MediaFiles
}

/** `homeOf` tells the folder of a tenant's place. */
export function filePlacesOf(
  { dataDir, mediaS3Url: url, mediaS3Region: region, mediaS3KeyId, mediaS3Secret }: Config,
  homeOf: (tenant: TenantCode) => string,
): FilePlaces {
  const shared = join(dataDir, 'avatars')
  if (url === undefined || mediaS3KeyId === undefined || mediaS3Secret === undefined)
    return { media: localMedia(homeOf), avatars: localMedia(homeOf, 'avatars'), sharedAvatars: localFiles(shared) }
  const bucket = { url, region, keyId: mediaS3KeyId, secret: mediaS3Secret }
  return {
    media: s3Media({ homeOf, bucket }),
    avatars: s3Media({ homeOf, bucket, what: 'avatars' }),
    sharedAvatars: s3Shared(bucket, 'avatars', join(shared, 'unfinished')),
  }
}
