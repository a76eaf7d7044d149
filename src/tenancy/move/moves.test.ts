import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { fakeLog } from '../../../test/api/fakes.ts'
import { moveDefaults } from '../../config/defaults.ts'
import type { TenantCode } from '../../contracts/id.ts'
import { openDatabases, type EmbeddedDatabases } from '../databases.ts'
import { tenantFolder } from '../files.ts'
import { currentMasterKey } from '../rotate.ts'
import { openPlatform } from '../platform.ts'
import type { SqliteDatabase } from '../sqlite.ts'
import { folderMover } from './folder-mover.ts'
import { moverApart, type MoverApart } from './mover-apart.ts'
import { openMoves, type MovesOptions } from './moves.ts'

const acme = 'acme' as TenantCode // of its form

let folder: string
let databases: EmbeddedDatabases
let tenant: SqliteDatabase
let now: number
beforeEach(async () => {
  now = Date.now()
  folder = await mkdtemp(join(tmpdir(), 'colloquy-move-'))
  const { masterKey } = await begin()
  const platform = await openPlatform({ databases, masterKey, clock: Date.now, beforeRemove: () => Promise.resolve() })
  await platform.directory.create({ code: acme, name: 'Acme' })
  await databases.places.add('disk', join(folder, 'disk'))
  const files = join(tenantFolder(join(folder, 'data'), acme), 'channels', 'ch_1')
  await mkdir(files, { recursive: true })
  await writeFile(join(files, 'session.json'), 'a session')
  tenant = await databases.open(acme)
  await say('before')
})
afterEach(async () => {
  tenant.close()
  databases.close()
  await rm(folder, { recursive: true, force: true })
})

async function begin() {
  databases = await openDatabases(join(folder, 'data'))
  return { masterKey: (await currentMasterKey(databases.platform, join(folder, 'data'))).bytes }
}

const say = (text: string) =>
  tenant.write(() => tenant.prepare('insert into option_tokens (token, value) values (?, ?)').run(text, text))

async function said(): Promise<unknown> {
  const database = await databases.open(acme)
  const tokens = database.handle.prepare('select token from option_tokens order by rowid').pluck().all()
  database.close()
  return tokens
}

function open(mover: MovesOptions['mover']) {
  const road = {
    // Said in the last moment before the pause.
    async pause() {
      await say('last')
      tenant.close()
      return () => undefined
    },
    checkpoints: () => undefined,
    reopen: () => Promise.resolve(),
  }
  return openMoves({ databases, road, clock: () => now, log: fakeLog(), ...(mover === undefined ? {} : { mover }) })
}

/** In this process, for what is not about the other. */
const here = (changes: Partial<MoverApart> = {}): NonNullable<MovesOptions['mover']> => {
  return (options) => {
    const mover = folderMover(options)
    return { ...mover, end: () => Promise.resolve(), ...changes }
  }
}

describe('kill -9', () => {
  const never = () => new Promise<never>(() => undefined)
  test.each(['copy', 'verify', 'switch'] as const)(
    'before the step %s has ended: the move is taken up again, and nothing is lost',
    async (step) => {
      const reached = Promise.withResolvers<MoverApart>()
      const killed = open((options) => {
        const mover = moverApart(options)
        return {
          ...mover,
          async [step]() {
            // All of it was done, and nobody hears of it; before its last step nothing was put aside.
            if (step !== 'switch') await mover[step]()
            reached.resolve(mover)
            return never()
          },
        }
      })
      await killed.begin(acme, 'disk')
      await (await reached.promise).end()
      databases.close()
      tenant.close()

      await begin()
      tenant = await databases.open(acme)
      const expected =
        step === 'copy'
          ? ['before', 'while it was down', 'last']
          : step === 'verify'
            ? ['before', 'last', 'while it was down', 'last again']
            : ['before', 'last', 'while it was down']
      await say('while it was down')
      if (step === 'verify') await say('last again')
      if (step !== 'copy') tenant.close()
      const resumed =
        step === 'copy'
          ? open(here())
          : openMoves({
              databases,
              road: {
                pause: () => Promise.resolve(() => undefined),
                checkpoints: () => undefined,
                reopen: () => Promise.resolve(),
              },
              clock: () => now,
              log: fakeLog(),
              mover: here(),
            })
      await resumed.resume()
      await resumed.settled(acme)
      expect(resumed.of(acme)).toMatchObject({ phase: 'switched', from: 'main', to: 'disk' })
      expect(databases.places.placeOf(acme)).toBe('disk')
      expect(await said()).toEqual(expected)
      expect(await readFile(join(tenantFolder(join(folder, 'disk'), acme), 'channels/ch_1/session.json'), 'utf8')).toBe(
        'a session',
      )
      expect(await readdir(join(folder, 'data', 'tenants'))).toEqual(['acme.db.left'])

      now += moveDefaults.graceMs
      await resumed.sweep()
      expect(resumed.of(acme)).toMatchObject({ phase: 'done' })
      expect([await readdir(join(folder, 'data', 'tenants')), await readdir(join(folder, 'data', 'files'))]).toEqual([
        [],
        [],
      ])
    },
  )
})

describe('a move', () => {
  test('whose copy is not the original leaves the tenant where it was', async () => {
    const moves = open((options) => {
      const mover = here()(options)
      return {
        ...mover,
        async copy() {
          await mover.copy()
          const copy = join(folder, 'disk', 'tenants', 'acme.db.moving')
          const bytes = await readFile(copy)
          await writeFile(copy, bytes.toString('latin1').replace('001-initial', '001-INITIAL'), 'latin1')
        },
      }
    })
    await moves.begin(acme, 'disk')
    await moves.settled(acme)
    expect(moves.of(acme)).toMatchObject({ phase: 'failed', problem: expect.stringContaining('knex_migrations') })
    expect(databases.places.placeOf(acme)).toBe('main')
    expect(await said()).toEqual(['before', 'last'])
    expect([await readdir(join(folder, 'disk', 'tenants')), await readdir(join(folder, 'disk', 'files'))]).toEqual([
      [],
      [],
    ])
    await expect(moves.rollback(acme)).rejects.toThrow('The tenant is where it was.')
  })

  test('is refused where there is nothing to move, or nowhere to move it to', async () => {
    const moves = open(here())
    await expect(moves.begin('nobody', 'disk')).rejects.toThrow('There is no such tenant.')
    await expect(moves.begin(acme, 'nowhere')).rejects.toThrow('There is no place nowhere.')
    await expect(moves.begin(acme, 'main')).rejects.toThrow('is in main already')
    await expect(moves.rollback(acme)).rejects.toThrow('was never moved')
    await rm(join(folder, 'disk'), { recursive: true })
    await expect(moves.begin(acme, 'disk')).rejects.toThrow('mount its volume')
  })
})

test('a place is a folder of its own, with a name', async () => {
  for (const [name, path, what] of [
    ['UPPER', '/mnt/x', 'name'],
    ['main', '/mnt/x', 'name'],
    ['other', 'relative', 'absolute'],
    ['other', '/dev/null/x', 'cannot be written'],
    ['other', join(folder, 'data', 'tenants'), 'part of another place'],
  ] as const)
    await expect(databases.places.add(name, path)).rejects.toThrow(what)
})
