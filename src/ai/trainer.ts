import path from 'node:path'
import { startApart, type Apart } from '../apart/start.ts'
import { trainDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import { prepareFolder } from './kept.ts'
import type { TrainAnswer, TrainJob } from './train-worker.ts'
import type { Judged, Trained } from './trained.ts'
import type { Weights } from './weights.ts'

/** Trains and evaluates in one process of low priority, one job after another; it ends when there is nothing to do. */
export interface Trainer {
  /** Throws Busy when the process broke, or too many wait. */
  train(job: Omit<TrainJob, 'kind'>): Promise<Trained>
  evaluate(job: Omit<TrainJob, 'kind'>): Promise<readonly Judged[]>
  close(): Promise<void>
}

interface Waiting {
  readonly job: TrainJob
  readonly resolve: (answer: TrainAnswer) => void
  readonly reject: (error: Busy) => void
}

export function createTrainer(weights: Weights, idleMs: number = trainDefaults.idleMs): Trainer {
  const queue: Waiting[] = []
  let current: Waiting | undefined
  let worker: Apart | undefined
  let idle: NodeJS.Timeout | undefined
  let closed = false

  function ask(job: TrainJob): Promise<TrainAnswer> {
    if (closed) return Promise.reject(new Busy('The process is stopping.'))
    if (queue.length >= trainDefaults.waiting)
      return Promise.reject(new Busy('Too many chatbots wait to be trained.', trainDefaults.retryMs))
    return new Promise((resolve, reject) => {
      queue.push({ job, resolve, reject })
      next()
    })
  }

  function next(): void {
    if (current !== undefined) return
    clearTimeout(idle)
    current = queue.shift()
    if (current === undefined) {
      idle = setTimeout(() => {
        // Whoever comes now is given another one: this one does not listen any more.
        const resting = worker
        worker = undefined
        void resting?.terminate()
      }, idleMs).unref()
      return
    }
    worker ??= start()
    worker.postMessage(current.job)
  }

  function start(): Apart {
    const file = new URL(`./train-worker${path.extname(import.meta.url)}`, import.meta.url)
    const started = startApart(file, weights, trainDefaults.heapMb)
    // Nothing waits for training: a process that has nothing else to do may end.
    started.unref()
    started.on('message', (answer: TrainAnswer) => {
      const done = current
      current = undefined
      if ('problem' in answer) done?.reject(new Busy(`Training failed: ${answer.problem}`, trainDefaults.retryMs))
      else done?.resolve(answer)
      next()
    })
    const broken = (reason: string) => {
      if (worker !== started) return
      worker = undefined
      const failed = current
      current = undefined
      failed?.reject(new Busy(`The process that trains broke: ${reason}`, trainDefaults.retryMs))
      next()
    }
    started.on('error', (error: Error) => broken(error.message))
    started.on('exit', (code) => broken(`it ended with code ${code}.`))
    return started
  }

  return {
    async train(job) {
      await prepareFolder(job.file)
      const answer = await ask({ ...job, kind: 'train' })
      if ('trained' in answer) return answer.trained
      throw new Busy('Training came to nothing.', trainDefaults.retryMs)
    },
    async evaluate(job) {
      const answer = await ask({ ...job, kind: 'evaluate' })
      if ('judged' in answer) return answer.judged
      throw new Busy('The evaluation came to nothing.', trainDefaults.retryMs)
    },
    async close() {
      closed = true
      clearTimeout(idle)
      const stopping = worker
      worker = undefined
      for (const { reject } of [...(current === undefined ? [] : [current]), ...queue.splice(0)])
        reject(new Busy('The process is stopping.'))
      current = undefined
      await stopping?.terminate()
    },
  }
}
