import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Conflict, Refused } from '../contracts/errors.ts'
import type { TenantCode } from '../contracts/id.ts'
import { backup, restore } from './backup.ts'
import { openDatabases, type EmbeddedDatabases } from './databases.ts'
import { tenantFolder } from './files.ts'
import { inspectDatabases, masterKeyProblem } from './inspect.ts'
import { loadMasterKey } from './keys.ts'
import { openPlatform } from './platform.ts'

const acme = 'acme' as TenantCode

let folder: string
let databases: EmbeddedDatabases
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-backup-'))
  databases = await openDatabases(join(folder, 'data'))
  const { bytes } = await loadMasterKey(join(folder, 'data'))
  const { directory } = await openPlatform({
    databases,
    masterKey: bytes,
    clock: Date.now,
    beforeRemove: () => Promise.resolve(),
  })
  await directory.create({ code: 'acme', name: 'Acme' })
})
afterEach(async () => {
  databases.close()
  await rm(folder, { recursive: true, force: true })
})

const at = (name: string) => join(folder, name)

async function say(text: string): Promise<void> {
  const database = await databases.open(acme)
  await database.write(() => database.prepare('insert into option_tokens (token, value) values (?, ?)').run(text, text))
  database.close()
}

describe('a backup', () => {
  test('taken while the databases are open and written to brings everything back', async () => {
    await say('before')
    const manifest = await backup(at('data'), at('copy'))
    await say('after')
    expect(manifest.files.map(({ path }) => path)).toEqual(['platform.db', 'tenants/acme.db', 'secret.key'])

    await restore(at('copy'), at('again'))
    const restored = await openDatabases(at('again'))
    const database = await restored.open(acme)
    expect(database.handle.prepare('select token from option_tokens').all()).toEqual([{ token: 'before' }])
    database.close()
    restored.close()
    const { bytes, origin } = await loadMasterKey(at('again'))
    expect(origin).toBe('file')
    expect(await masterKeyProblem(at('again'), bytes)).toBeUndefined()
    expect(await masterKeyProblem(at('again'), Buffer.alloc(32))).toContain('master key')
  })

  test('brings back the files of tenants too, but not what was still arriving', async () => {
    const folder = tenantFolder(at('data'), acme)
    const files = [
      'media/ab/abcd',
      'channels/ch_1/session.json',
      'media/unfinished/half',
      'channels/ch_1/session.json.new',
      'avatars/unfinished/half',
    ]
    for (const path of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), path)
    }
    const everyones = `avatars/ab/${'ab'.repeat(32)}`
    await mkdir(dirname(join(at('data'), everyones)), { recursive: true })
    await writeFile(join(at('data'), everyones), 'a model')
    const { files: described } = await backup(at('data'), at('copy'))
    const kept = described.map(({ path }) => path).filter((path) => path.startsWith('files/'))
    expect(kept.toSorted()).toEqual(['files/acme/channels/ch_1/session.json', 'files/acme/media/ab/abcd'])
    await restore(at('copy'), at('again'))
    expect(await readFile(join(at('again'), everyones), 'utf8')).toBe('a model')
    for (const path of kept)
      expect(await readFile(join(at('again'), path), 'utf8')).toBe(path.slice('files/acme/'.length))
    expect((await stat(join(at('again'), kept[0]!))).mode & 0o077).toBe(0)
  })

  test('can be read by its owner alone', async () => {
    await backup(at('data'), at('copy'))
    for (const file of ['manifest.json', 'platform.db', 'secret.key', 'tenants/acme.db']) {
      expect([file, (await stat(join(at('copy'), file))).mode & 0o077]).toEqual([file, 0])
    }
  })

  test('overwrites nothing', async () => {
    await backup(at('data'), at('copy'))
    await expect(backup(at('data'), at('copy'))).rejects.toThrow(Conflict)
    await expect(restore(at('copy'), at('data'))).rejects.toThrow(Conflict)
  })

  test('of nothing is refused', async () => {
    await expect(backup(at('nowhere'), at('copy'))).rejects.toThrow(Refused)
    expect(await readdir(folder)).toEqual(['data'])
  })

  test.each([
    ['a changed file', (source: string) => writeFile(join(source, 'tenants/acme.db'), 'something else')],
    ['a missing file', (source: string) => rm(join(source, 'tenants/acme.db'))],
    ['no manifest', (source: string) => rm(join(source, 'manifest.json'))],
    ['a broken manifest', (source: string) => writeFile(join(source, 'manifest.json'), '{')],
    [
      'a manifest that leads elsewhere',
      async (source: string) => {
        const file = join(source, 'manifest.json')
        await writeFile(file, (await readFile(file, 'utf8')).replace('tenants/acme.db', 'tenants/../../acme.db'))
      },
    ],
    [
      'a manifest that leads out of a tenant’s files',
      async (source: string) => {
        const file = join(source, 'manifest.json')
        await writeFile(file, (await readFile(file, 'utf8')).replace('tenants/acme.db', 'files/acme/../../acme.db'))
      },
    ],
  ])('with %s is not restored, and leaves nothing behind', async (_what, spoil) => {
    await backup(at('data'), at('copy'))
    await cp(at('copy'), at('spoilt'), { recursive: true })
    await spoil(at('spoilt'))
    await expect(restore(at('spoilt'), at('again'))).rejects.toThrow(Refused)
    expect(await readdir(folder)).not.toContain('again')
  })
})

describe('looking at a data folder', () => {
  test('finds nothing where nothing is', async () => {
    expect(await inspectDatabases(at('nowhere'))).toEqual([])
    expect(await readdir(folder)).toEqual(['data'])
  })

  test('finds every database whole and up to date', async () => {
    expect(await inspectDatabases(at('data'))).toEqual([
      { name: 'platform', pendingMigrations: 0, unauthorized: [] },
      { name: 'acme', pendingMigrations: 0, unauthorized: [] },
    ])
  })

  test('finds what is pending and what is broken', async () => {
    const database = await databases.open(acme)
    database.handle.pragma('user_version = 0')
    database.close()
    await writeFile(join(at('data'), 'tenants', 'broken.db'), 'This is no database. '.repeat(100))
    const [, acmes, broken] = await inspectDatabases(at('data'))
    expect(acmes!.pendingMigrations).toBeGreaterThan(0)
    expect(broken!.problem).toContain('not a database')
  })

  test('finds channels that a platform refuses', async () => {
    const database = await databases.open(acme)
    database.handle
      .exec(`insert into channels (id, chatbot_id, platform, name, status, status_reason, settings, secrets, tokens, created_at, updated_at) values
      ('ch_1', 'bot_1', 'telegram', 'Support', 'unauthorized', 'The token was revoked.', '{}', '{}', '[]', '', '')`)
    database.close()
    const [, acmes] = await inspectDatabases(at('data'))
    expect(acmes!.unauthorized).toEqual([
      'telegram refuses the credentials of the channel "Support" of acme: The token was revoked.',
    ])
  })
})
