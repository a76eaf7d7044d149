import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A server under measurement: a process of its own, alone on the first core. */
export interface Server {
  readonly url: string
  readonly dataDir: string
  /** From the start of the process to its line `ready`, milliseconds. */
  readonly startedInMs: number
  /** CPU of all its threads so far, in user and kernel mode, milliseconds (in steps of 10). */
  cpuMs(): number
  residentMb(): number
  /** Ends it and removes its data. `SIGTERM` where something is written at the end (a profile). */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export interface ServerOptions {
  readonly args?: (dataDir: string) => readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly nodeFlags?: readonly string[]
  /** What an earlier server left; kept when this one stops. */
  readonly dataDir?: string
  /** As taskset takes them; the first alone when not said. */
  readonly cores?: string
}

/** What `npm start` gives Node. */
const productionFlags = ['--max-semi-space-size=16']
const productionEnv = { NODE_COMPILE_CACHE: 'node_modules/.cache/colloquy', MALLOC_ARENA_MAX: '1' }
const root = fileURLToPath(new URL('../..', import.meta.url))
const serverCore = '0'
/** USER_HZ, which Linux fixes at 100 for programs. */
const tickMs = 10

/** Starts a script of this project pinned to the first core; resolves when it says `ready`. */
export async function startServer(script: string, options: ServerOptions = {}): Promise<Server> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'colloquy-bench-')))
  const { NODE_OPTIONS: _, ...inherited } = process.env
  const began = performance.now()
  const child = spawn(
    'taskset',
    [
      '-c',
      options.cores ?? serverCore,
      process.execPath,
      ...(options.nodeFlags ?? productionFlags),
      script,
      ...(options.args?.(dataDir) ?? []),
    ],
    {
      cwd: root,
      env: {
        ...inherited,
        ...productionEnv,
        DATA_DIR: dataDir,
        PORT: '0',
        SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const exited = once(child, 'exit')
  const lines = createInterface(child.stdout)
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const said = record(line)
      if (said?.msg === 'ready') resolve(String(said.url))
      else if (said?.level !== 'info') console.error(line)
    })
    void exited.then(() => reject(new Error(`${script} ended before it was ready.`)))
  })
  const startedInMs = performance.now() - began
  // taskset becomes the program it starts: the process is the server's.
  const pid = child.pid!
  return {
    url,
    dataDir,
    startedInMs,
    cpuMs() {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
      return (Number(fields[11]) + Number(fields[12])) * tickMs
    },
    residentMb() {
      const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]
      return Number(kib) / 1024
    },
    async stop(signal = 'SIGKILL') {
      child.kill(signal)
      await exited
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function record(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return undefined
  }
}
