// Budget: an installed copy is ready within 1.5 s of a cold start, and idle it resides in under 120 MB.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Emulator } from './parts/emulator.ts'
import { median } from './parts/figures.ts'
import type { Finding } from './parts/finding.ts'
import { startServer } from './parts/server.ts'

const starts = 5
const idleMs = 3000

export async function start(_: Emulator): Promise<readonly Finding[]> {
  const fresh: number[] = []
  const again: number[] = []
  const resident: number[] = []
  for (let run = 0; run < starts; run++) {
    const dataDir = await mkdtemp(join(tmpdir(), 'colloquy-bench-'))
    for (const times of [fresh, again]) {
      const server = await startServer('src/main.ts', { dataDir })
      times.push(server.startedInMs / 1000)
      await new Promise((resolve) => setTimeout(resolve, idleMs))
      resident.push(server.residentMb())
      await server.stop('SIGTERM')
    }
    await rm(dataDir, { recursive: true })
  }
  const bench = 'start'
  const seconds = (times: readonly number[]) => `${median(times).toFixed(2)} s`
  return [
    {
      bench,
      what: 'from nothing to ready, in an empty data folder',
      measured: seconds(fresh),
      budget: '< 1.5 s',
      kept: median(fresh) < 1.5,
    },
    {
      bench,
      what: 'the same again, in the folder it left',
      measured: seconds(again),
      budget: '< 1.5 s',
      kept: median(again) < 1.5,
    },
    {
      bench,
      what: 'resident when idle',
      measured: `${Math.round(median(resident))} MB`,
      budget: '< 120 MB',
      kept: median(resident) < 120,
    },
  ]
}
