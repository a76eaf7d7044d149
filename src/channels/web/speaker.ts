import type { StreamPiece } from '../../contracts/channel.ts'
import { Busy, GatewayError } from '../../contracts/errors.ts'
import type { Part } from '../../contracts/message.ts'
import type { Spoken } from '../../contracts/voice.ts'
import type { WireMessage, WireSpeech } from '../../contracts/wire.ts'
import { voiceDefaults } from '../../config/defaults.ts'
import type { Report } from './refusals.ts'
import { createSentences, type Sentences } from './sentences.ts'

/** Says aloud, in one tab, what the bot writes there. */
export interface TabVoice {
  piece(piece: StreamPiece): void
  message(message: WireMessage): void
  /** What waits to be said is not said any more. */
  hush(): void
}

export interface TabVoiceNeeds {
  readonly speak: (text: string, signal: AbortSignal) => Promise<Spoken & { readonly language: string }>
  readonly emit: (speech: WireSpeech) => void
  readonly report: Report
}

interface Telling {
  readonly sentences: Sentences
  /** Characters that may still be said of it. */
  room: number
  /** Frames that were sent. */
  frames: number
  /** Whether a sentence of it could not be said: the rest would make no sense. */
  isLost: boolean
}

/** A sentence that waits, or the end of its message. */
interface Waiting {
  readonly id: string
  readonly telling: Telling
  readonly text: string | undefined
}

/**
 * One sentence after the other, while the reply is still being written. What cannot be said is left out: it can be read.
 */
export function createTabVoice({ speak, emit, report }: TabVoiceNeeds): TabVoice {
  const tellings = new Map<string, Telling>()
  let waiting: Waiting[] = []
  let speaking = new AbortController()
  let isSaying = false

  function tellingOf(id: string): Telling {
    const known = tellings.get(id)
    if (known !== undefined) return known
    const telling = { sentences: createSentences(), room: voiceDefaults.messageLength, frames: 0, isLost: false }
    tellings.set(id, telling)
    const [oldest] = tellings.keys()
    if (tellings.size > voiceDefaults.remembered && oldest !== undefined) tellings.delete(oldest)
    return telling
  }

  function add(id: string, telling: Telling, texts: readonly string[], isOver: boolean): void {
    for (const text of texts) {
      telling.room -= text.length
      if (telling.room < 0 || waiting.length >= voiceDefaults.waiting) break
      waiting.push({ id, telling, text })
    }
    if (isOver) waiting.push({ id, telling, text: undefined })
    if (!isSaying) void sayAll()
  }

  async function sayAll(): Promise<void> {
    isSaying = true
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await say(next, speaking.signal)
    isSaying = false
  }

  async function say({ id, telling, text }: Waiting, signal: AbortSignal): Promise<void> {
    const frame = (more: Omit<WireSpeech, 'messageId' | 'index'>) => {
      if (!signal.aborted) emit({ messageId: id, index: telling.frames++, ...more })
    }
    if (text === undefined) {
      frame({ audio: '', mime: '', durationMs: 0, visemes: [], language: '', last: true })
      return
    }
    if (telling.isLost || signal.aborted) return
    try {
      const { audio, words, ...said } = await speak(text, signal)
      frame({ ...said, audio: Buffer.from(audio).toString('base64'), ...(words && { words }), last: false })
    } catch (error) {
      telling.isLost = true
      if (!(error instanceof GatewayError) || error instanceof Busy) report(error)
    }
  }

  return {
    piece({ id, text, done }) {
      const telling = tellingOf(id)
      const { sentences } = telling
      add(id, telling, [...sentences.add(text), ...(done ? sentences.end() : [])], done)
    },
    message({ id, from, parts }) {
      // What was shown while it was written has been said.
      if (from !== 'bot' || tellings.has(id)) return
      const telling = tellingOf(id)
      const texts = parts.flatMap((part) => [...telling.sentences.add(`${textOf(part)}\n`)])
      if (texts.length > 0) add(id, telling, texts, true)
    },
    hush() {
      waiting = []
      speaking.abort()
      speaking = new AbortController()
    },
  }
}

function textOf(part: Part): string {
  switch (part.type) {
    case 'text':
    case 'choices':
      return part.text
    case 'card':
      return `${part.title}\n${part.text ?? ''}`
    default:
      return ''
  }
}
