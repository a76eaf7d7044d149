import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { fakeLog } from '../../../test/api/fakes.ts'
import { backupScheduleDefaults } from '../../config/defaults.ts'
import { openDatabases, type EmbeddedDatabases } from '../databases.ts'
import { currentMasterKey } from '../rotate.ts'
import { openPlatform } from '../platform.ts'
import type { BackupAnswer } from './backup-worker.ts'
import { openVaultAt } from './index.ts'
import { backupApart, createBackupSchedule } from './schedule.ts'

const hour = 3_600_000
const { afterStartMs, retryMs } = backupScheduleDefaults

let dataDir: string
let databases: EmbeddedDatabases
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'colloquy-schedule-'))
  databases = await openDatabases(dataDir)
})
afterAll(async () => {
  databases.close()
  await rm(dataDir, { recursive: true, force: true })
})

function open(at: { now: number }, answers: BackupAnswer[]) {
  const counted: string[] = []
  const schedule = createBackupSchedule({
    everyMs: hour,
    database: databases.platform,
    run: async () => answers.shift() ?? { problem: 'Nothing was prepared.' },
    clock: () => at.now,
    log: fakeLog(),
    counted: (result) => void counted.push(result),
  })
  const lookAt = async (now: number) => {
    at.now = now
    await schedule.look()
    return counted.length
  }
  return { schedule, counted, lookAt }
}

const made = (id: string): BackupAnswer => ({ id, bytes: 1, newBytes: 1, removed: 0 })

test('comes when it is due, is tried again when it failed, and made up for once when it was missed', async () => {
  const at = { now: 1_000_000 }
  const first = open(at, [made('one'), { problem: 'The disk is full.' }, made('two')])
  expect(first.schedule.state()).toEqual({ note: 'There is no backup yet.', ageSeconds: undefined })
  expect(await first.lookAt(1_000_000 + afterStartMs - 1)).toBe(0)
  const begun = 1_000_000 + afterStartMs
  expect(await first.lookAt(begun)).toBe(1)
  expect(await first.lookAt(begun + hour - 1)).toBe(1)
  expect(first.schedule.state()).toMatchObject({ note: 'The last backup was made 60 minutes ago (one).' })
  expect(await first.lookAt(begun + hour)).toBe(2)
  expect(first.schedule.state().problem).toContain('The last try failed')
  expect(await first.lookAt(begun + hour + retryMs - 1)).toBe(2)
  expect(await first.lookAt(begun + hour + retryMs)).toBe(3)
  expect(first.counted).toEqual(['made', 'failed', 'made'])
  await first.schedule.close()

  at.now += 10 * hour
  const second = open(at, [made('three'), made('four')])
  expect(second.schedule.state().problem).toContain('overdue')
  expect(await second.lookAt(at.now + afterStartMs)).toBe(1)
  expect(await second.lookAt(at.now + 1)).toBe(1)
  expect(second.schedule.state()).toMatchObject({ note: 'The last backup was made 0 minutes ago (three).' })
  await second.schedule.close()
})

test('is made by a process apart', async () => {
  const { bytes: masterKey } = await currentMasterKey(databases.platform, dataDir)
  await openPlatform({ databases, masterKey, clock: Date.now, beforeRemove: () => Promise.resolve() })
  const vault = { to: join(dataDir, 'kept'), secret: Buffer.alloc(32, 3).toString('base64'), s3: { region: '' } }
  const write = { dataDir, masterKey, version: '0.1.0', bytesPerSecond: 1e9, mediaElsewhere: false }
  const run = backupApart({ vault, write, keep: { last: 3 } })
  const answer = await run(new AbortController().signal)
  expect(answer).toMatchObject({ id: expect.any(String), removed: 0 })
  expect(await (await openVaultAt(vault)).ids()).toEqual(['id' in answer ? answer.id : ''])
})
