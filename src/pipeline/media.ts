import { mediaDefaults, turnDefaults } from '../config/defaults.ts'
import type { Media } from '../contracts/channel.ts'
import { Busy, Refused } from '../contracts/errors.ts'
import { OverPlan } from '../contracts/limits.ts'
import { isMedia, isOwnMedia } from '../contracts/message.ts'
import type { InboundEvent, MediaPart, Part } from '../contracts/message.ts'
import type { StoredMedia } from '../contracts/ports.ts'
import type { Channel } from '../contracts/tenant.ts'
import type { Turn } from '../contracts/turn.ts'
import type { PipelineHost } from './host.ts'

/** What people send along, from the platform into the tenant's own keeping. */
export interface InboundMedia {
  /** Begins to fetch what an event brings. Best effort: platforms give files away for minutes, and a turn may wait longer. */
  begin(channel: Channel, event: InboundEvent): void
  /** Whether there is anything for `keep` to do. */
  concerns(turn: Turn): boolean
  /**
   * The turn's events with the gateway's own ids on what they bring. What the platform refuses to give stays as it was.
   * Throws Busy for what is still on its way: the turn is tried again, and what arrived by then is not fetched twice. At
   * its last try it goes without: what was said is worth more than what came along.
   */
  keep(turn: Turn): Promise<Turn>
}

type Foreign = MediaPart & { readonly mediaId: string }

export function inboundMedia(host: PipelineHost): InboundMedia {
  const underway = new Map<string, Promise<StoredMedia>>()
  const rooms = limited(mediaDefaults.fetchesAtOnce)

  const foreignIn = (channel: Channel, event: InboundEvent): readonly Foreign[] => {
    if (event.kind !== 'message' && event.kind !== 'edit' && event.kind !== 'takeover') return []
    const brought = event.parts.filter(isForeign)
    return brought.length > 0 && host.adapterOf(channel).fetchMedia !== undefined ? brought : []
  }

  /** One at a time for the same file, whoever asks for it. */
  function fetched(channel: Channel, part: Foreign): Promise<StoredMedia> {
    const key = `${channel.id}:${part.mediaId}`
    const already = underway.get(key)
    if (already !== undefined) return already
    const work = rooms(() => fetch(channel, part)).finally(() => underway.delete(key))
    underway.set(key, work)
    return work
  }

  async function fetch(channel: Channel, { mediaId, name, mime }: Foreign): Promise<StoredMedia> {
    const from = { channel: channel.id, id: mediaId }
    const before = await host.media.find(from)
    if (before !== undefined) return before
    const { adapter, client } = await host.connection(channel)
    const signal = AbortSignal.timeout(mediaDefaults.fetchMs)
    const media = await withAbort(signal, async () => adapter.fetchMedia?.(client, { mediaId }, signal))
    if (media === undefined) throw new Refused(`Media of ${channel.platform} cannot be fetched.`)
    const named = name ?? media.name
    return host.media.keep(
      {
        // What the message says of it is said by the sender's app, what the download says often by a file server.
        mime: mime === '' ? media.mime : mime,
        ...(named === undefined ? {} : { name: named }),
        ...(media.size === undefined ? {} : { size: media.size }),
        body: abortable(media.body, signal),
      },
      from,
    )
  }

  async function kept(turn: Turn, part: Part): Promise<Part> {
    if (!isForeign(part)) return part
    const stored = await storedFor(turn, part)
    if (stored === undefined) return isOwnMedia(part) ? withoutId(part) : part
    const url = await host.media.url(stored.id)
    const { url: _, ...rest } = part
    return {
      ...rest,
      mediaId: stored.id,
      mime: stored.mime,
      size: stored.size,
      ...(stored.name === undefined ? {} : { name: stored.name }),
      ...(url === undefined ? {} : { url }),
    }
  }

  async function storedFor(turn: Turn, part: Foreign): Promise<StoredMedia | undefined> {
    try {
      const before = await host.media.find({ channel: turn.channel.id, id: part.mediaId })
      return before ?? (await withAbort(waitOf(turn), () => fetched(turn.channel, part)))
    } catch (error) {
      if (turn.work.signal.aborted) throw error
      if (!(error instanceof Refused || error instanceof OverPlan) && turn.attempt < turnDefaults.attempts) throw error
      const { conversation, channel, id } = turn
      host.log.warn({ conversation, channel: channel.id, turn: id, error }, 'What somebody sent could not be kept.')
      return undefined
    }
  }

  return {
    begin(channel, event) {
      for (const part of foreignIn(channel, event)) {
        if (underway.size >= mediaDefaults.fetchesBegun) return
        fetched(channel, part).catch((error: unknown) =>
          host.log.debug({ channel: channel.id, error }, 'What somebody sent could not be fetched at once.'),
        )
      }
    },

    concerns: ({ channel, events }) => events.some((event) => foreignIn(channel, event).length > 0),

    async keep(turn) {
      const events = await Promise.all(
        turn.events.map(async (event) =>
          foreignIn(turn.channel, event).length > 0 && 'parts' in event
            ? { ...event, parts: await Promise.all(event.parts.map((part) => kept(turn, part))) }
            : event,
        ),
      )
      return { ...turn, events: events as unknown as Turn['events'] } // as many as there were
    },
  }
}

/** What a platform brought has the platform's id, however it looks. */
function isForeign(part: Part): part is Foreign {
  return isMedia(part) && part.mediaId !== undefined
}

function withoutId({ mediaId: _, ...part }: MediaPart): MediaPart {
  return part
}

function waitOf({ work }: Turn): AbortSignal {
  return AbortSignal.any([work.signal, AbortSignal.timeout(mediaDefaults.waitMs)])
}

/** So many at once; the others in the order in which they came. */
function limited(most: number): <Value>(work: () => Promise<Value>) => Promise<Value> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running--
      else next()
    }
  }
}

/** Whoever ignores the signal is given up all the same. Throws Busy when it is aborted. */
function withAbort<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Busy('What was sent along is still on its way.', mediaDefaults.stillOnItsWayMs))
    if (signal.aborted) {
      late()
      return
    }
    signal.addEventListener('abort', late, { once: true })
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', late))
  })
}

/** Its next piece is not waited for any longer than the signal allows. */
async function* abortable(body: Media['body'], signal: AbortSignal): Media['body'] {
  const pieces = body[Symbol.asyncIterator]()
  try {
    for (;;) {
      const piece = await withAbort(signal, () => pieces.next())
      if (piece.done === true) return
      yield piece.value
    }
  } finally {
    // Not waited for: it may be what hangs.
    void Promise.resolve(pieces.return?.()).catch(() => undefined)
  }
}
