import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, statfs } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './ports.ts'

/** A server of a test's own: it may be stopped, emptied and started again without harm to anybody. */
export interface OwnServer {
  readonly port: number
  /** Of its process, while it runs. */
  pid(): number
  /** Ends at once. */
  stop(): Promise<void>
  /** At the same address, with what is in its folder. */
  start(): Promise<void>
  /** What is in its folder is lost, as with a disk; while it is stopped. */
  empty(): Promise<void>
  /** Resolves when each of its threads stands still: a signal comes to them one after another, and one may still answer. */
  pause(): Promise<void>
  /** Goes on after a pause. */
  resume(): void
  close(): Promise<void>
}

export interface ServerKind {
  /** What its folder is called by; its command when it is not said. */
  readonly name?: string
  readonly command: string
  readonly args: (folder: string, port: number) => readonly string[]
  /** The folder its own is made in: of what is more than memory takes. */
  readonly root?: string | undefined
  /** Before it is started for the first time. */
  readonly prepare?: (folder: string, port: number) => Promise<void>
  /** Whether it can be asked; whether somebody may connect when it is not said. */
  readonly isUp?: (port: number) => Promise<boolean>
}

/** Throws where there is no such server to run. */
export async function startOwn({
  command,
  name = command,
  args,
  prepare,
  isUp = takesConnections,
  root,
}: ServerKind): Promise<OwnServer> {
  const folder = await mkdtemp(join(root ?? (await quickestRoot()), `colloquy-${name}-`))
  const port = await freePort()
  await prepare?.(folder, port)
  let server: ChildProcess | undefined

  async function start(): Promise<void> {
    const begun = spawn(command, args(folder, port), { stdio: 'ignore' })
    server = begun
    const failed = new Promise<never>((_, reject) => begun.once('error', reject))
    await Promise.race([failed, eventually(`${name} did not answer`, () => isUp(port))])
  }

  async function stop(): Promise<void> {
    const ending = server
    server = undefined
    if (ending === undefined) return
    const ended = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill('SIGKILL')
    await ended
  }

  await start()
  return {
    port,
    pid: () => server?.pid ?? NaN,
    start,
    stop,
    async pause() {
      server?.kill('SIGSTOP')
      await eventually(`${name} did not stand still`, async () => (await threads(server?.pid)).every(standsStill))
    },
    resume: () => void server?.kill('SIGCONT'),
    async empty() {
      for (const file of await readdir(folder)) await rm(join(folder, file), { recursive: true })
    },
    async close() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What is in memory outlives a server's death as what is on a disk does, and nobody waits for a disk. */
async function quickestRoot(): Promise<string> {
  const memory = '/dev/shm'
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }))
  return bavail * bsize > roomBytes ? memory : tmpdir()
}
const roomBytes = 4 * 1024 ** 3

async function eventually(complaint: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${complaint} within 30 s.`)
}

/** As Linux tells of each thread, "42 (name) S …"; nothing on other systems, where a pause is believed at once. */
async function threads(pid: number | undefined): Promise<readonly string[]> {
  const tasks = `/proc/${pid}/task`
  const ids = await readdir(tasks).catch(() => [])
  return Promise.all(ids.map((id) => readFile(join(tasks, id, 'stat'), 'utf8').catch(() => '')))
}

/** A thread that is gone says nothing. */
const standsStill = (thread: string): boolean => thread === '' || /\) [Tt] [^)]*$/.test(thread)

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(() => resolve(true)))
    socket.once('error', () => resolve(false))
  })
}
