import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testCollection } from '../../testing/collection.ts'
import { SqliteDatabase } from '../sqlite.ts'
import { sqliteVectors } from './vectors.ts'

testCollection('in SQLite', {
  open() {
    const folder = mkdtempSync(join(tmpdir(), 'vectors-'))
    const database = new SqliteDatabase(join(folder, 'vectors.db'), { cacheKib: 1000, busyMs: 100 })
    return Promise.resolve({
      collections: sqliteVectors(database),
      close() {
        database.close()
        rmSync(folder, { recursive: true })
        return Promise.resolve()
      },
    })
  },
})
