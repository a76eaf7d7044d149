import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { apiOf } from './app.ts'
import type { Api } from './app.ts'
import { engineOf } from './engine.ts'
import { freePort } from './ports.ts'

/** Where a gateway lives while its processes come and go. */
export interface Home extends Api {
  readonly dataDir: string
  readonly port: number
  readonly url: string
  /** One life of it; `more` is environment of this one alone. */
  start(more?: Readonly<Record<string, string>>): Life
  /** Ends what still lives there, and removes its data. */
  remove(): Promise<void>
}

/** One process of the gateway, from its start to its end. */
export interface Life {
  /** Resolves with the first line it says: it has called nobody before. */
  readonly awake: Promise<void>
  /** Resolves with its line `ready`; rejects when the process ends before. */
  readonly ready: Promise<void>
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  /** What it said that is more than information, and last words of its standard error. */
  readonly complaints: readonly string[]
  /** kill -9. */
  kill(): void
  /** Stands still, or goes on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
}

export interface HomeOptions {
  /** Relative to the project: `src/main.ts` by default. */
  readonly script?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const complaintsKept = 200
/** Long enough for a loaded machine. */
const readyMs = 60_000

export async function openHome({ script = 'src/main.ts', args = [], env = {} }: HomeOptions = {}): Promise<Home> {
  const dataDir = await mkdtemp(join(tmpdir(), 'colloquy-test-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const key = 'an administrator of tests 0123456789 abcdefghijkl'.replaceAll(' ', '-')
  const { NODE_OPTIONS: _, ...inherited } = process.env
  const environment = {
    ...inherited,
    DATA_DIR: dataDir,
    PORT: String(port),
    ADMIN_API_KEY: key,
    ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    // Halves the time of every start after the first.
    NODE_COMPILE_CACHE: join(tmpdir(), 'colloquy-test-compiled'),
    ...engineOf(dataDir),
    ...env,
  }

  const lives = new Set<Life>()
  return {
    dataDir,
    port,
    url,
    ...apiOf(url, key),
    start(more = {}) {
      const life = start(fileURLToPath(new URL(`../../${script}`, import.meta.url)), args, { ...environment, ...more })
      lives.add(life)
      void life.ended.then(() => lives.delete(life))
      return life
    },
    async remove() {
      for (const life of lives) {
        life.kill()
        await life.ended
      }
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function start(file: string, args: readonly string[], env: Readonly<Record<string, string | undefined>>): Life {
  const child = spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const complaints: string[] = []
  const complain = (line: string) => {
    complaints.push(line)
    if (complaints.length > complaintsKept) complaints.shift()
  }
  const ended = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }))
  createInterface(child.stderr).on('line', complain)
  const lines = createInterface(child.stdout)
  const awake = new Promise<void>((resolve) => lines.once('line', () => resolve()))
  const ready = new Promise<void>((resolve, reject) => {
    const late = () => reject(new Error(`The gateway is not ready after ${readyMs} ms.\n${complaints.join('\n')}`))
    setTimeout(late, readyMs).unref()
    lines.on('line', (line) => {
      if (line.includes('"msg":"ready"')) resolve()
      else if (!line.includes('"level":"info"')) complain(line)
    })
    void ended.then(({ code, signal }) =>
      reject(new Error(`The gateway ended before it was ready (${signal ?? code}).\n${complaints.join('\n')}`)),
    )
  })
  // Whoever does not wait for it may kill it before.
  ready.catch(() => undefined)
  return {
    awake,
    ready,
    ended,
    complaints,
    kill: () => void child.kill('SIGKILL'),
    signal: (name) => void child.kill(name),
    async stop() {
      child.kill('SIGTERM')
      return (await ended).code
    },
  }
}
