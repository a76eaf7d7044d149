import { slackDefaults } from '../../config/defaults.ts'
import type { SendContext, StreamPiece } from '../../contracts/channel.ts'
import { Busy, Unauthorized } from '../../contracts/errors.ts'
import type { Address } from '../../contracts/message.ts'
import { readMarkdown } from '../styled.ts'
import { abilities, limits } from './abilities.ts'
import { ask, failure, invoke } from './connect.ts'
import type { Draft, SlackClient } from './connect.ts'
import { answerText, isAboutBlocks, slackError } from './failure.ts'
import { pieces } from './mrkdwn.ts'
import { isShared } from './place.ts'
import type { Post } from './render.ts'

/**
 * A reply while it is being written. Slack streams in the talks with its assistant; elsewhere a message is edited, as
 * often as the rates allow. The finished message takes its place (`concluded`).
 * https://docs.slack.dev/reference/methods/chat.startStream
 */
export async function stream(client: SlackClient, to: Address, { id, text, done }: StreamPiece): Promise<void> {
  const draft = client.drafts.get(id) ?? begin(client, id, to)
  draft.text += text
  if (!done && Date.now() < draft.nextAt) return
  draft.nextAt = Date.now() + (draft.native ? slackDefaults.appendEveryMs : slackDefaults.editEveryMs)
  const shown = draft.work.then(() => show(client, draft, done))
  draft.work = shown.catch((error: unknown) => {
    if (error instanceof Busy && error.afterMs !== undefined) draft.nextAt = Date.now() + error.afterMs
  })
  await shown
}

function begin({ drafts }: SlackClient, id: string, { chat, thread }: Address): Draft {
  const native = thread !== undefined && !isShared(chat)
  const draft: Draft = {
    channel: chat,
    thread,
    native,
    ts: undefined,
    text: '',
    shown: 0,
    nextAt: 0,
    work: Promise.resolve(),
  }
  drafts.set(id, draft)
  const [oldest] = drafts.size > slackDefaults.streams ? drafts.keys() : []
  if (oldest !== undefined) drafts.delete(oldest)
  return draft
}

async function show(client: SlackClient, draft: Draft, done: boolean): Promise<void> {
  if (draft.native) await append(client, draft, done)
  // What is finished is shown by the message itself.
  else if (!done) await edit(client, draft)
}

async function append(client: SlackClient, draft: Draft, done: boolean): Promise<void> {
  const { channel, thread } = draft
  const markdown_text = draft.text.slice(draft.shown, draft.shown + limits.streamText)
  if (draft.ts === undefined) {
    if (markdown_text.trim() === '') return
    try {
      const answer = await invoke(client, 'chat.startStream', { channel, thread_ts: thread, markdown_text })
      draft.ts = answerText(answer, 'ts')
    } catch (error) {
      // An app that is no assistant edits instead.
      if (slackError(error) === undefined) throw failure(client, 'chat.startStream', error)
      draft.native = false
      return edit(client, draft)
    }
  } else if (markdown_text !== '') {
    await ask(client, 'chat.appendStream', { channel, ts: draft.ts, markdown_text })
  }
  draft.shown += markdown_text.length
  if (done && draft.ts !== undefined) {
    await ask(client, 'chat.stopStream', { channel, ts: draft.ts })
    draft.native = false
  }
}

async function edit(client: SlackClient, draft: Draft): Promise<void> {
  const [text] = pieces(readMarkdown(draft.text), abilities.textLimit.value)
  if (text === undefined || draft.shown === draft.text.length) return
  const { channel, thread } = draft
  const shown = draft.text.length
  if (draft.ts === undefined) {
    const answer = await ask(client, 'chat.postMessage', {
      channel,
      ...(thread === undefined ? {} : { thread_ts: thread }),
      text,
    })
    draft.ts = answerText(answer, 'ts')
  } else {
    await ask(client, 'chat.update', { channel, ts: draft.ts, text })
  }
  draft.shown = shown
}

/** The finished message takes the place of its draft: its timestamp. Undefined when there is none to take. */
export async function concluded(
  client: SlackClient,
  { payload }: Post,
  { message, signal }: SendContext,
): Promise<string | undefined> {
  const draft = client.drafts.get(message.id)
  if (draft === undefined) return undefined
  await draft.work
  if (draft.ts === undefined) {
    client.drafts.delete(message.id)
    return undefined
  }
  const { channel, ts } = draft
  const { text, blocks = [] } = payload
  try {
    if (draft.native) await invoke(client, 'chat.stopStream', { channel, ts }, signal).catch(() => undefined)
    await invoke(client, 'chat.update', { channel, ts, text, blocks }, signal)
    client.drafts.delete(message.id)
    return ts
  } catch (error) {
    const reason = failure(client, 'chat.update', error)
    if (!isAboutBlocks(error) && (reason instanceof Busy || reason instanceof Unauthorized)) throw reason
    // It cannot be edited any more: the message comes anew, and what there was of it goes.
    client.drafts.delete(message.id)
    await invoke(client, 'chat.delete', { channel, ts }, signal).catch(() => undefined)
    return undefined
  }
}
