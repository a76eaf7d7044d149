import { constants, setPriority } from 'node:os'
import { parent } from '../../apart/parent.ts'
import { openVaultAt, type VaultOptions } from './index.ts'
import type { Keep } from './keep.ts'
import { pruneBackups } from './upkeep.ts'
import { writeBackup, type WriteOptions } from './write.ts'

/** The process that makes a scheduled backup; schedule.ts tells it which. What is secret is told, not given: others see how a process was called. */
export interface BackupJob {
  readonly vault: VaultOptions
  readonly write: WriteOptions
  readonly keep: Keep
}

export type BackupAnswer =
  | { readonly id: string; readonly bytes: number; readonly newBytes: number; readonly removed: number }
  | { readonly problem: string }

// It takes what nobody else wants.
setPriority(constants.priority.PRIORITY_LOW)

async function answer({ vault: options, write, keep }: BackupJob): Promise<BackupAnswer> {
  try {
    const vault = await openVaultAt(options)
    const { id, bytes, newBytes } = await writeBackup(vault, { ...write, masterKey: Buffer.from(write.masterKey) })
    const { removed } = await pruneBackups(vault, keep)
    return { id, bytes, newBytes, removed: removed.length }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

parent.on((job: BackupJob) => void answer(job).then((done) => parent.postMessage(done)))
