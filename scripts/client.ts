import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startApp } from '../src/app.ts'
import type { OpenApiDocument } from '../src/api/openapi.ts'
import { readConfig } from '../src/config/env.ts'
import { createLog } from '../src/telemetry/log.ts'
import { clientFiles } from './client-files.ts'

/** Writes what is made of the API's document: the client's types and the Bruno collection. The gateway itself is asked. */
const root = fileURLToPath(new URL('../', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-client-'))
const config = readConfig({
  DATA_DIR: dataDir,
  PORT: '0',
  LOG_LEVEL: 'silent',
  ADMIN_API_KEY: 'nobody-asks-for-this-key-0123456789',
})
const app = await startApp({ config, log: createLog(config.logLevel), pluginFolders: [] })
const document = (await (await fetch(`${app.url}/api/v1/openapi.json`)).json()) as OpenApiDocument // our own
await app.stop()
rmSync(dataDir, { recursive: true })
rmSync(join(root, 'bruno'), { recursive: true, force: true })
for (const [path, text] of await clientFiles(document)) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
process.exit(0)
