import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
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
  /** Stands still, or goes on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  close(): Promise<void>
}

export interface ServerKind {
  /** What its folder is called by; its command when it is not said. */
  readonly name?: string
  readonly command: string
  readonly args: (folder: string, port: number) => readonly string[]
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
}: ServerKind): Promise<OwnServer> {
  const folder = await mkdtemp(join(await quickestRoot(), `colloquy-${name}-`))
  const port = await freePort()
  await prepare?.(folder, port)
  let server: ChildProcess | undefined

  async function start(): Promise<void> {
    const begun = spawn(command, args(folder, port), { stdio: 'ignore' })
    server = begun
    const failed = new Promise<never>((_, reject) => begun.once('error', reject))
    await Promise.race([failed, answers(name, () => isUp(port))])
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
    signal: (sent) => void server?.kill(sent),
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

async function answers(name: string, isUp: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await isUp()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${name} did not answer within 30 s.`)
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(() => resolve(true)))
    socket.once('error', () => resolve(false))
  })
}
