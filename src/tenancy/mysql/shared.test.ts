import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pause } from '../../../test/parts/app.ts'
import { startMysql, type OwnMysql } from '../../../test/parts/mysql.ts'
import { fleetDefaults, ingestDefaults, planDefaults } from '../../config/defaults.ts'
import { Busy, Conflict } from '../../contracts/errors.ts'
import { idMint, type TenantCode, type TenantKey } from '../../contracts/id.ts'
import type { TenantStore } from '../../contracts/ports.ts'
import { houseSettings } from '../../handoff/house.ts'
import { accept, answered, channel, says, somebody } from '../../testing/store/fixtures.ts'
import type { Database } from '../database.ts'
import type { Databases } from '../databases.ts'
import { openHandoffSettings } from '../handoff-settings.ts'
import { countMessages } from '../message-count.ts'
import { openPlatform } from '../platform.ts'
import { openProcesses, type Processes } from '../processes.ts'
import { randomId } from '../random.ts'
import { scopeMarks } from '../scope-marks.ts'
import { openStore } from '../store/index.ts'
import { openMysqlDatabases } from './databases.ts'

// Two processes on one server: each with its own thread, its own memory, and its own idea of the time.

const folder = mkdtempSync(join(tmpdir(), 'shared-'))
const masterKey = Buffer.alloc(32, 1)
const code = 'acme' as TenantCode // a test's own brand
let server: OwnMysql
let processes: readonly [Databases, Databases]
let now = Date.UTC(2026, 0, 1)

beforeAll(async () => {
  server = await startMysql()
  const open = () => openMysqlDatabases({ url: server.url('colloquy'), dataDir: folder, masterKey: () => masterKey })
  const first = await open()
  processes = [first, await open()]
  await first.provision(code)
}, 60_000)

afterAll(async () => {
  for (const databases of processes) await databases.close()
  await server.close()
  rmSync(folder, { recursive: true })
})

/** The tenant as each of the two has it open. */
async function both<Opened>(open: (database: Database) => Opened): Promise<readonly [Opened, Opened]> {
  const [one, other] = processes
  return [open(await one.open(code)), open(await other.open(code))]
}

const stores = (backlogEvents?: number): Promise<readonly [TenantStore, TenantStore]> =>
  both((database) => openStore(database, idMint('abcde' as TenantKey, randomId), () => now, backlogEvents)) // as above

describe('what one process remembers of a tenant', () => {
  beforeEach(() => {
    now += 60_000
  })

  test('is no conversation that another may have ended', async () => {
    const [one, other] = await stores()
    const before = await accept(one, says('a', 'ended'))
    await answered({ store: other, now, crash: () => Promise.resolve() }, before)
    await other.conversations.end(before, somebody)
    expect(await accept(one, says('b', 'ended'))).not.toBe(before)
    expect(await accept(other, says('b', 'ended'))).not.toBe(before)
  })

  test('is how much waits, and counted anew: the bound holds for what all of them keep', async () => {
    const [one, other] = await stores(40)
    const kept = await other.inbox.accept(
      channel,
      Array.from({ length: 40 }, (_, index) => says(`full${index}`, 'full')),
    )
    now += ingestDefaults.recountMs
    await expect(accept(one, says('more', 'full'))).rejects.toThrow(Busy)
    await answered({ store: other, now, crash: () => Promise.resolve() }, kept[0]!.conversation!)
    now += ingestDefaults.recountMs
    await accept(one, says('more', 'full'))
  })

  test('are webhooks: what happens anywhere is told to one that was just made', async () => {
    const [one, other] = await stores()
    expect(other.webhooks.list()).toEqual([])
    const { id } = await one.webhooks.add(
      { url: 'https://example.com/', events: ['conversation.started'] },
      () => 'sealed',
    )
    await accept(other, says('told', 'told'))
    expect(one.webhooks.due(now, 10).deliveries).toMatchObject([{ webhook: id, attempts: 0 }])
    await one.webhooks.remove(id)
    await accept(other, says('silent', 'silent'))
    expect(one.webhooks.due(now, 10).deliveries).toEqual([])
  })

  test('of a try to deliver: one that comes late changes nothing of what another did since', async () => {
    const [one, other] = await stores()
    const { id } = await one.webhooks.add(
      { url: 'https://example.com/', events: ['conversation.started'] },
      () => 'sealed',
    )
    await accept(one, says('late', 'late'))
    const [due] = one.webhooks.due(now, 1).deliveries
    await other.webhooks.delivered(due!, 200)
    await one.webhooks.failed(due!, now + 1000, 'It was too late.')
    expect((await one.webhooks.deliveries(id, 1)).items).toMatchObject([{ state: 'delivered', attempts: 1 }])
    await one.webhooks.remove(id)
  })

  test('is no message that waits: before it is sent it is looked at again', async () => {
    const [one, other] = await stores()
    const conversation = await accept(one, says('sent', 'sent'))
    await answered({ store: one, now, crash: () => Promise.resolve() }, conversation, { say: ['hello'] })
    const [entry] = await one.outbox.pending(conversation, 1)
    expect(await one.outbox.waits(entry!, 0)).toBe(true)
    await other.outbox.sent(entry!, 1, 'p1', false)
    expect(await one.outbox.waits(entry!, 0)).toBe(false)
    await other.outbox.sent(entry!, 2, 'p2', true)
    expect(await one.outbox.waits(entry!, 1)).toBe(false)
  })

  test('are settings, until another changes them', async () => {
    const [one, other] = await both((database) => ({
      database,
      settings: openHandoffSettings(database, () => now, houseSettings),
    }))
    expect(other.settings.read()).toBe(houseSettings)
    const changed = { ...houseSettings, failures: !houseSettings.failures }
    await one.settings.write(changed)
    expect(one.settings.read()).toEqual(changed)
    // Its next transaction tells; without one it looks within seconds.
    await other.database.write(() => undefined)
    expect(other.settings.read()).toEqual(changed)
    expect(other.settings.read()).toBe(other.settings.read())
  })

  test('is how many messages were said in the month', async () => {
    const [one, other] = await both((database) => ({ database, messages: countMessages(database, () => now) }))
    const before = other.messages.used()
    await one.database.write(() => one.messages.add(3))
    now += planDefaults.messagesRecountMs
    expect(other.messages.used()).toBe(before + 3)
  })
})

describe('processes', () => {
  const marks = ({ platform }: Databases, name: string) => {
    const living = openProcesses(platform, name, false)
    return { ...scopeMarks(platform, living), leave: () => living.leave() }
  }
  const tenantKey = async () => (await directoryOf(processes[0])).create({ code: 'life', name: 'Life' })

  function directoryOf(databases: Databases) {
    const beforeRemove = () => Promise.resolve()
    return openPlatform({ databases, masterKey, clock: Date.now, beforeRemove }).then(({ directory }) => directory)
  }

  /** As if so much time had passed for the server. */
  const age = (ms: number) =>
    processes[0].platform.write(() =>
      processes[0].platform.prepare<[number]>('update processes set seen_at = seen_at - ?').run(ms),
    )

  test('take over what one that ended had open, once, and nothing of one that lives', async () => {
    const { key } = await tenantKey()
    const [dead, living] = [marks(processes[0], 'dead'), marks(processes[1], 'living')]
    await dead.beat()
    await living.beat()
    await dead.markOpen(key)
    expect(await living.takeOver()).toEqual([])
    expect(await living.wakeUps(Date.now())).toEqual([])
    await age(fleetDefaults.goneMs)
    await living.beat()
    expect(await living.takeOver()).toEqual([key])
    expect(await living.takeOver()).toEqual([])
    expect(await living.wakeUps(Date.now())).toEqual([key])
    await living.markOpen(key)
    expect(await dead.wakeUps(Date.now())).toEqual([])

    // It only stood still: what it has open is known again, and another's too.
    await dead.beat()
    await living.markClosed(key, { dueAt: 0, listens: false })
    expect(await living.wakeUps(Date.now())).toEqual([])
    await dead.leave()
    expect(await living.takeOver()).toEqual([key])
    await living.leave()
  })

  describe('without Redis', () => {
    const opened: Processes[] = []
    const process = (name: string, alone: boolean) => {
      const one = openProcesses(processes[opened.length % 2]!.platform, name, alone)
      opened.push(one)
      return one
    }
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.leave()
    })

    /** What becomes of one that comes while the other says again and again that it lives. */
    async function besideLiving(other: Processes, comes: Processes): Promise<unknown> {
      const state: { told?: unknown } = {}
      const arriving = comes.arrive().then(
        () => (state.told = 'arrived'),
        (error: unknown) => (state.told = error),
      )
      while (state.told === undefined) {
        await processes[0].platform.write(() => other.live())
        await pause(fleetDefaults.besideMs / 10)
      }
      await arriving
      return state.told
    }

    test.each([
      ['a second one', true, true],
      ['one of a fleet, beside one without Redis', true, false],
      ['one without Redis, beside a fleet', false, true],
    ])('%s does not begin', async (_, first, second) => {
      const [one, other] = [process('first', first), process('second', second)]
      await one.arrive()
      const told = await besideLiving(one, other)
      expect(told).toBeInstanceOf(Conflict)
      expect(String(told)).toContain('REDIS_URL')
      expect(one.living()).toEqual(new Set(['first']))
    })

    test('one begins when the other left, or has said nothing for long enough', async () => {
      const [one, next, last] = [process('one', true), process('next', true), process('last', true)]
      await one.arrive()
      await one.leave()
      await next.arrive()
      const arriving = last.arrive()
      await age(fleetDefaults.goneMs)
      await arriving
      expect(next.living()).toEqual(new Set(['next', 'last']))
      expect(last.living()).toEqual(new Set(['last']))
    })
  })

  test('of a fleet begin beside each other, and know how many they are', async () => {
    const fleet = processes.map(({ platform }, index) => openProcesses(platform, `member${index}`, false))
    for (const one of fleet) await one.arrive()
    for (const one of fleet) expect(one.living()).toEqual(new Set(['member0', 'member1']))
    for (const one of fleet) await one.leave()
  })

  test('that erase tenants share them out; one that makes a tenant is not disturbed', async () => {
    const [one, other] = [await directoryOf(processes[0]), await directoryOf(processes[1])]
    await one.create({ code: 'over', name: 'Over' })
    await one.removeAt('over' as TenantCode, Date.now() - 1)
    const [due] = one.due(Date.now())
    expect(await Promise.all([one.claim(due!), other.claim(due!)])).toEqual(expect.arrayContaining([true, false]))
    const both = await Promise.allSettled([
      one.create({ code: 'same', name: 'Same' }),
      other.create({ code: 'same', name: 'Same' }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(Conflict)
  }, 30_000)
})
