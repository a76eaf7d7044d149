import { resolve } from 'node:path'
import { readConfig } from '../config/env.ts'
import { backup, restore } from '../tenancy/backup.ts'
import { lockDataDir } from '../tenancy/lock.ts'
import { printRow, type Terminal } from './terminal.ts'

interface Printing {
  readonly json: boolean
}

export async function makeBackup(terminal: Terminal, folder: string, { json }: Printing): Promise<void> {
  const { dataDir, mediaS3Url } = readConfig(terminal.environment())
  const { createdAt, files } = await backup(dataDir, resolve(folder))
  printRow(terminal, { folder: resolve(folder), createdAt, files: files.length, bytes: sizeOf(files) }, json)
  if (files.some(({ path }) => path === 'secret.key')) {
    terminal.note('It holds the master key: keep it as safe as the data folder.')
  } else {
    terminal.note('It does not hold the master key, which is SECRET_KEY: keep that too, elsewhere.')
  }
  if (mediaS3Url !== undefined) terminal.note('It holds no media of the bucket at MEDIA_S3_URL: back that up as well.')
}

export async function restoreBackup(terminal: Terminal, folder: string, { json }: Printing): Promise<void> {
  const { dataDir } = readConfig(terminal.environment())
  // No server starts on a folder that is half there.
  const lock = await lockDataDir(dataDir)
  try {
    const { createdAt, files } = await restore(resolve(folder), dataDir)
    printRow(terminal, { folder: dataDir, createdAt, files: files.length, bytes: sizeOf(files) }, json)
  } finally {
    await lock.release()
  }
}

function sizeOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}
