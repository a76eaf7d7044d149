import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChannelFiles } from '../contracts/channel.ts'
import { Invalid } from '../contracts/errors.ts'
import type { ChannelId, TenantCode } from '../contracts/id.ts'

const plainName = /^[\w][\w.-]{0,99}$/

/** Where a tenant's files are: beside the databases, in a folder of its own. */
export function tenantFolder(dataDir: string, tenant: TenantCode): string {
  return join(dataDir, 'files', tenant)
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
