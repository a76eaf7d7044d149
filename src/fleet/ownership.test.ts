import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startRedis, type OwnRedis } from '../../test/parts/redis.ts'
import { testOwnership } from '../testing/ownership.ts'
import { openOwnership, type SharedOwnership } from './ownership.ts'
import { connectRedis } from './redis.ts'

let redis: OwnRedis
let names = 0
const closing: (() => Promise<void>)[] = []
const children: ChildProcess[] = []
beforeAll(async () => {
  redis = await startRedis()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const close of closing.splice(0)) await close()
})
afterAll(() => redis.close())

const quick = { leaseMs: 1000, everyMs: 100 }
const forever = new AbortController().signal

async function join(name: string): Promise<SharedOwnership> {
  const connection = connectRedis(redis.url)
  await connection.connect()
  const ownership = openOwnership(connection, { name, ...quick })
  closing.push(async () => {
    await ownership.close()
    connection.disconnect()
  })
  return ownership
}

async function until(condition: () => boolean, withinMs = 12_000) {
  for (const end = performance.now() + withinMs; !condition();) {
    if (performance.now() > end) throw new Error('It did not become true.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

testOwnership('of a fleet', () => join(`suite-${names++}`))

describe('processes that own', () => {
  test('have each thing once, and hand over what one of them gives back', async () => {
    const name = `owned-${names++}`
    const [one, other] = [await join(name), await join(name)]
    const first = await one.own('session', forever)
    let taken = false
    const second = other.own('session', forever).then((owned) => {
      taken = true
      return owned
    })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect([taken, one.owns('session'), other.owns('session')]).toEqual([false, true, false])
    await first?.release()
    expect((await second)?.holds()).toBe(true)
    expect([one.owns('session'), other.owns('session')]).toEqual([false, true])
  })

  test('give a thing to one asker at a time, also where both are in one process', async () => {
    const ownership = await join(`owned-${names++}`)
    const leaving = new AbortController()
    const [one, left, other] = [
      ownership.own('session', forever),
      ownership.own('session', leaving.signal),
      ownership.own('session', forever),
    ]
    const first = await one
    leaving.abort()
    expect(await left).toBeUndefined()
    let given = false
    void other.then(() => (given = true))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(given).toBe(false)
    await first?.release()
    expect((await other)?.holds()).toBe(true)
  })

  test('share what comes up', async () => {
    const name = `owned-${names++}`
    const all = await Promise.all([join(name), join(name), join(name)])
    // All of them have listened to something, and know of each other after a look.
    for (const ownership of all) await (await ownership.own('before', forever))?.release()
    await new Promise((resolve) => setTimeout(resolve, 500))
    const things = Array.from({ length: 30 }, (_, index) => `channel-${index}`)
    for (const ownership of all) for (const thing of things) void ownership.own(thing, forever)
    const counts = () => all.map((ownership) => things.filter((thing) => ownership.owns(thing)).length)
    await until(() => counts().reduce((sum, count) => sum + count, 0) === things.length)
    for (const count of counts()) expect(count).toBeGreaterThanOrEqual(5)
  })

  test('lose what they have when Redis is away for longer than a lease, and own again when it is back', async () => {
    const ownership = await join(`owned-${names++}`)
    const owned = await ownership.own('session', forever)
    await redis.stop()
    await until(() => owned?.lost.aborted === true)
    expect(ownership.owns('session')).toBe(false)
    const again = ownership.own('session', forever)
    await redis.start()
    expect((await again)?.holds()).toBe(true)
  })

  test('lose what Redis has forgotten', async () => {
    const name = `owned-${names++}`
    const ownership = await join(name)
    const owned = await ownership.own('session', forever)
    const admin = connectRedis(redis.url)
    await admin.connect()
    await admin.flushall()
    admin.disconnect()
    await until(() => owned?.lost.aborted === true)
    expect((await ownership.own('session', forever))?.holds()).toBe(true)
  })

  test('take over from one that died, and one that stood still and comes back does nothing any more', async () => {
    const name = `owned-${names++}`
    const lines: string[] = []
    const run = (who: string) => {
      const script = fileURLToPath(new URL('fixtures/owner.ts', import.meta.url))
      const child = spawn(process.execPath, [script, redis.url, name, 'session'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      children.push(child)
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n').filter(Boolean)) lines.push(`${who} ${line}`)
      })
      return child
    }
    const said = (words: string) => lines.some((line) => line.startsWith(words))
    const first = run('first')
    await until(() => said('first took'))
    const second = run('second')
    first.kill('SIGSTOP')
    await until(() => said('second took'))
    lines.length = 0
    first.kill('SIGCONT')
    await until(() => said('first lost'))
    expect(said('first acts')).toBe(false)
    second.kill('SIGKILL')
    await until(() => said('first took'))
  })
})
