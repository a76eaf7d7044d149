import { tenantKeyOf } from '../../contracts/id.ts'
import type { TenantKey } from '../../contracts/id.ts'
import { NotFound } from '../../contracts/errors.ts'
import type { ExportDoor } from '../../contracts/rights.ts'
import { isSigned, signature } from '../media-urls.ts'
import type { Exports } from './exports.ts'

/** Signs URLs of archives: whoever has one may load the archive until it expires. */
export function exportUrls(key: Buffer, publicUrl: () => string) {
  return (id: string, expiresAt: number): string => {
    const expires = String(Math.floor(expiresAt / 1000))
    return `${publicUrl()}/exports/${id}/file?exp=${expires}&sig=${signature(key, id, expires)}`
  }
}

export interface ExportDoorOptions {
  /** The key that signs a tenant's URLs, without opening the tenant. Throws NotFound. */
  readonly keyOf: (tenant: TenantKey) => Buffer
  /** Undefined for a tenant that is not active. */
  readonly exportsOf: (tenant: TenantKey) => Promise<Pick<Exports, 'read'> | undefined>
  readonly clock: () => number
}

/** The signature is checked before anything is looked at. */
export function createExportDoor({ keyOf, exportsOf, clock }: ExportDoorOptions): ExportDoor {
  return {
    async open(url) {
      const tenant = url.id.startsWith('ex_') ? tenantKeyOf(url.id) : undefined
      if (tenant === undefined) return undefined
      try {
        if (!isSigned(keyOf(tenant), url, clock())) return undefined
        const archive = (await exportsOf(tenant))?.read(url.id)
        return archive === undefined ? undefined : { ...archive, name: `${url.id}.zip` }
      } catch (error) {
        if (error instanceof NotFound) return undefined
        throw error
      }
    },
  }
}
