import { createHash } from 'node:crypto'
import type { ChannelId } from '../../contracts/id.ts'
import { isMedia } from '../../contracts/message.ts'
import type { InboundEvent, Part } from '../../contracts/message.ts'
import type { MediaSource } from '../../contracts/ports.ts'
import type { Database } from '../database.ts'

/** One length, however long the platform's ids are. */
export function sourceKey({ channel, id }: MediaSource): string {
  return createHash('sha256').update(`${channel}\n${id}`).digest('hex')
}

/** An event as it came, with our ids on what was fetched of it: what the history keeps of a turn that was set aside. */
export function mediaFinder(database: Database): (channel: ChannelId, event: InboundEvent) => InboundEvent {
  const known = database.prepare<[string], { id: string; mime: string; size: number }>(
    'select m.id, m.mime, m.size from media_sources s join media m on m.id = s.media_id where s.source = ?',
  )
  return (channel, event) => {
    if (event.kind !== 'message' && event.kind !== 'takeover') return event
    return { ...event, parts: event.parts.map((part) => kept(channel, part)) }
  }

  function kept(channel: ChannelId, part: Part): Part {
    if (!isMedia(part) || part.mediaId === undefined) return part
    const found = known.get(sourceKey({ channel, id: part.mediaId }))
    return found === undefined ? part : { ...part, mediaId: found.id, mime: found.mime, size: found.size }
  }
}
