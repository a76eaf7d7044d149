import { createHash } from 'node:crypto'
import { telegramDefaults } from '../../config/defaults.ts'
import type { StreamPiece } from '../../contracts/channel.ts'
import { Busy, Unauthorized } from '../../contracts/errors.ts'
import type { Address } from '../../contracts/message.ts'
import type { Draft, Drafts, TelegramClient } from './client.ts'
import { asGatewayError } from './failure.ts'
import { render } from './render.ts'

/**
 * A reply while it is being written, as a draft: it is nobody's message, goes by itself, and gives way to the finished
 * message. In private chats alone, where Telegram has them; elsewhere the message comes when it is done. Never fails.
 * https://core.telegram.org/bots/api#sendmessagedraft
 */
export async function stream(client: TelegramClient, to: Address, { id, text, done }: StreamPiece): Promise<void> {
  const { drafts } = client
  if (!drafts.known || !isPrivate(to)) return
  if (done) {
    drafts.open.delete(id)
    return
  }
  const draft = drafts.open.get(id) ?? begin(drafts, id)
  draft.text += text
  if (draft.underway || Date.now() < draft.nextAt) return
  draft.underway = true
  draft.nextAt = Date.now() + telegramDefaults.draftEveryMs
  try {
    await show(client, to, id, draft.text)
  } catch (error) {
    const reason = asGatewayError(error)
    if (reason instanceof Busy) draft.nextAt = Math.max(draft.nextAt, Date.now() + (reason.afterMs ?? 0))
    // A method that it does not know is answered like a bot that it does not know.
    else if (reason instanceof Unauthorized) drafts.known = false
    else draft.nextAt = Infinity
  } finally {
    draft.underway = false
  }
}

function begin({ open }: Drafts, id: string): Draft {
  const draft: Draft = { text: '', nextAt: 0, underway: false }
  open.set(id, draft)
  const [oldest] = open.size > telegramDefaults.drafts ? open.keys() : []
  if (oldest !== undefined) open.delete(oldest)
  return draft
}

/** As the finished message will look; of a long one the end, which is what is being written. */
async function show({ api }: TelegramClient, to: Address, id: string, text: string): Promise<void> {
  const last = render([{ type: 'text', text }], to).at(-1)
  if (last?.method !== 'sendMessage') return
  const { chat_id, text: written, entities, message_thread_id } = last.payload
  await api.sendMessageDraft({
    chat_id: Number(chat_id),
    draft_id: draftId(id),
    text: written,
    ...(entities === undefined ? {} : { entities }),
    ...(message_thread_id === undefined ? {} : { message_thread_id }),
  })
}

/** People's ids are positive; on behalf of a business there are no drafts. */
function isPrivate({ chat, via }: Address): boolean {
  return /^[1-9]\d{0,14}$/.test(chat) && via === undefined
}

/** The same for every piece of a message, and never 0. */
function draftId(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE() >>> 1 || 1
}
