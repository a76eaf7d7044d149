import { fileURLToPath } from 'node:url'
import { startApp } from '../../src/app.ts'
import { environment, readConfig } from '../../src/config/env.ts'
import { createLog } from '../../src/telemetry/log.ts'

/** The gateway as `npm start` runs it, with the plugins of the folders it is told, relative to the project. */
const config = readConfig(environment())
const log = createLog(config.logLevel)
const pluginFolders = process.argv.slice(2).map((path) => fileURLToPath(new URL(`../../${path}`, import.meta.url)))
const started = startApp({ config, log, pluginFolders })
process.once('SIGTERM', () => void started.then((app) => app.stop()).then(() => process.exit(0)))
log.info({ url: (await started).url }, 'ready')
