import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const pattern = /^vault\.(\d+)\.unfinished$/

/**
 * A folder in the data folder for what is on its way; gone when it is disposed, and what a process left that was killed
 * is gone with the next.
 */
export async function openStaging(dataDir: string): Promise<{ readonly folder: string } & AsyncDisposable> {
  await sweepStaging(dataDir)
  const folder = join(dataDir, `vault.${process.pid}.unfinished`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

export async function sweepStaging(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir).catch(() => [])) {
    const pid = pattern.exec(name)?.[1]
    if (pid !== undefined && !lives(Number(pid))) await rm(join(dataDir, name), { recursive: true, force: true })
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
