import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { startApp } from './app.ts'
import type { App } from './app.ts'
import { ConfigError, environment, readConfig } from './config/env.ts'
import type { Config } from './config/env.ts'
import { demoDefaults, drainDefaults } from './config/defaults.ts'
import { GatewayError } from './contracts/errors.ts'
import type { Log } from './contracts/log.ts'
import { teachDemo } from './demo-docs.ts'
import { ensureDemo } from './demo.ts'
import { createLog } from './telemetry/log.ts'

/** EX_CONFIG of sysexits.h: what the environment says cannot be started with. */
const configExit = 78

async function main(flags: ReadonlySet<string>): Promise<void> {
  const config = configOrExit()
  const log = createLog(config.logLevel)
  const started = start(config, log, flags)
  stopOnSignals(started, log)
  endOnBugs(log)
  await started
}

async function start(config: Config, log: Log, flags: ReadonlySet<string>): Promise<App> {
  let demoEmbedId: string | undefined
  const app = await startApp({
    config,
    log,
    demoEmbedId: () => demoEmbedId,
    pluginFolders: [fileURLToPath(new URL('../plugins', import.meta.url))],
    watch: flags.has('--dev'),
  })
  if (flags.has('--demo')) demoEmbedId = await ensureDemo(app.tenants)
  if (app.madeAdminKey !== undefined) say(`Admin API key, shown this once: ${app.madeAdminKey}`)
  if (config.production && config.secretKey === undefined) {
    log.warn({}, 'SECRET_KEY is not set: the master key lies in DATA_DIR beside what it protects.')
  }
  forgetTheStart()
  log.info({ ...urls(app, config, demoEmbedId !== undefined), startedInMs: Math.round(performance.now()) }, 'ready')
  if (demoEmbedId !== undefined) teachLater(app, log)
  return app
}

/** When the first callers were answered: reading takes some seconds of a core, and memory that is let go of as at the start. */
function teachLater({ tenants }: App, log: Log): void {
  const root = fileURLToPath(new URL('..', import.meta.url))
  setTimeout(() => {
    teachDemo(tenants, root).then(forgetTheStart, (error: unknown) =>
      log.warn({ error }, 'The demo could not read its own pages; it goes on at the next start.'),
    )
  }, demoDefaults.teachAfterMs).unref()
}

/**
 * What only starting needed is let go of, with the room for young objects that it grew: some 20 MB that an idle process
 * would keep. It takes a tenth of a second in which nothing else runs, so it comes before anybody is told to call.
 */
function forgetTheStart(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as NodeJS.GCFunction // what the flag puts into new contexts
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

function configOrExit(): Config {
  try {
    return readConfig(environment())
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const problem of error.problems) process.stderr.write(`${problem}\n`)
    process.exit(configExit)
  }
}

function urls({ url }: App, config: Config, demo: boolean): Readonly<Record<string, string>> {
  const base = config.publicUrl ?? url
  return { url: base, ...(demo ? { demo: `${base}/demo` } : {}), docs: `${base}/docs`, health: `${base}/health/ready` }
}

/** The first signal stops gracefully, also one that comes before the start is done; a second one at once. */
function stopOnSignals(started: Promise<App>, log: Log): void {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      log.info({ signal }, 'stopping')
      setTimeout(() => process.exit(1), drainDefaults.exitMs).unref()
      started
        .then((app) => app.stop())
        .then(
          () => process.exit(0),
          (error: unknown) => {
            log.error({ error }, 'The gateway did not stop cleanly.')
            process.exit(1)
          },
        )
    })
  }
}

/** By itself the runtime would print the whole of what was thrown, with whatever a person said in it. */
function endOnBugs(log: Log): void {
  process.on('uncaughtException', (error: unknown) => {
    log.error({ error }, 'The process ends: something was thrown that nobody caught.')
    process.exit(1)
  })
}

/** For the person who started it: not a log line, because it may be a secret. */
function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`)
}

main(new Set(process.argv.slice(2))).catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof GatewayError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  process.exit(error instanceof GatewayError ? configExit : 1)
})
