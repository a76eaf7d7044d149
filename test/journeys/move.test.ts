import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp, until } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'
import { terminalOn } from '../cli/terminal.ts'

interface Move {
  readonly from: string
  readonly to: string
  readonly phase: string
  readonly problem?: string
  readonly report?: { readonly tables: number; readonly rows: number; readonly pauseMs: number }
}

let app: RunningApp
let telegram: TelegramEmulator
let volume: string
beforeAll(async () => {
  app = await openApp()
  telegram = await createTelegramEmulator()
  volume = await mkdtemp(join(tmpdir(), 'colloquy-volume-'))
  await addTelegramBot(app, telegram, 'shop')
})
afterAll(async () => {
  await app.close()
  await telegram.close()
  await rm(volume, { recursive: true, force: true })
})

const settled = async (phase: string): Promise<Move> => {
  let move: Move | undefined
  await until(async () => (move = await app.api<Move>('GET', '/tenants/shop/move')).phase !== 'copying', 'The move')
  expect(move).toMatchObject({ phase })
  return move!
}

/** Somebody else writes all the while: a chat is answered once a second at the most. Gives how many did when it is told to end. */
function traffic(from: number) {
  let chat = from
  const timer = setInterval(() => telegram.say(++chat, `/echo hello from ${chat}`), 60)
  return () => {
    clearInterval(timer)
    return chat
  }
}

async function everyoneWasAnswered(from: number, to: number): Promise<void> {
  for (let chat = from + 1; chat <= to; chat++) {
    const texts = (await telegram.waitForReply(chat, 1, 20_000)).map(({ text }) => text)
    expect(texts).toEqual([`hello from ${chat}`])
  }
}

test('a tenant moves there and back while people write to it: everyone is answered, once', async () => {
  const disk = join(volume, 'disk')
  expect(await app.api('POST', '/places', { name: 'disk', folder: disk })).toMatchObject({ name: 'disk', tenants: 0 })
  const end = traffic(0)
  await telegram.waitForReply(3, 1, 10_000)
  expect(await app.api('POST', '/tenants/shop/move', { to: 'disk' })).toMatchObject({ from: 'main', phase: 'copying' })
  const { report } = await settled('switched')
  expect(report!.tables).toBeGreaterThan(20)
  expect(report!.pauseMs).toBeLessThan(5000)
  const between = end()
  await everyoneWasAnswered(0, between)
  expect((await readdir(join(disk, 'tenants'))).filter((name) => name.endsWith('.db'))).toEqual(['shop.db'])
  await until(
    async () => (await readdir(join(app.dataDir, 'tenants'))).includes('shop.db.left'),
    'What is left behind is put aside',
  )

  const endAgain = traffic(between)
  await app.api('DELETE', '/tenants/shop/move')
  expect(await settled('switched')).toMatchObject({ from: 'disk', to: 'main' })
  await everyoneWasAnswered(between, endAgain())
  expect(await app.api('GET', '/places')).toMatchObject({
    items: [
      { name: 'main', tenants: 1 },
      { name: 'disk', tenants: 0 },
    ],
  })
}, 60_000)

test('the command line asks the server, and says what is wrong', async () => {
  const run = terminalOn(app.dataDir)
  expect((await run('tenant move shop')).exit).toBe(2)
  expect(await run('tenant move shop --to nowhere')).toMatchObject({ exit: 1, notes: 'There is no place nowhere.' })
  expect(await run('tenant move shop --to main')).toMatchObject({ exit: 1, notes: 'The tenant is in main already.' })
  const moved = await run('tenant move shop --to disk --json')
  expect(JSON.parse(moved.out)).toMatchObject({ from: 'main', to: 'disk', phase: 'switched' })
  expect(JSON.parse((await run('place list --json')).out)).toMatchObject([{ tenants: 0 }, { name: 'disk', tenants: 1 }])
  expect((await run('place remove disk')).notes).toContain('move them first')
  expect((await app.api<{ items: unknown[] }>('GET', '/auth/api-keys')).items).toHaveLength(1)
})
