import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { cliDefaults } from '../config/defaults.ts'
import { readConfig } from '../config/env.ts'
import { Invalid, Refused } from '../contracts/errors.ts'
import { runningServer } from '../tenancy/lock.ts'
import { anonymizer } from './anonymize.ts'
import type { Terminal } from './terminal.ts'

export interface RecordOptions {
  readonly port: string
  readonly url?: string
  readonly dir: string
}

const receivePath = /^\/messages\/receive\/tenants\/[^/]+\/channels\/([a-z-]+)\/tokens\//

/**
 * Stands between the platforms and a gateway: passes on what comes, untouched, and saves a copy of every webhook that the
 * gateway took, made anonymous. Ends with Ctrl-C (`end`).
 */
export async function record(
  terminal: Terminal,
  { port, url, dir }: RecordOptions,
  end: Promise<unknown> = once(process, 'SIGINT'),
): Promise<void> {
  const gateway = url ?? (await runningServer(readConfig(terminal.environment()).dataDir))?.url
  if (gateway === undefined) throw new Refused('No server runs on this data folder: start one, or name one with --url.')
  const number = Number(port)
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new Invalid('--port must be a port.')
  const save = saving(terminal, resolve(dir))
  const server = createServer((request, response) => {
    passOn(request, response, gateway, save).catch((error: unknown) => {
      terminal.note(`Not passed on: ${error instanceof Error ? error.message : String(error)}`)
      response.writeHead(502).end()
    })
  })
  server.listen(number, '127.0.0.1')
  await once(server, 'listening')
  const { port: actual } = server.address() as AddressInfo // of a server that listens on a port
  terminal.note(`Let platforms call http://127.0.0.1:${actual} instead of ${gateway}. Ctrl-C ends.`)
  await end
  server.closeAllConnections()
  server.close()
}

type Save = (platform: string, body: Buffer) => Promise<void>

async function passOn(request: IncomingMessage, response: ServerResponse, gateway: string, save: Save): Promise<void> {
  const body = await buffer(request)
  const { method = 'GET', url = '/' } = request
  const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers
  const answer = await fetch(`${gateway}${url}`, {
    method,
    headers: Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
    signal: AbortSignal.timeout(cliDefaults.requestMs),
  })
  const platform = receivePath.exec(url)?.[1]
  if (platform !== undefined && method === 'POST' && answer.ok) await save(platform, body)
  // Already decoded and of another length than was said.
  const coded = ['content-encoding', 'content-length', 'transfer-encoding', 'connection']
  response.writeHead(answer.status, Object.fromEntries([...answer.headers].filter(([name]) => !coded.includes(name))))
  response.end(Buffer.from(await answer.arrayBuffer()))
}

function saving(terminal: Terminal, folder: string): Save {
  const anonymize = anonymizer()
  let count = 0
  return async (platform, body) => {
    const payload = parsed(body)
    if (payload === undefined) {
      terminal.note('Not saved: it is neither JSON nor a form.')
      return
    }
    await mkdir(join(folder, platform), { recursive: true })
    let file: string
    do file = join(folder, platform, `${String((count += 1)).padStart(3, '0')}.json`)
    while (existsSync(file))
    await writeFile(file, `${JSON.stringify(anonymize(payload), undefined, 2)}\n`)
    terminal.out(file)
  }
}

/** JSON, or a form: Slack's interactions are JSON in one, and its commands one with nothing but texts. */
function parsed(body: Buffer): unknown {
  const text = body.toString()
  const form = /^\w+=/.test(text) ? new URLSearchParams(text) : undefined
  try {
    return form !== undefined && !form.has('payload')
      ? Object.fromEntries(form)
      : (JSON.parse(form?.get('payload') ?? text) as unknown)
  } catch {
    return undefined
  }
}
