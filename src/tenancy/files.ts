import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChannelFiles } from '../contracts/channel.ts'
import { Invalid } from '../contracts/errors.ts'
import type { ChannelId, TenantCode } from '../contracts/id.ts'

const plainName = /^[\w][\w.-]{0,99}$/

/** Where a tenant's database is in a place. */
export function tenantFile(root: string, tenant: TenantCode): string {
  return join(root, 'tenants', `${tenant}.db`)
}

/** Where a tenant's files are: beside the databases, in a folder of its own. */
export function tenantFolder(root: string, tenant: TenantCode): string {
  return join(root, 'files', tenant)
}

/** After a database's name: what is on its way to a place, and what it left in another. Nobody opens them. */
export const leftovers = [
  '.moving',
  '.moving-wal',
  '.moving-shm',
  '.moving.log',
  '.left',
  '.left-wal',
  '.left-shm',
] as const

/** No tenant's code has a dot in it. */
export function leftFolder(root: string, tenant: TenantCode): string {
  return join(root, 'files', `${tenant}.left`)
}

/** Where a tenant's archives are, until they are loaded. */
export function exportsFolder(dataDir: string, tenant: TenantCode): string {
  return join(tenantFolder(dataDir, tenant), 'exports')
}

/** Files of one channel's connection, in the tenant's folder. */
export function channelFiles(folder: string, channel: ChannelId): ChannelFiles {
  const root = join(folder, 'channels', channel)

  function pathOf(name: string): string {
    if (!plainName.test(name)) throw new Invalid('A file has a plain name: letters, digits, dots, hyphens.', 'name')
    return join(root, name)
  }

  return {
    async read(name) {
      return readFile(pathOf(name)).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined // what fs throws
        throw error
      })
    },
    async write(name, content) {
      const path = pathOf(name)
      await mkdir(root, { recursive: true, mode: 0o700 })
      const file = await open(`${path}.new`, 'w', 0o600)
      try {
        await file.writeFile(content)
        await file.sync()
      } finally {
        await file.close()
      }
      // Renamed into place: a crash leaves the old one or the new one.
      await rename(`${path}.new`, path)
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  }
}
