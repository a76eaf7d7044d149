import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sweepDefaults } from '../../src/config/defaults.ts'
import { pause, until } from '../parts/app.ts'
import { openHome, type Home, type Life } from '../parts/gateway.ts'
import { startMysql, type OwnMysql } from '../parts/mysql.ts'

let server: OwnMysql
let home: Home
let life: Life

beforeAll(async () => {
  server = await startMysql()
  home = await openHome({ script: 'test/parts/server.ts', args: ['test/journeys/plugins'] })
  life = home.start({ DATABASE_URL: server.url('colloquy') })
  await life.ready
}, 60_000)
afterAll(async () => {
  life.kill()
  await life.ended
  await home.remove()
  await server.close()
})

const readiness = () =>
  fetch(`${home.url}/health/ready`).then(
    ({ status }) => status,
    () => 'gone',
  )

test('while the database is away a process says so and waits, and goes on when it is back', async () => {
  expect(await readiness()).toBe(200)
  await home.api('POST', '/tenants', { code: 'acme', name: 'Acme' })
  await server.stop()
  await until(async () => (await readiness()) === 503, 'The 503')
  // Whatever is done again and again was tried meanwhile.
  await pause(2 * sweepDefaults.everyMs)
  expect(await readiness()).toBe(503)
  await server.start()
  await until(async () => (await readiness()) === 200, 'The 200', 30_000)
  expect(await home.api('GET', '/tenants/acme')).toMatchObject({ code: 'acme' })
}, 90_000)
