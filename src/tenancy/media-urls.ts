import { createHmac, timingSafeEqual } from 'node:crypto'
import { mediaDefaults } from '../config/defaults.ts'
import { NotFound, Refused } from '../contracts/errors.ts'
import { tenantKeyOf } from '../contracts/id.ts'
import type { TenantKey } from '../contracts/id.ts'
import { ownMedia } from '../contracts/message.ts'
import type { MediaDoor, MediaStore, MediaUrl } from '../contracts/ports.ts'

/** Signs URLs of media with a key of the tenant's own. */
export interface MediaUrls {
  /** Absolute; the same within a day, so that a browser finds what it has. */
  sign(id: string): string
}

export interface MediaUrlsOptions {
  readonly key: Buffer
  /** Where the gateway is reached, without a slash at its end. */
  readonly publicUrl: () => string
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

export function mediaUrls({ key, publicUrl, clock }: MediaUrlsOptions): MediaUrls {
  return {
    sign(id) {
      const days = Math.floor(clock() / mediaDefaults.urlMs)
      const expires = String(((days + 2) * mediaDefaults.urlMs) / 1000)
      return `${publicUrl()}/media/${id}?exp=${expires}&sig=${signature(key, id, expires)}`
    },
  }
}

/** Of the id and the second in which it expires, as it is written in the URL. */
export function signature(key: Buffer, id: string, expires: string): string {
  return createHmac('sha256', key).update(`${id}\n${expires}`).digest('base64url')
}

/** Whether a URL was signed with the key and has not expired. */
export function isSigned(key: Buffer, { id, expires, signature: given }: MediaUrl, now: number): boolean {
  if (!/^[1-9]\d{0,14}$/.test(expires)) return false
  const right = Buffer.from(signature(key, id, expires))
  const claimed = Buffer.from(given)
  if (right.length !== claimed.length || !timingSafeEqual(right, claimed)) return false
  return Number(expires) * 1000 > now
}

export interface MediaDoorOptions {
  /** The key that signs a tenant's URLs, without opening the tenant. Throws NotFound. */
  readonly keyOf: (tenant: TenantKey) => Buffer
  /** Undefined for a tenant that is not active. */
  readonly storeOf: (tenant: TenantKey) => Promise<MediaStore | undefined>
  readonly clock: () => number
}

export function createMediaDoor({ keyOf, storeOf, clock }: MediaDoorOptions): MediaDoor {
  return {
    async open(url) {
      const tenant = url.id.startsWith(ownMedia) ? tenantKeyOf(url.id) : undefined
      if (tenant === undefined) return undefined
      try {
        if (!isSigned(keyOf(tenant), url, clock())) return undefined
        return await (await storeOf(tenant))?.open(url.id)
      } catch (error) {
        if (error instanceof NotFound || error instanceof Refused) return undefined
        throw error
      }
    },
  }
}
