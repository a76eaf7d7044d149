import { startApart } from '../../apart/start.ts'
import { Refused } from '../../contracts/errors.ts'
import type { Mover, MoveReport } from '../../contracts/places.ts'
import type { FolderMoveOptions } from './folder-mover.ts'
import type { MoveAnswer, MoveStep } from './move-worker.ts'

/** A mover in a process of its own; whatever it was at is left where it was when it is ended. */
export interface MoverApart extends Mover {
  end(): Promise<void>
}

/**
 * Apart, because it copies without looking up, and because whoever closes a file of SQLite's frees the locks that its own
 * process has on it.
 */
export function moverApart(options: FolderMoveOptions): MoverApart {
  const apart = startApart(new URL('./move-worker.ts', import.meta.url), options)
  let waiting: PromiseWithResolvers<unknown> | undefined
  let ended = false
  const fail = (problem: string) => {
    ended = true
    waiting?.reject(new Refused(problem))
  }
  apart.on('message', (answer: MoveAnswer) => {
    if ('problem' in answer) waiting?.reject(new Refused(answer.problem))
    else waiting?.resolve(answer.value)
  })
  apart.on('error', (error) => fail(error.message))
  apart.on('exit', () => fail('The process that moved the tenant ended.'))

  function ask(step: MoveStep['step']): Promise<unknown> {
    if (ended) return Promise.reject(new Refused('The process that moved the tenant ended.'))
    waiting = Promise.withResolvers()
    apart.postMessage({ step })
    return waiting.promise
  }

  return {
    async copy() {
      await ask('copy')
    },
    verify: async () => (await ask('verify')) as Omit<MoveReport, 'pauseMs'>, // what the mover there gave
    async switch() {
      await ask('switch')
    },
    async rollback() {
      await ask('rollback')
    },
    end: () => apart.terminate(),
  }
}
