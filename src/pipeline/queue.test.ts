import { createScheduler } from './queue.ts'
import { testScheduler } from '../testing/scheduler.ts'

testScheduler('of one process', { create: (options) => Promise.resolve(createScheduler(options)) })
