import { fileURLToPath } from 'node:url'
import { startApp } from '../src/app.ts'
import { environment, readConfig } from '../src/config/env.ts'
import { createLog } from '../src/telemetry/log.ts'

/** The gateway as `npm start` runs it, with the plugins of this folder beside its own. */
const config = readConfig(environment())
const log = createLog(config.logLevel)
const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const app = await startApp({ config, log, pluginFolders: [folder('../plugins'), folder('plugins')] })
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)))
log.info({ url: app.url }, 'ready')
