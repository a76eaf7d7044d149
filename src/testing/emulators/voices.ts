import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'

export type VoiceFault =
  /** Answers this status. */
  | { readonly kind: 'status'; readonly status: number }
  /** Never answers. */
  | { readonly kind: 'silent' }
  /** Answers with something that is no recording. */
  | { readonly kind: 'garbage' }

/** What somebody had said aloud. */
export interface VoiceCall {
  readonly kind: 'openai' | 'elevenlabs' | 'azure'
  readonly voice: string
  readonly text: string
}

/**
 * Providers of voices for tests, over real HTTP and WebSockets: OpenAI's `/v1/audio/speech`, ElevenLabs's
 * `with-timestamps` and Azure's speech service. A text takes a twentieth of a second for each of its characters, and is silence.
 */
export interface VoicesEmulator {
  readonly url: string
  readonly key: string
  readonly calls: readonly VoiceCall[]
  /** Lets something go wrong; the function it gives lifts it. */
  fault(fault: VoiceFault): () => void
  close(): Promise<void>
}

type Body = Readonly<Record<string, string>>

interface Answer {
  readonly status: number
  readonly type: string
  readonly content: Uint8Array | string
}

const refusal = (status: number): Answer => ({ status, type: 'text/plain', content: 'No.' })

const msPerCharacter = 50

export async function createVoicesEmulator(): Promise<VoicesEmulator> {
  const key = 'voice-key'
  const calls: VoiceCall[] = []
  let fault: VoiceFault | undefined
  const server = createServer((request, response) => void serve(request, response))
  const sockets = new WebSocketServer({
    server,
    path: '/cognitiveservices/websocket/v1',
    verifyClient: ({ req }: { req: IncomingMessage }) => req.headers['ocp-apim-subscription-key'] === key,
  })
  sockets.on('connection', (socket) => socket.on('message', (data: Buffer) => hear(socket, data.toString('utf8'))))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    if (fault?.kind === 'silent') return
    const { status, type, content } = answerTo(request, body)
    response.writeHead(status, { 'content-type': type }).end(content)
  }

  function answerTo({ headers, url = '' }: IncomingMessage, body: Body): Answer {
    if (headers.authorization !== `Bearer ${key}` && headers['xi-api-key'] !== key) return refusal(401)
    if (fault?.kind === 'status') return refusal(fault.status)
    if (fault?.kind === 'garbage') return { status: 200, type: 'audio/mpeg', content: 'This is no recording.' }
    const text = body['input'] ?? body['text'] ?? ''
    const timed = /^\/v1\/text-to-speech\/([^/]+)\/with-timestamps/.exec(url)?.[1]
    if (timed !== undefined) {
      calls.push({ kind: 'elevenlabs', voice: decodeURIComponent(timed), text })
      return { status: 200, type: 'application/json', content: JSON.stringify(withTimes(text)) }
    }
    if (url !== '/v1/audio/speech') return refusal(404)
    calls.push({ kind: 'openai', voice: body['voice'] ?? '', text })
    return { status: 200, type: 'audio/mpeg', content: silence(text.length * msPerCharacter) }
  }

  /** The third message is the text; what comes back are a shape for each character, and the recording in two pieces. */
  function hear(socket: WebSocket, message: string): void {
    const [head = '', ssml = ''] = message.split('\r\n\r\n', 2)
    if (!/Path: ssml/.test(head) || fault?.kind === 'silent') return
    if (fault !== undefined) {
      socket.close(1007, 'No.')
      return
    }
    const [, voice = '', text = ''] = /<voice name="([^"]*)">(.*)<\/voice>/s.exec(ssml) ?? []
    calls.push({ kind: 'azure', voice, text })
    const shapes = Array.from(text, (_, index) => ({
      Type: 'Viseme',
      Data: { Offset: index * msPerCharacter * 10_000, VisemeId: (index * 2) % 22 },
    }))
    socket.send(`X-RequestId:1\r\nPath:audio.metadata\r\n\r\n${JSON.stringify({ Metadata: shapes })}`)
    const recording = silence(text.length * msPerCharacter)
    const middle = recording.length >> 1
    for (const piece of [recording.subarray(0, middle), recording.subarray(middle)]) {
      const about = Buffer.from('X-RequestId:1\r\nContent-Type:audio/mpeg\r\nPath:audio\r\n')
      socket.send(Buffer.concat([Buffer.of(about.length >> 8, about.length & 255), about, piece]))
    }
    socket.send('X-RequestId:1\r\nPath:turn.end\r\n\r\n{}')
  }

  return {
    url: `http://127.0.0.1:${port}`,
    key,
    calls,
    fault(next) {
      fault = next
      return () => {
        fault = undefined
      }
    },
    close() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** MP3 frames of MPEG 1 with 64 kbit/s at 44.1 kHz: 26 ms each, and nothing in them. */
function silence(ms: number): Buffer {
  const frame = Buffer.alloc(208)
  Buffer.of(0xff, 0xfb, 0x50, 0xc4).copy(frame)
  return Buffer.concat(Array.from({ length: Math.max(1, Math.round(ms / (1152 / 44.1))) }, () => frame))
}

function withTimes(text: string) {
  const characters = Array.from(text)
  const starts = characters.map((_, index) => (index * msPerCharacter) / 1000)
  return {
    audio_base64: silence(text.length * msPerCharacter).toString('base64'),
    alignment: { characters, character_start_times_seconds: starts, character_end_times_seconds: starts },
  }
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer) // of a request without an encoding
  return JSON.parse(Buffer.concat(pieces).toString('utf8') || '{}') as Body // what the gateway sends
}
