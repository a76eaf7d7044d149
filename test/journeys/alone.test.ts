import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { terminalOn } from '../cli/terminal.ts'
import { openHome, type Home } from '../parts/gateway.ts'
import { startMysql, type OwnMysql } from '../parts/mysql.ts'
import { freePort } from '../parts/ports.ts'

// One process over MySQL without Redis: whatever another would have to hear is in its memory.

let mysql: OwnMysql
let home: Home
const environment = () => ({ DATABASE_URL: mysql.url('colloquy_alone') })

beforeAll(async () => {
  mysql = await startMysql()
  home = await openHome({ env: environment() })
}, 60_000)
afterAll(async () => {
  await home.remove()
  await mysql.close()
}, 60_000)

test('a second process does not start, the doctor knows why, and one that was killed is followed by the next', async () => {
  const first = home.start()
  await first.ready
  const second = home.start({ PORT: String(await freePort()) })
  expect((await second.ended).code).toBe(78)
  expect(second.complaints.join('\n')).toMatch(/Another process works over this database.*REDIS_URL/)

  // Where the gateway runs, whose port is taken.
  const doctor = async (more = {}) => (await terminalOn(home.dataDir, { ...environment(), ...more })('doctor')).out
  expect(await doctor()).toMatch(/^ok +processes +1 process works .*no second one starts/m)
  expect(await doctor()).toMatch(/^ok +connections +The server takes 151 .*each of 1 opens 60 to read and 60 to write/m)
  expect(await doctor({ REDIS_URL: 'redis://localhost' })).toMatch(/^X +processes .*without REDIS_URL/m)

  first.kill()
  await first.ended
  const next = home.start()
  await next.ready
  expect(await next.stop()).toBe(0)
  expect(await doctor()).toMatch(/^ok +processes +0 processes work/m)
}, 120_000)

test('a server that takes few connections is told of', async () => {
  const { exit, out } = await terminalOn(home.dataDir, environment())('doctor')
  expect(out).not.toContain('wait for one another')
  expect(exit).toBe(0)
  const small = await startMysql({ settings: ['--max-connections=10'] })
  const found = await terminalOn(home.dataDir, { DATABASE_URL: small.url('colloquy_alone') })('doctor')
  await small.close()
  expect(found.out).toMatch(/^! +connections .*10 \(max_connections\).*wait for one another/m)
}, 60_000)
