import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { databaseDefaults } from '../config/defaults.ts'
import { Conflict } from '../contracts/errors.ts'
import { SqliteDatabase } from './sqlite.ts'

/** The process that holds a data folder. */
export interface RunningServer {
  readonly pid: number
  /** ISO 8601 UTC. */
  readonly startedAt: string
  /** Where it listens; absent until it does. */
  readonly url?: string
}

export interface DataDirLock {
  /** Lets the command line find the server. */
  announce(url: string): Promise<void>
  release(): Promise<void>
}

/**
 * One process owns a data folder: a second one would have its own idea of what is going on in it. The lock is a write
 * transaction on a file of its own, kept open: the operating system ends it with the process, however that ends. Beside
 * it `server.json` says who holds it. Both are of one run and belong in no backup; copying the lock's files while it is
 * held would free it.
 *
 * Throws Conflict, with who holds it.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const lock = take(dataDir, databaseDefaults.busyMs)
  if (lock === undefined)
    throw new Conflict(`${dataDir} is in use by ${await holder(dataDir)}: stop it, or use another DATA_DIR.`)
  held.add(lock)
  const server: RunningServer = { pid: process.pid, startedAt: new Date().toISOString() }
  await write(dataDir, server)
  return {
    announce: (url) => write(dataDir, { ...server, url }),
    async release() {
      // First the note, while nobody else can have written one.
      await rm(noteOf(dataDir), { force: true })
      lock.close()
      held.delete(lock)
    },
  }
}

/** Where many processes may run: none of them holds anything. */
export const noLock: DataDirLock = { announce: () => Promise.resolve(), release: () => Promise.resolve() }

/** A database that nothing refers to is closed with the garbage; a lock is held until it is released. */
const held = new Set<SqliteDatabase>()

/** The server that runs on a data folder now; a note that a crash left behind does not count. */
export async function runningServer(dataDir: string): Promise<RunningServer | undefined> {
  const server = await read(dataDir)
  if (server === undefined) return undefined
  const lock = take(dataDir, 0)
  lock?.close()
  return lock === undefined ? server : undefined
}

/** Undefined when another holds it. */
function take(dataDir: string, waitMs: number): SqliteDatabase | undefined {
  let lock: SqliteDatabase | undefined
  try {
    lock = new SqliteDatabase(join(dataDir, 'lock.db'), { cacheKib: databaseDefaults.lockCacheKib, busyMs: waitMs })
    lock.handle.exec('BEGIN IMMEDIATE')
    return lock
  } catch (error) {
    lock?.close()
    const code = (error as { readonly code?: unknown }).code // what SQLite throws
    if (typeof code === 'string' && code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
}

function noteOf(dataDir: string): string {
  return join(dataDir, 'server.json')
}

/** Renamed into place: a reader never sees half of it. */
async function write(dataDir: string, server: RunningServer): Promise<void> {
  const unfinished = `${noteOf(dataDir)}.new`
  await writeFile(unfinished, `${JSON.stringify(server)}\n`, { mode: 0o600 })
  await rename(unfinished, noteOf(dataDir))
}

async function read(dataDir: string): Promise<RunningServer | undefined> {
  try {
    return JSON.parse(await readFile(noteOf(dataDir), 'utf8')) as RunningServer // written by `write`
  } catch {
    return undefined
  }
}

async function holder(dataDir: string): Promise<string> {
  const server = await read(dataDir)
  return server === undefined ? 'another process' : `process ${server.pid}, which started ${server.startedAt}`
}
