import { resolve } from 'node:path'
import { readConfig } from '../config/env.ts'
import { openEngine } from '../tenancy/engine.ts'
import { lockDataDir, noLock } from '../tenancy/lock.ts'
import { rotateMasterKey } from '../tenancy/rotate.ts'
import { printRow, type Terminal } from './terminal.ts'

export async function rotateKeys(
  terminal: Terminal,
  { keyFile, json }: { keyFile?: string; json: boolean },
): Promise<void> {
  const { dataDir, databaseUrl, secretKey } = readConfig(terminal.environment())
  await using closing = new AsyncDisposableStack()
  const lock = databaseUrl === undefined ? await lockDataDir(dataDir) : noLock
  closing.defer(() => lock.release())
  const { databases } = await openEngine({ dataDir, databaseUrl, masterKey: nobodys })
  closing.defer(() => databases.close())
  const { tenants, file } = await rotateMasterKey(databases.platform, {
    dataDir,
    ...(secretKey === undefined ? {} : { given: secretKey }),
    ...(keyFile === undefined ? {} : { keyFile: resolve(keyFile) }),
  })
  printRow(terminal, { tenants, file }, json)
  terminal.note(
    secretKey === undefined
      ? 'Backups that were made in the clear need the key that they hold.'
      : `Start with SECRET_KEY set to what ${file} holds. Backups that were made in the clear need the old one.`,
  )
}

/** No tenant is opened. */
function nobodys(): never {
  throw new Error('The master key is being changed.')
}
