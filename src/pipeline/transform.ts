import { readMeant } from '../contracts/meant.ts'
import { optionTokenPrefix, type InboundEvent, type Part } from '../contracts/message.ts'
import type { Transformed, Turn } from '../contracts/turn.ts'
import type { PipelineHost } from './host.ts'
import type { InboundMedia } from './media.ts'
import { chosenOf } from './offer.ts'
import { stage } from './pipe.ts'
import type { InboundReading } from './reading.ts'

/** What was said, as plain text and as parts, whatever kind of event it came in, with all that came along in our keeping. */
export function transform(host: PipelineHost, media: InboundMedia, reading: InboundReading) {
  return stage('transform', (turn: Turn): Transformed | Promise<Transformed> => {
    const [first] = turn.events
    if (first.kind === 'button' && first.option.startsWith(optionTokenPrefix)) {
      return host.store.optionTokens
        .restore(first.option)
        .then((option) => said(option === undefined ? turn : { ...turn, events: [{ ...first, option }] }))
    }
    if (media.concerns(turn)) return media.keep(turn).then((kept) => readIn(said(kept)))
    const chosen = chosenOf(turn, host.choose)
    return readIn(said(chosen === undefined ? turn : { ...turn, events: [chosen] }))
  })

  function readIn(turn: Transformed): Transformed | Promise<Transformed> {
    return reading.concerns(turn) ? reading.read(turn) : turn
  }
}

function said(turn: Turn): Transformed {
  const [first] = turn.events
  const chosen = first.kind === 'button' ? readMeant(first.option) : undefined
  // What they chose is about what they wrote before: that is what is answered now.
  if (chosen !== undefined) return { ...turn, parts: [{ type: 'text', text: chosen.text }], ...chosen }
  const parts = turn.events.flatMap(partsOf)
  return { ...turn, parts, text: textOf(parts) }
}

function partsOf(event: InboundEvent): readonly Part[] {
  switch (event.kind) {
    case 'message':
      return event.parts
    case 'command':
      return event.text === '' ? [] : [{ type: 'text', text: event.text }]
    case 'button':
      return [{ type: 'chosen', id: event.option, ...(event.label === undefined ? {} : { label: event.label }) }]
    case 'edit':
      // An edit that is part of a burst is in its message already; alone it is what the message says now.
      return []
    case 'reaction':
    case 'receipt':
    case 'membership':
    case 'takeover':
    case 'unsupported':
    case 'due':
    case 'handoffChanged':
    case 'handoffEnded':
    case 'conversationEnded':
      return []
  }
}

function textOf(parts: readonly Part[]): string {
  const texts: string[] = []
  for (const part of parts) {
    if (part.type === 'text') texts.push(part.text)
    else if ('caption' in part) texts.push(part.caption)
    else if (part.type === 'chosen') texts.push(part.label ?? part.id)
  }
  return texts.join('\n')
}
