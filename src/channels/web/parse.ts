import { Invalid } from '../../contracts/errors.ts'
import type { PlatformEvent, ReactionEvent, ReceiptEvent } from '../../contracts/message.ts'
import { type VisitorMessage, readAgain } from './receive.ts'

/** `/orders track 1234`, but not `/home/user` and not `/ 2`. */
const commandPattern = /^\/([a-z][a-z0-9_-]{0,31})(?:\s+([\s\S]*))?$/i

/** Of a message that comes from a file or a queue, and is not known to be one. */
export function parse(native: VisitorMessage): PlatformEvent | undefined {
  try {
    return eventOf(readAgain(native))
  } catch (error) {
    if (error instanceof Invalid) return undefined
    throw error
  }
}

/** Of a message that was read just now. */
export function eventOf({ visitor, id, parts, at }: VisitorMessage): PlatformEvent {
  // A message id is made by the visitor's client: it is unique among the visitor's own at most.
  const said = { keys: [`${visitor}:${id}`], address: { chat: visitor }, from: { id: visitor }, at } as const
  const [first, second] = parts
  if (first?.type === 'chosen') {
    return {
      ...said,
      kind: 'button',
      id,
      option: first.id,
      ...(first.label === undefined ? {} : { label: first.label }),
    }
  }
  const command = first?.type === 'text' && second === undefined ? commandPattern.exec(first.text.trim()) : null
  if (command?.[1] !== undefined) {
    return { ...said, kind: 'command', id, name: command[1].toLowerCase(), text: command[2]?.trim() ?? '' }
  }
  return { ...said, kind: 'message', id, parts }
}

interface About {
  readonly visitor: string
  /** Of a message that the visitor was sent. */
  readonly id: string
  readonly at: number
}

const thumbs = { up: '👍', down: '👎' } as const

/** What a visitor found of an answer. `nonce` is another each time: who changes their mind says something new. */
export function verdictOf({
  visitor,
  id,
  verdict,
  at,
  nonce,
}: About & { readonly verdict: 'up' | 'down' | null; readonly nonce: string }): ReactionEvent {
  const added = verdict === null ? [] : [thumbs[verdict]]
  const removed = Object.values(thumbs).filter((thumb) => thumb !== added[0])
  const key = `${visitor}:feedback:${id}:${nonce}`
  return {
    kind: 'reaction',
    keys: [key],
    address: { chat: visitor },
    from: { id: visitor },
    at,
    message: id,
    added,
    removed,
  }
}

/** It was on the visitor's screen. */
export function receiptOf({ visitor, id, at }: About): ReceiptEvent {
  const key = `${visitor}:read:${id}`
  return {
    kind: 'receipt',
    keys: [key],
    address: { chat: visitor },
    from: { id: visitor },
    at,
    message: id,
    status: 'read',
  }
}
