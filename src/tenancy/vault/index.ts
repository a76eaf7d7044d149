import type { S3Bucket } from '../s3.ts'
import { bucketPlace, folderPlace } from './place.ts'
import { openVault, type Vault } from './vault.ts'

/** Where backups go, as the environment says it. */
export interface VaultOptions {
  /** An absolute folder, or the URL of a bucket. */
  readonly to: string
  /** A passphrase, or the text of a key. */
  readonly secret: string
  readonly s3: Pick<S3Bucket, 'region'> & { readonly keyId?: string | undefined; readonly secret?: string | undefined }
}

/** Throws Refused for a key that is too short, and what the place throws. */
export function openVaultAt({ to, secret, s3 }: VaultOptions): Promise<Vault> {
  const isBucket = /^https?:/i.test(to)
  const place = isBucket
    ? bucketPlace({ url: to, region: s3.region, keyId: s3.keyId ?? '', secret: s3.secret ?? '' })
    : folderPlace(to)
  return openVault(place, secret)
}
