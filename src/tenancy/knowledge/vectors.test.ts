import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onMysql, openDatabases } from '../../../test/parts/engine.ts'
import type { TenantCode } from '../../contracts/id.ts'
import { testCollection } from '../../testing/collection.ts'
import { SqliteDatabase } from '../sqlite.ts'
import { listedVectors } from './listed-vectors.ts'
import { sqliteVectors } from './vectors.ts'

const code = 'acme' as TenantCode // a test's own brand

testCollection(onMysql ? 'in rows' : 'in SQLite', {
  async open() {
    const folder = mkdtempSync(join(tmpdir(), 'vectors-'))
    const databases = await openDatabases(folder)
    await databases.provision(code)
    const database = await databases.open(code)
    return {
      collections: database instanceof SqliteDatabase ? sqliteVectors(database) : listedVectors(database),
      async close() {
        database.close()
        await databases.close()
        rmSync(folder, { recursive: true })
      },
    }
  },
})
