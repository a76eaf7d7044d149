import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'

/**
 * The gateway with a clock that can be moved, and a door through which events of any platform come: the plugins of the
 * folders it is told, relative to the project.
 */
const { TALK_CLOCK = '0', TALK_CONTROL = '0' } = process.env
let offset = Number(TALK_CLOCK)
const real = Date
globalThis.Date = class extends real {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as many ways as Date itself has
  constructor(...given: [any?, ...number[]]) {
    if (given.length === 0) super(real.now() + offset)
    else super(...(given as [number]))
  }
  static override now(): number {
    return real.now() + offset
  }
} as DateConstructor

const { startApp } = await import('../../src/app.ts')
const { environment, readConfig } = await import('../../src/config/env.ts')
const { createLog } = await import('../../src/telemetry/log.ts')
const config = readConfig(environment())
const log = createLog(config.logLevel)
const pluginFolders = process.argv.slice(2).map((path) => fileURLToPath(new URL(`../../${path}`, import.meta.url)))
const app = await startApp({ config, log, pluginFolders })

interface Told {
  readonly tenant: string
  /** Milliseconds since 1970. */
  readonly to?: number
  readonly channel?: string
  readonly event?: unknown
}

/** What only the tenant's scope has. */
interface Scope {
  readonly configuration: { channel(id: string): unknown }
  keep(channel: unknown, event: unknown): Promise<unknown>
  sweep(): Promise<void>
  readonly store: {
    readonly schedules: { release(now: number): Promise<{ readonly nextAt: number | undefined }> }
    readonly inbox: { backlog(): Promise<{ readonly events: number }> }
  }
}

/** From one thing that comes due to the next, as time does: what is late is said to be. */
async function pass(scope: Scope, to: number): Promise<void> {
  for (let count = 0; count < 500; count++) {
    const { nextAt = Infinity } = await scope.store.schedules.release(0)
    if (nextAt > to) break
    offset = Math.max(offset, nextAt - real.now())
    await scope.sweep()
    for (let waits = 0; waits < 200; waits++) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      if ((await scope.store.inbox.backlog()).events === 0) break
    }
  }
  offset = to - real.now()
}

const control = createServer((request, response) => {
  void (async () => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const told = JSON.parse(Buffer.concat(chunks).toString()) as Told // a test's own
    const scope = (await app.tenants.open(told.tenant)) as unknown as Scope // it is a whole scope
    if (told.event !== undefined && told.channel !== undefined)
      await scope.keep(scope.configuration.channel(told.channel), told.event)
    if (told.to !== undefined) await pass(scope, told.to)
    await scope.sweep()
    response.end('{}')
  })()
})
await once(control.listen(Number(TALK_CONTROL), '127.0.0.1'), 'listening')
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)))
log.info({ url: app.url }, 'ready')
