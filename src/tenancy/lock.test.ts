import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { lockDataDir, runningServer } from './lock.ts'

let folder: string
const children: ChildProcess[] = []
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'colloquy-lock-')), 'data')
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(join(folder, '..'), { recursive: true })
})

/** Another process that takes the lock and keeps it. */
async function elsewhere(): Promise<ChildProcess> {
  const lock = new URL('lock.ts', import.meta.url).href
  const script = `const { lockDataDir } = await import(${JSON.stringify(lock)})
    await (await lockDataDir(${JSON.stringify(folder)})).announce('http://127.0.0.1:3000')
    console.log('held')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await once(child.stdout, 'data')
  return child
}

test('one process owns a data folder, and says so to the second', async () => {
  const { pid } = await elsewhere()
  await expect(lockDataDir(folder)).rejects.toThrow(new RegExp(`is in use by process ${pid}, which started 2\\d{3}-`))
  expect(await runningServer(folder)).toMatchObject({ pid, url: 'http://127.0.0.1:3000' })
})

test('a crash frees it, and what it left behind is not taken for a server', async () => {
  const child = await elsewhere()
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await readFile(join(folder, 'server.json'), 'utf8')).toContain(String(child.pid))
  expect(await runningServer(folder)).toBeUndefined()
  const lock = await lockDataDir(folder)
  expect(await runningServer(folder)).toMatchObject({ pid: process.pid })
  await lock.release()
})

test('it is taken once within a process too, and free after a release', async () => {
  const lock = await lockDataDir(folder)
  await lock.announce('http://127.0.0.1:1')
  await expect(lockDataDir(folder)).rejects.toMatchObject({ code: 'E_CONFLICT' })
  await lock.release()
  expect(await readdir(folder)).not.toContain('server.json')
  expect(await runningServer(folder)).toBeUndefined()
  await (await lockDataDir(folder)).release()
})

test('a folder nobody ever ran in has no server', async () => {
  expect(await runningServer(folder)).toBeUndefined()
})
