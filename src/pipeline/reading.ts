import { readingDefaults, turnDefaults } from '../config/defaults.ts'
import { Busy, Refused } from '../contracts/errors.ts'
import { isOwnMedia } from '../contracts/message.ts'
import type { MediaPart, Part } from '../contracts/message.ts'
import type { MediaToRead, ReadAs, ReadText } from '../contracts/ports.ts'
import type { ReadPart, Transformed } from '../contracts/turn.ts'
import type { PipelineHost } from './host.ts'

/** What people send along, read: what they said, and what is written in what they sent instead of saying it. */
export interface InboundReading {
  /** Whether there is anything for `read` to do. Cheap. */
  concerns(turn: Transformed): boolean
  /**
   * The turn with what could be read. Speech is what the person said; a picture or a document is it when nothing was
   * typed beside it, and beside a question it is read only where a language model will look at it. Throws Busy for what
   * takes long: the turn is tried again, and what was read by then is not read twice; at its last try it goes without.
   */
  read(turn: Transformed): Promise<Transformed>
}

type Own = MediaPart & { readonly mediaId: string }
type Wanted = { readonly index: number; readonly part: Own; readonly as: ReadAs }

export function inboundReading(host: PipelineHost): InboundReading {
  const underway = new Map<string, Promise<ReadText>>()

  function wantedOf(turn: Transformed): readonly Wanted[] {
    const { events, state, group, parts, chatbot, text } = turn
    const [first] = events
    if (first.kind !== 'message' || state.handoff !== undefined || !parts.some(isOwnMedia)) return []
    // In a group people show each other things.
    if (group && state.dialogue === undefined && first.mentioned !== true) return []
    const { voice = true, images = true, documents = true } = chatbot.understand ?? {}
    const allowed = { speech: voice, writing: images, document: documents }
    const isQuestion = text !== ''
    return parts
      .flatMap((part, index) => {
        const as = isOwnMedia(part) ? readAs(part) : undefined
        return as === undefined || !isOwnMedia(part) ? [] : [{ index, part, as }]
      })
      .filter(({ as }) => allowed[as] && (as === 'speech' || !isQuestion || host.models.available(chatbot)))
      .slice(0, readingDefaults.partsPerTurn)
  }

  /** One at a time for the same content, whoever asks for it; it goes on when the turn has stopped waiting. */
  function reading(turn: Transformed, { part, as }: Wanted): Promise<ReadText> {
    const key = `${as} ${part.mediaId}`
    const already = underway.get(key)
    if (already !== undefined) return already
    const work = readOnce(turn, part, as).finally(() => underway.delete(key))
    underway.set(key, work)
    return work
  }

  async function readOnce(turn: Transformed, part: Own, as: ReadAs): Promise<ReadText> {
    const { chatbot, state, conversation, id } = turn
    const before = await host.mediaTexts.find(part.mediaId, as)
    if (before !== undefined) return before
    const read = await host.reading.read(await mediaOf(part), as, {
      chatbot,
      language: state.language ?? chatbot.languages[0],
      during: { conversation, turn: id },
      signal: AbortSignal.timeout(readingDefaults.partMs),
    })
    await host.mediaTexts.keep(part.mediaId, as, read)
    return read
  }

  async function mediaOf(part: Own): Promise<MediaToRead> {
    const kept = await host.media.open(part.mediaId)
    const { mime, size } = kept
    return {
      type: part.type === 'sticker' ? 'image' : part.type,
      mime,
      size,
      ...(part.name === undefined ? {} : { name: part.name }),
      ...(part.durationMs === undefined ? {} : { durationMs: part.durationMs }),
      bytes: () => bytesOf(kept.read(0, size), size),
    }
  }

  /** Undefined: nothing here can. */
  async function heard(turn: Transformed, wanted: Wanted, late: Promise<never>): Promise<ReadPart | undefined> {
    try {
      const read = await Promise.race([reading(turn, wanted), late])
      return { part: wanted.index, as: wanted.as, ...read }
    } catch (error) {
      if (turn.work.signal.aborted) throw error
      if (error instanceof Busy && turn.attempt < turnDefaults.attempts) throw error
      const { conversation, id } = turn
      const level = error instanceof Refused ? 'info' : 'warn'
      host.log[level]({ conversation, turn: id, as: wanted.as, error }, 'What somebody sent could not be read.')
      return undefined
    }
  }

  return {
    concerns: (turn) => wantedOf(turn).length > 0,

    async read(turn) {
      const wanted = wantedOf(turn)
      const { promise: late, reject } = Promise.withResolvers<never>()
      late.catch(() => undefined)
      const timer = setTimeout(
        () => reject(new Busy('What was sent along is still being read.', readingDefaults.stillReadingMs)),
        readingDefaults.waitMs,
      )
      const abort = () => reject(new Busy('The turn was given up.'))
      turn.work.signal.addEventListener('abort', abort, { once: true })
      try {
        const read = await Promise.all(wanted.map((one) => heard(turn, one, late)))
        return withText(
          turn,
          read.filter((one) => one !== undefined),
          wanted.find((_, index) => read[index] === undefined)?.as,
        )
      } finally {
        clearTimeout(timer)
        turn.work.signal.removeEventListener('abort', abort)
      }
    },
  }
}

function withText(turn: Transformed, read: readonly ReadPart[], unread: ReadAs | undefined): Transformed {
  const spoken = read.filter(({ as }) => as === 'speech').map(({ text }) => text)
  const said = [turn.text, ...spoken].filter((text) => text !== '').join('\n')
  const text =
    said === ''
      ? read
          .map((one) => one.text)
          .join('\n')
          .trim()
      : said
  return {
    ...turn,
    text,
    ...(read.length === 0 ? {} : { read }),
    ...(text === '' && unread !== undefined ? { unread } : {}),
  }
}

/** Undefined: nobody reads a sticker. */
function readAs({ type, mime }: MediaPart): ReadAs | undefined {
  switch (type) {
    case 'audio':
    case 'video':
      return 'speech'
    case 'image':
      return 'writing'
    case 'document':
      return mime.startsWith('image/') ? 'writing' : /^(?:audio|video)\//.test(mime) ? 'speech' : 'document'
    case 'sticker':
      return undefined
  }
}

/** A file kept here has the size it says. */
async function bytesOf(body: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size)
  let at = 0
  for await (const piece of body) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** Whether somebody sent a file, whatever is in it. */
export const hasFile = (parts: readonly Part[]): boolean =>
  parts.some(({ type }) => type === 'image' || type === 'audio' || type === 'video' || type === 'document')
