import type { KnownBlock, SectionBlock } from '@slack/types'
import { slackDefaults } from '../../config/defaults.ts'
import type { SendContext } from '../../contracts/channel.ts'
import { Busy, Refused } from '../../contracts/errors.ts'
import { addressKey } from '../../contracts/message.ts'
import type { Address, InboundEvent } from '../../contracts/message.ts'
import { abilities, limits } from './abilities.ts'
import { ask, failure, invoke } from './connect.ts'
import type { Responder, SlackClient } from './connect.ts'
import { answerText, isAboutBlocks, isElsewhere } from './failure.ts'
import { upload } from './files.ts'
import { escaped } from './mrkdwn.ts'
import { isShared } from './place.ts'
import type { Call, Post } from './render.ts'
import { concluded } from './stream.ts'

export async function send(client: SlackClient, call: Call, context: SendContext): Promise<{ readonly id: string }> {
  const { signal } = context
  if (signal.aborted) throw new Busy('The gateway is stopping; nothing was sent.')
  if (call.method === 'files.completeUploadExternal') return upload(client, call, context)
  const drafted = await concluded(client, call, context)
  if (drafted !== undefined) return { id: drafted }
  const { channel } = call.payload
  const responder = responderOf(client, call, context)
  if (responder !== undefined && isShared(channel) && (await responded(client, responder, call, signal)))
    return answered(context)
  try {
    return await posted(client, call, signal)
  } catch (error) {
    if (responder !== undefined && isElsewhere(error) && (await responded(client, responder, call, signal)))
      return answered(context)
    throw failure(client, call.method, error)
  }
}

/** Blocks that Slack does not take never cost a message: it goes without its images, and then in words alone. */
async function posted(client: SlackClient, call: Post, signal: AbortSignal): Promise<{ readonly id: string }> {
  const { blocks, ...words } = call.payload
  const without = blocks === undefined ? [] : [withoutImages(call.payload), words]
  for (const payload of [call.payload, ...without]) {
    try {
      const answer = await invoke(client, call.method, payload, signal)
      return { id: answerText(answer, 'ts') ?? '' }
    } catch (error) {
      if (payload === words || blocks === undefined || !isAboutBlocks(error)) throw error
    }
  }
  throw new Refused('Slack took none of the forms of the message.')
}

function withoutImages({ blocks = [], ...words }: Post['payload']): Post['payload'] {
  const bare = blocks.map((block): KnownBlock => {
    if (block.type === 'image') return said('image_url' in block ? block.image_url : undefined, block.alt_text)
    if (block.type !== 'section' || block.accessory?.type !== 'image') return block
    const { accessory: _, ...section } = block
    return section
  })
  return { ...words, blocks: bare }
}

function said(address: string | undefined, alt: string): SectionBlock {
  const label = escaped(alt).replaceAll('|', ' ')
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: address === undefined ? label : `<${escaped(address)}|${label}>` },
  }
}

// ── Answers for one person alone ─────────────────────────────────────────────────────────────────────────────────

/** A command in a channel is answered to whoever gave it, and where the bot may not speak that is the only way. */
export function seen(client: SlackClient, events: readonly InboundEvent[]): Promise<void> {
  for (const event of events) {
    if (event.kind === 'unsupported') continue
    const key = addressKey(event.address)
    client.responders.delete(key)
    const url = event.kind === 'command' || event.kind === 'button' ? event.respondTo : undefined
    if (url === undefined || !client.transport.isSlack(url)) continue
    client.responders.set(key, { url, until: Date.now() + slackDefaults.respondMs, left: limits.responses })
    const [oldest] = client.responders.size > slackDefaults.responders ? client.responders.keys() : []
    if (oldest !== undefined) client.responders.delete(oldest)
  }
  return suggested(client, events)
}

function responderOf({ responders }: SlackClient, { payload }: Post, { message }: SendContext): Responder | undefined {
  const found = responders.get(addressKey(addressOf(payload)))
  return found === undefined || message.author !== 'bot' || found.left <= 0 || found.until < Date.now()
    ? undefined
    : found
}

function addressOf({ channel, thread_ts: thread }: Post['payload']): Address {
  return { chat: channel, ...(thread === undefined ? {} : { thread }) }
}

/** False when Slack takes no more answers there: then it is said in the channel. */
async function responded(
  { transport }: SlackClient,
  responder: Responder,
  { payload }: Post,
  signal: AbortSignal,
): Promise<boolean> {
  const { channel: _, ...words } = payload
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...words })
  responder.left -= 1
  const status = await transport.post(responder.url, { type: 'application/json', body }, signal)
  if (status >= 200 && status < 300) return true
  responder.left = 0
  return false
}

/** Nothing but the person's own screen knows this message: the name is ours. */
function answered({ idempotencyKey }: SendContext): { readonly id: string } {
  return { id: `response:${idempotencyKey}` }
}

// ── The assistant ────────────────────────────────────────────────────────────────────────────────────────────────

/** Threads of direct messages are talks with the assistant, where Slack shows what it is doing. */
export async function typing(client: SlackClient, { chat, thread }: Address): Promise<void> {
  if (thread === undefined || isShared(chat)) return
  await ask(client, 'assistant.threads.setStatus', { channel_id: chat, thread_ts: thread, status: 'is typing…' })
}

async function suggested(client: SlackClient, events: readonly InboundEvent[]): Promise<void> {
  const prompts = (client.settings.prompts ?? []).slice(0, limits.prompts)
  if (prompts.length === 0) return
  for (const event of events) {
    if (event.kind !== 'membership' || event.change !== 'joined' || event.address.thread === undefined) continue
    await ask(client, 'assistant.threads.setSuggestedPrompts', {
      channel_id: event.address.chat,
      thread_ts: event.address.thread,
      prompts: prompts.map((message) => ({ title: message.slice(0, abilities.buttonLabelLimit.value), message })),
    })
  }
}
