import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { cliDefaults } from '../config/defaults.ts'
import { Invalid, Refused } from '../contracts/errors.ts'
import type { Configuration } from '../contracts/ports.ts'
import type { Channel } from '../contracts/tenant.ts'
import { runningServer } from '../tenancy/lock.ts'
import { asPlatform } from './as-platform.ts'
import { openWorkspace } from './open.ts'
import { CommandFailed, type Terminal } from './terminal.ts'

export interface ReceiveOptions {
  readonly tenant: string
  readonly channel?: string
  readonly url?: string
  readonly again: boolean
}

/** Calls the gateway as the platform would, once for each payload of the fixture. Throws CommandFailed when one is not taken. */
export async function receive(
  terminal: Terminal,
  platform: string,
  fixture: string,
  options: ReceiveOptions,
): Promise<void> {
  const payloads = await readFixture(platform, fixture)
  await using workspace = await openWorkspace(terminal)
  const { tenant, configuration } = await workspace.tenant(options.tenant)
  const channel = channelFor(configuration, platform, options)
  if (workspace.adapters.get(platform)?.webhook === undefined) {
    throw new Refused(`${platform} calls nobody: the gateway listens to it.`)
  }
  const server = options.url ?? (await runningServer(workspace.config.dataDir))?.url
  if (server === undefined) throw new Refused('No server runs on this data folder: start one, or name one with --url.')
  const token = await configuration.tokenOf(channel.id)
  const url = `${server}/messages/receive/tenants/${tenant.code}/channels/${platform}/tokens/${token}`
  let failed = false
  for (const payload of payloads) {
    const answer = await fetch(url, {
      method: 'POST',
      ...asPlatform(channel, payload, options.again),
      signal: AbortSignal.timeout(cliDefaults.requestMs),
    })
    terminal.out(`${answer.status} ${await answer.text()}`.trimEnd())
    failed ||= !answer.ok
  }
  if (failed) throw new CommandFailed()
}

/** By path, or by its name among the platform's own. One payload, or a list of them. */
async function readFixture(platform: string, fixture: string): Promise<readonly unknown[]> {
  const file = existsSync(fixture) ? fixture : await ownFixture(platform, fixture)
  const text = await readFile(file, 'utf8')
  try {
    const content: unknown = JSON.parse(text)
    return Array.isArray(content) ? (content as readonly unknown[]) : [content]
  } catch {
    throw new Invalid(`${file} is not JSON.`)
  }
}

async function ownFixture(platform: string, fixture: string): Promise<string> {
  if (!/^[a-z-]+$/.test(platform) || !/^[\w-]+$/.test(fixture)) throw new Invalid(`There is no file ${fixture}.`)
  const folder = fileURLToPath(new URL(`../channels/${platform}/fixtures/`, import.meta.url))
  const files = await readdir(folder).catch(() => [])
  const names = files.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
  if (names.includes(fixture)) return `${folder}${fixture}.json`
  throw new Invalid(
    names.length === 0
      ? `There is no file ${fixture}, and ${platform} has no fixtures of its own.`
      : `There is no fixture ${fixture} of ${platform}: there is ${names.join(', ')}.`,
  )
}

function channelFor(configuration: Configuration, platform: string, { channel: id, tenant }: ReceiveOptions): Channel {
  const channels = configuration.channels().filter((channel) => channel.platform === platform)
  const channel = id === undefined ? channels[0] : channels.find((candidate) => candidate.id === id)
  if (channel !== undefined) return channel
  throw new Invalid(
    id === undefined
      ? `${tenant} has no ${platform} channel: \`colloquy channel add ${tenant} ${platform}\` makes one.`
      : `${tenant} has no ${platform} channel ${id}.`,
  )
}
