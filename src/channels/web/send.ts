import type { Adapter, SendContext, StreamPiece } from '../../contracts/channel.ts'
import type { Gesture } from '../../contracts/gestures.ts'
import type { ConversationId } from '../../contracts/id.ts'
import type { Address } from '../../contracts/message.ts'
import type { WebClient } from './connect.ts'
import type { WebCall } from './render.ts'

/** Succeeds when nobody is there: the message is kept, and replayed to whoever comes back. */
export async function send({ hub, channel }: WebClient, { to, parts }: WebCall, { message }: SendContext) {
  hub.message(channel, to, {
    id: message.id,
    seq: message.seq,
    conversationId: message.conversation,
    from: message.author,
    parts,
    at: new Date(message.at).toISOString(),
  })
  return { id: message.id }
}

export async function typing({ hub, channel }: WebClient, to: Address): Promise<void> {
  hub.typing(channel, to.chat)
}

export async function stream({ hub, channel }: WebClient, to: Address, piece: StreamPiece): Promise<void> {
  hub.stream(channel, to.chat, piece)
}

export function animate({ hub, channel }: WebClient, to: Address, gesture: Gesture): void {
  hub.animate(channel, to.chat, gesture)
}

export function ended({ hub, channel }: WebClient, to: Address, conversation: ConversationId): void {
  hub.ended(channel, to.chat, conversation)
}

export function handed(
  { hub, channel }: WebClient,
  to: Address,
  { conversation, ...now }: Parameters<NonNullable<Adapter['handed']>>[2],
): void {
  hub.handed(channel, to.chat, { conversationId: conversation, ...now })
}
