import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { parseArgs } from 'node:util'
import { createFlood } from './flood.ts'
import type { FloodPlan } from './flood.ts'
import { createTelegramEmulator } from './telegram.ts'
import type { TelegramFault } from './telegram-faults.ts'

/**
 * The emulator as a process of its own, for measurements from another core:
 *
 *     node src/testing/emulators/telegram-server.ts --port 8081 --control 8082 [--token 1:a] [--keep 0]
 *
 * Prints one line of JSON when it is ready. The control port takes POST `/say {chat, text}`, `/press {chat, button}`,
 * `/update {…}`, `/fault {kind, …}`, `/flood {chats, messages, text, perSecond?}` (answers with rates and latencies when
 * every message was replied to) and GET `/calls[?method=]`.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8081' },
    control: { type: 'string', default: '8082' },
    token: { type: 'string', default: '123456:emulated' },
    keep: { type: 'string', default: '10000' },
  },
})

const flood = createFlood()
const telegram = await createTelegramEmulator({
  port: Number(values.port),
  token: values.token,
  keep: Number(values.keep),
  onCall: ({ method, payload, status }) => {
    if (method === 'sendMessage' && status === 200) flood.replied(payload['chat_id'])
  },
})

async function control(request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://control')
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  // What the operator of a measurement sends is taken at its word.
  const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>
  const chat = Number(body['chat'])
  switch (pathname) {
    case '/calls': {
      const method = searchParams.get('method')
      return method === null ? telegram.record.calls : telegram.record.of(method)
    }
    case '/say':
      return telegram.say(chat, String(body['text']))
    case '/press':
      return telegram.press(chat, String(body['button']))
    case '/update':
      return telegram.update(body)
    case '/fault':
      telegram.fault(body as unknown as TelegramFault)
      return {}
    case '/flood':
      return flood.run(body as unknown as FloodPlan, (to, text) => void telegram.say(to, text))
    default:
      throw new Error(`There is nothing at ${pathname}.`)
  }
}

const server = createServer((request, response) => {
  control(request).then(
    (result) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result)),
    (error: unknown) => response.writeHead(400).end(error instanceof Error ? error.message : 'That did not work.'),
  )
})
server.listen(Number(values.control), '127.0.0.1', () => {
  process.stdout.write(
    `${JSON.stringify({ url: telegram.url, token: telegram.token, control: `http://127.0.0.1:${values.control}` })}\n`,
  )
})
process.once('SIGTERM', () => {
  server.close()
  void telegram.close()
})
