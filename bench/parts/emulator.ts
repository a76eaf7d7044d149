import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { reader } from './http.ts'

export interface Reply {
  readonly chat: number
  readonly text: string
}

/** Telegram's end of the road, answering with the least work: the project's own emulator checks what it is told. */
export interface Emulator {
  readonly url: string
  /** What a bot told it to send along with webhooks. */
  secretOf(botToken: string): string
  /** Tells of every message that bots send; gives the way to stop it. */
  listen(listener: (reply: Reply) => void): () => void
  close(): void
}

const pollMs = 1000

export async function startEmulator(): Promise<Emulator> {
  const secrets = new Map<string, string>()
  const listeners = new Set<(reply: Reply) => void>()
  let nextId = 1

  function answer(path: string, body: string): string {
    const [, bot = '', method] = path.split('/')
    if (method === 'sendMessage') {
      const { chat_id: chat, text } = JSON.parse(body) as { chat_id: number; text: string }
      for (const listener of listeners) listener({ chat, text })
      return `{"message_id":${nextId++},"date":1,"chat":{"id":${chat},"type":"private"},"text":"${text}"}`
    }
    if (method === 'getUpdates') return '[]'
    if (method === 'getWebhookInfo') return '{"url":"","has_custom_certificate":false,"pending_update_count":0}'
    if (method === 'setWebhook') {
      const { secret_token: secret } = JSON.parse(body) as { secret_token: string }
      secrets.set(bot.slice('bot'.length), secret)
    }
    return 'true'
  }

  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy())
    socket.on(
      'data',
      reader(({ head, body }) => {
        const path = head.split(' ', 2)[1] ?? ''
        const result = `{"ok":true,"result":${answer(path, body)}}`
        const response = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${result.length}\r\n\r\n${result}`
        // Until its webhook is registered a bot polls; Telegram lets it wait.
        if (path.endsWith('/getUpdates')) setTimeout(() => socket.write(response, 'latin1'), pollMs).unref()
        else socket.write(response, 'latin1')
      }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    secretOf(botToken) {
      const secret = secrets.get(botToken)
      if (secret === undefined) throw new Error(`No webhook was registered for ${botToken}.`)
      return secret
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => void server.close(),
  }
}
