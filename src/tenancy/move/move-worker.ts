import { given, parent } from '../../apart/parent.ts'
import { folderMover, type FolderMoveOptions } from './folder-mover.ts'

/** The process that moves a tenant, step by step; mover-apart.ts says which is next. */
export interface MoveStep {
  readonly step: 'copy' | 'verify' | 'switch' | 'rollback'
}

export type MoveAnswer = { readonly value: unknown } | { readonly problem: string }

const mover = folderMover(given() as FolderMoveOptions) // by mover-apart.ts

async function answer({ step }: MoveStep): Promise<MoveAnswer> {
  try {
    return { value: await mover[step]() }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

parent.on((step: MoveStep) => void answer(step).then((done) => parent.postMessage(done)))
