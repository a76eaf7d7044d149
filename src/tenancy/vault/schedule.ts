import { startApart } from '../../apart/start.ts'
import { backupScheduleDefaults } from '../../config/defaults.ts'
import type { Log } from '../../contracts/log.ts'
import type { SqliteDatabase } from '../sqlite.ts'
import type { BackupAnswer, BackupJob } from './backup-worker.ts'

export interface BackupScheduleOptions {
  readonly everyMs: number
  /** The platform's: what came of the last one outlives the process. */
  readonly database: SqliteDatabase
  /** Makes one, and gives it up when it is told to. */
  readonly run: (signal: AbortSignal) => Promise<BackupAnswer>
  readonly clock: () => number
  readonly log: Log
  readonly counted: (result: 'made' | 'failed') => void
}

export interface BackupSchedule {
  /** Makes one when it is due; nobody needs to wait for it. Never throws. */
  look(): Promise<void>
  /** For whoever asks whether all is well. `problem`: why not. */
  state(): { readonly note: string; readonly problem?: string; readonly ageSeconds: number | undefined }
  /** One that is under way is given up. */
  close(): Promise<void>
}

/** Of the last run, and the last that went well; milliseconds since 1970. */
interface Kept {
  readonly startedAt: number
  readonly endedAt?: number
  readonly problem?: string
  readonly good?: { readonly at: number; readonly id: string }
}

const settingName = 'last_backup'

/** Runs that were missed are made up for by one. A run that ended with its process counts as failed. */
export function createBackupSchedule(options: BackupScheduleOptions): BackupSchedule {
  const { everyMs, database, clock, log } = options
  const openedAt = clock()
  const stop = new AbortController()
  let running: Promise<void> | undefined
  let kept = read(database)

  function dueAt(): number {
    const earliest = openedAt + backupScheduleDefaults.afterStartMs
    if (kept === undefined) return earliest
    const isGood = kept.good?.at === kept.startedAt
    const next = isGood
      ? kept.startedAt + everyMs
      : (kept.endedAt ?? kept.startedAt) + Math.min(everyMs, backupScheduleDefaults.retryMs)
    return Math.max(earliest, next)
  }

  async function keep(next: Kept): Promise<void> {
    kept = next
    const text = JSON.stringify(next)
    await database.write(() => {
      database.prepare<[string]>('delete from settings where name = ?').run(settingName)
      database.prepare<[string, string]>('insert into settings (name, value) values (?, ?)').run(settingName, text)
    })
  }

  async function make(): Promise<void> {
    const startedAt = clock()
    const before = kept?.good
    const past = before === undefined ? {} : { good: before }
    await keep({ startedAt, ...past })
    const answer = await options
      .run(stop.signal)
      .catch((error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }))
    // Ended with the process: the next one tries again.
    if (stop.signal.aborted) return
    if ('problem' in answer) {
      log.error({ problem: answer.problem }, 'The backup failed and is tried again.')
      options.counted('failed')
      await keep({ startedAt, endedAt: clock(), problem: answer.problem, ...past })
      return
    }
    log.info({ ...answer, seconds: Math.round((clock() - startedAt) / 1000) }, 'A backup was made.')
    options.counted('made')
    await keep({ startedAt, endedAt: clock(), good: { at: startedAt, id: answer.id } })
  }

  return {
    async look() {
      if (running !== undefined || stop.signal.aborted || clock() < dueAt()) return
      running = make()
        .catch((error: unknown) => log.error({ error }, 'What came of a backup could not be kept.'))
        .finally(() => (running = undefined))
      await running
    },
    state() {
      const good = kept?.good
      const ageMs = good === undefined ? undefined : clock() - good.at
      const note =
        good === undefined || ageMs === undefined
          ? 'There is no backup yet.'
          : `The last backup was made ${spoken(ageMs)} ago (${good.id}).`
      const problem =
        kept?.problem !== undefined
          ? `${note} The last try failed: the log says why.`
          : (ageMs ?? clock() - openedAt) > everyMs * backupScheduleDefaults.missedRuns
            ? `${note} The next is overdue.`
            : undefined
      return {
        note,
        ...(problem === undefined ? {} : { problem }),
        ageSeconds: ageMs === undefined ? undefined : ageMs / 1000,
      }
    },
    async close() {
      stop.abort()
      await running
    },
  }
}

/** In a process apart, which is ended when it is given up. */
export function backupApart(job: BackupJob): (signal: AbortSignal) => Promise<BackupAnswer> {
  return async (signal) => {
    const apart = startApart(new URL('./backup-worker.ts', import.meta.url), null)
    try {
      return await new Promise<BackupAnswer>((resolve, reject) => {
        apart.on('message', (answer: BackupAnswer) => resolve(answer))
        apart.on('error', reject)
        apart.on('exit', () => reject(new Error('The process that made the backup ended.')))
        signal.addEventListener('abort', () => reject(new Error('The gateway stops.')))
        apart.postMessage(job)
      })
    } finally {
      await apart.terminate()
    }
  }
}

function read(database: SqliteDatabase): Kept | undefined {
  const row = database
    .prepare<[string], { value: string }>('select value from settings where name = ?')
    .get(settingName)
  return row === undefined ? undefined : (JSON.parse(row.value) as Kept) // written by `keep`
}

function spoken(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 120) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
