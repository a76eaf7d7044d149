import path from 'node:path'
import { once } from '../../apart/once.ts'
import { Rooms } from '../../apart/rooms.ts'
import { workshopDefaults } from '../../config/defaults.ts'
import { ModelRefused } from '../../contracts/avatars.ts'
import { Refused } from '../../contracts/errors.ts'
import type { ModelJob, ModelResults } from './process.ts'

export interface Workshop {
  /** One job after another in processes beside this one. Throws ModelRefused, Busy, and the signal's reason. */
  run<Job extends ModelJob>(job: Job, signal: AbortSignal): Promise<ModelResults[Job['kind']]>
}

export type WorkshopLimits = { readonly [Name in keyof typeof workshopDefaults]: number }

export function createWorkshop(limits: WorkshopLimits = workshopDefaults): Workshop {
  const { atOnce, waiting, jobMs, memoryBytes, heapMb, watchMs } = limits
  const rooms = new Rooms({ atOnce, waiting, full: 'Many models are being read already: try again in a minute.' })
  const script = new URL(`./process${path.extname(import.meta.url)}`, import.meta.url)
  const options = { script, jobMs, memoryBytes, heapMb, watchMs, what: 'Reading the model' }
  return {
    run: (job, signal) =>
      rooms.within(() => once<ModelResults[(typeof job)['kind']]>(job, options, signal), signal).catch(refuse),
  }
}

function refuse(error: unknown): never {
  throw error instanceof Refused ? new ModelRefused('UNREADABLE', error.message) : error
}
