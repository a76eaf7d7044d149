import { randomUUID } from 'node:crypto'
import { voiceDefaults } from '../../config/defaults.ts'
import type { Viseme } from '../../contracts/avatars.ts'
import { Busy, Refused } from '../../contracts/errors.ts'
import type { OpenSocket } from '../../contracts/voice.ts'
import { mp3Duration } from './mp3.ts'
import type { Say, Saying } from './request.ts'

/** Microsoft's 22 shapes by their number, in Oculus's names (as Azure's "Get facial position with viseme" shows them). */
const shapes: readonly Viseme[] = [
  ...(['sil', 'aa', 'aa', 'O', 'E', 'RR', 'I', 'U', 'O', 'aa', 'O'] as const),
  ...(['aa', 'kk', 'RR', 'nn', 'SS', 'CH', 'TH', 'FF', 'DD', 'kk', 'PP'] as const),
]

/**
 * Azure's speech service over its WebSocket, the only way that says when the mouth moves: three messages go there (what
 * speaks, how it is to sound, the text), and recordings and times come back until the turn ends.
 */
export const azureSay =
  (open: OpenSocket): Say =>
  async ({ key = '', baseUrl = '' }, saying) => {
    const url = `${baseUrl.replace(/^http/, 'ws').replace(/\/+$/, '')}/cognitiveservices/websocket/v1`
    const id = randomUUID().replaceAll('-', '')
    const socket = await open(`${url}?X-ConnectionId=${id}`, { 'Ocp-Apim-Subscription-Key': key })
    const heard = await listen(socket, id, saying)
    const audio = Buffer.concat(heard.pieces)
    const durationMs = mp3Duration(audio)
    if (durationMs === undefined) throw new Refused('The voice does not answer with an MP3.')
    return { audio, mime: 'audio/mpeg', durationMs, visemes: heard.visemes }
  }

interface Heard {
  readonly pieces: Uint8Array[]
  readonly visemes: (readonly [number, Viseme])[]
}

function listen(socket: WebSocket, id: string, saying: Saying): Promise<Heard> {
  const heard: Heard = { pieces: [], visemes: [] }
  let size = 0
  socket.binaryType = 'arraybuffer'
  return new Promise<Heard>((resolve, reject) => {
    const unreachable = () => reject(new Busy('The voice cannot be reached.'))
    saying.signal.addEventListener('abort', unreachable, { once: true })
    socket.addEventListener('error', unreachable)
    socket.addEventListener('close', ({ code }) => {
      // 1007 is what Azure says to a text or a voice that it does not take.
      reject(code === 1007 ? new Refused('The voice does not take this text.') : new Busy('The voice broke off.'))
    })
    socket.addEventListener('open', () => {
      for (const message of opening(id, saying)) socket.send(message)
    })
    socket.addEventListener('message', (message) => {
      const data: unknown = message.data
      size += typeof data === 'string' ? data.length : data instanceof ArrayBuffer ? data.byteLength : 0
      if (size > voiceDefaults.answerBytes) reject(new Refused('The voice answers with more than one sentence can be.'))
      else if (data instanceof ArrayBuffer) take(new Uint8Array(data), heard)
      else if (typeof data === 'string' && read(data, heard) === 'over') resolve(heard)
    })
    if (saying.signal.aborted) unreachable()
  }).finally(() => socket.close())
}

function opening(id: string, { text, voice, language }: Saying): readonly string[] {
  const message = (path: string, type: string, body: string) =>
    `Path: ${path}\r\nX-RequestId: ${id}\r\nX-Timestamp: ${new Date().toISOString()}\r\nContent-Type: ${type}\r\n\r\n${body}`
  const json = (path: string, body: unknown) => message(path, 'application/json', JSON.stringify(body))
  const unwanted = { bookmarkEnabled: false, punctuationBoundaryEnabled: false, sentenceBoundaryEnabled: false }
  const metadataOptions = { ...unwanted, sessionEndEnabled: true, visemeEnabled: true, wordBoundaryEnabled: false }
  const audio = { metadataOptions, outputFormat: 'audio-24khz-48kbitrate-mono-mp3' }
  const ssml = `<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="${escaped(language)}"><voice name="${escaped(voice)}">${escaped(text)}</voice></speak>`
  return [
    json('speech.config', { context: { system: { name: 'Colloquy', version: '1', build: 'Node' } } }),
    json('synthesis.context', { synthesis: { audio, language: { autoDetection: false } } }),
    message('ssml', 'application/ssml+xml', ssml),
  ]
}

/** What XML does not allow at all is left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
}

/** Two bytes say how long the head is; behind it is a piece of the recording. */
function take(message: Uint8Array, { pieces }: Heard): void {
  const [high = 0, low = 0] = message
  const head = high * 256 + low
  if (/Path:\s*audio\r/i.test(Buffer.from(message.subarray(2, 2 + head)).toString('latin1')))
    pieces.push(message.subarray(2 + head))
}

/** Times are in ticks of 100 nanoseconds. */
function read(message: string, { visemes }: Heard): 'over' | undefined {
  const [head = '', body = ''] = message.split('\r\n\r\n', 2)
  const path = /^Path:\s*(\S+)/im.exec(head)?.[1]?.toLowerCase()
  if (path === 'turn.end') return 'over'
  if (path !== 'audio.metadata') return undefined
  for (const { Type: type, Data: found } of metadataIn(body)) {
    const shape = shapes[found?.VisemeId ?? -1]
    const ticks = found?.Offset
    if (type === 'Viseme' && shape !== undefined && typeof ticks === 'number')
      visemes.push([Math.round(ticks / 10_000), shape])
  }
  return undefined
}

interface Metadata {
  readonly Type?: unknown
  readonly Data?: { readonly VisemeId?: number; readonly Offset?: unknown }
}

function metadataIn(body: string): readonly Metadata[] {
  try {
    const { Metadata: found } = JSON.parse(body) as { readonly Metadata?: unknown } // looked at below
    return Array.isArray(found) ? (found as readonly Metadata[]) : [] // each field is looked at
  } catch {
    return []
  }
}
