import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from '@jest/globals'
import { mediaDefaults } from '../config/defaults.ts'
import { testMediaFiles } from './fixtures/media-files-suite.ts'
import { localMedia } from './media-files.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'media-'))
})
afterAll(() => rm(dataDir, { recursive: true }))

testMediaFiles('on the local disk', mediaDefaults.bytes, () => localMedia(() => dataDir))
