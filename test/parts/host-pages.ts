import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { type FakeDoor, fakeDoor } from '../../src/channels/web/fixtures/door.ts'
import { attachWebSockets, registerWebRoutes } from '../../src/channels/web/index.ts'
import { alone } from '../../src/fleet/alone.ts'

export const embedId = 'cb_hosthosthost'

export interface HostPage {
  /** Of `<body>`. */
  readonly attributes?: string
  /** In `<body>`; the snippet follows. */
  readonly body?: string
  readonly head?: string
  readonly html?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of the usual snippet. */
  readonly script?: string
}

/** A gateway and a website of another origin that shows its chat: what a page is, the test says by its path. */
export async function startHost(pages: (gateway: string) => Readonly<Record<string, HostPage>>) {
  const door: FakeDoor = fakeDoor({
    embedId,
    name: 'Ada’s Teahouse',
    welcome: 'Welcome!',
    settings: { allowedOrigins: ['*'] },
  })
  const server = fastify({ forceCloseConnections: true })
  const asked: string[] = []
  server.addHook('onRequest', async ({ url }) => void asked.push(url))
  registerWebRoutes(server, door, { demoEmbedId: () => embedId, rates: alone().rates })
  const sockets = attachWebSockets(server.server, door, {
    reactionTo: () => undefined,
    report(error) {
      throw error
    },
    news: alone().news,
    rates: alone().rates,
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const gateway = urlOf(server.server.address())
  const snippet = `<script src="${gateway}/widget.js" data-embed-id="${embedId}" async></script>`
  const known = pages(gateway)

  const website = createServer((request, response) => {
    const {
      headers,
      html = 'lang="en"',
      head = '',
      body = '',
      attributes = '',
      script = snippet,
    } = known[request.url ?? ''] ?? {}
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
    const viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    response.end(
      `<!doctype html><html ${html}><head>${viewport}${head}</head><body ${attributes}>${body}${script}</body></html>`,
    )
  })
  await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve))

  return {
    door,
    gateway,
    /** By another name than the gateway's: another site, to a browser. */
    url: urlOf(website.address()).replace('127.0.0.1', 'localhost'),
    /** What the gateway was asked for. */
    asked,
    async close() {
      website.closeAllConnections()
      website.close()
      await sockets.close()
      await server.close()
    },
  }
}

export type Host = Awaited<ReturnType<typeof startHost>>

function urlOf(address: string | AddressInfo | null): string {
  return `http://127.0.0.1:${(address as AddressInfo).port}` // listens on a port
}
