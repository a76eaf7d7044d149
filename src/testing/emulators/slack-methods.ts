/** What the real API checks before it does something, and what it answers. https://docs.slack.dev/reference/methods */

export type Payload = Readonly<Record<string, unknown>>

export class SlackRefusal extends Error {
  /** The real one's name of the error. */
  readonly error: string
  constructor(error: string) {
    super(error)
    this.error = error
  }
}

export interface SlackFile {
  readonly id: string
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
}

/** What the methods know of the workspace. */
export interface SlackHost {
  readonly bot: { readonly user: string; readonly id: string; readonly app: string; readonly team: string }
  readonly url: string
  nextTs(): string
  /** What the bot said, by channel and timestamp. */
  readonly messages: Map<string, Payload>
  readonly files: Map<string, SlackFile>
  /** Files that are on their way: what they will be called, and how long they are. */
  readonly places: Map<string, { readonly name: string; readonly length: number }>
}

type Method = (payload: Payload, host: SlackHost) => Payload

export const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['api.test', () => ({})],
  [
    'auth.test',
    (_, { bot }) => ({ user_id: bot.user, bot_id: bot.id, team_id: bot.team, url: 'https://emulated.slack.com/' }),
  ],
  ['chat.postMessage', (payload, host) => posted(payload, host, {})],
  ['chat.update', update],
  ['chat.delete', remove],
  ['chat.startStream', startStream],
  ['chat.appendStream', appendStream],
  ['chat.stopStream', stopStream],
  ['files.getUploadURLExternal', uploadPlace],
  ['files.completeUploadExternal', completeUpload],
  ['files.info', fileInfo],
  [
    'assistant.threads.setStatus',
    (payload) => (need(payload, 'channel_id'), threadOf(payload, 'thread_ts', true), text(payload, 'status'), {}),
  ],
  ['assistant.threads.setSuggestedPrompts', suggestedPrompts],
])

function refuse(error: string): never {
  throw new SlackRefusal(error)
}

function need(payload: Payload, name: string): string {
  const value = payload[name]
  if (typeof value !== 'string' || value === '') refuse('invalid_arguments')
  if (!value.isWellFormed()) refuse('invalid_arguments')
  return value
}

function text(payload: Payload, name: string): string {
  const value = payload[name] ?? ''
  if (typeof value !== 'string' || !value.isWellFormed()) refuse('invalid_arguments')
  return value
}

function channelOf(payload: Payload): string {
  const channel = payload['channel']
  if (typeof channel !== 'string' || channel === '' || /\s/.test(channel)) refuse('channel_not_found')
  return channel
}

function threadOf(payload: Payload, name: string, required = false): string | undefined {
  const ts = payload[name]
  if (ts === undefined && !required) return undefined
  if (typeof ts !== 'string' || !/^\d+\.\d{1,6}$/.test(ts)) refuse('invalid_thread_ts')
  return ts
}

const textLimit = 40_000

/** What is longer is cut without a word. */
function contentOf(payload: Payload): Payload {
  const said = text(payload, 'text')
  const blocks = payload['blocks']
  if (blocks !== undefined) checkBlocks(blocks)
  const isEmpty = blocks === undefined || (Array.isArray(blocks) && blocks.length === 0)
  if (said.trim() === '' && isEmpty) refuse('no_text')
  return { text: said.slice(0, textLimit), ...(isEmpty ? {} : { blocks }) }
}

function posted(payload: Payload, { bot, nextTs, messages }: SlackHost, extra: Payload): Payload {
  const channel = channelOf(payload)
  const thread = threadOf(payload, 'thread_ts')
  const content = contentOf(payload)
  const ts = nextTs()
  const message = {
    type: 'message',
    user: bot.user,
    bot_id: bot.id,
    app_id: bot.app,
    team: bot.team,
    ts,
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...content,
    ...extra,
  }
  messages.set(`${channel}/${ts}`, message)
  return { channel, ts, message }
}

function known(
  payload: Payload,
  { messages }: SlackHost,
): { readonly key: string; readonly message: Payload; readonly ts: string; readonly channel: string } {
  const channel = channelOf(payload)
  const ts = need(payload, 'ts')
  const key = `${channel}/${ts}`
  return { key, message: messages.get(key) ?? refuse('message_not_found'), ts, channel }
}

function update(payload: Payload, host: SlackHost): Payload {
  const { key, message, ts, channel } = known(payload, host)
  if (message['streaming_state'] === 'in_progress') refuse('streaming_state_conflict')
  const { blocks: _, ...rest } = message
  const updated = { ...rest, ...contentOf(payload) }
  host.messages.set(key, updated)
  return { channel, ts, text: updated.text, message: updated }
}

function remove(payload: Payload, host: SlackHost): Payload {
  const { key, ts, channel } = known(payload, host)
  host.messages.delete(key)
  return { channel, ts }
}

const streamLimit = 12_000

function markdownOf(payload: Payload): string {
  const said = text(payload, 'markdown_text')
  if (said.length > streamLimit) refuse('msg_too_long')
  return said
}

function startStream(payload: Payload, host: SlackHost): Payload {
  const channel = channelOf(payload)
  threadOf(payload, 'thread_ts', true)
  if (!channel.startsWith('D') && payload['recipient_user_id'] === undefined) refuse('missing_recipient_user_id')
  const said = markdownOf(payload)
  return posted({ ...payload, text: said === '' ? ' …' : said, blocks: undefined }, host, {
    streaming_state: 'in_progress',
    text: said,
  })
}

function appendStream(payload: Payload, host: SlackHost): Payload {
  const { key, message, ts, channel } = known(payload, host)
  if (message['streaming_state'] !== 'in_progress') refuse('message_not_in_streaming_state')
  const said = markdownOf(payload)
  if (said === '') refuse('no_text')
  host.messages.set(key, { ...message, text: String(message['text']) + said })
  return { channel, ts }
}

function stopStream(payload: Payload, host: SlackHost): Payload {
  const { key, message, ts, channel } = known(payload, host)
  if (message['streaming_state'] !== 'in_progress') refuse('message_not_in_streaming_state')
  host.messages.set(key, {
    ...message,
    text: String(message['text']) + markdownOf(payload),
    streaming_state: 'completed',
  })
  return { channel, ts }
}

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────

function uploadPlace(payload: Payload, { places, url }: SlackHost): Payload {
  const name = need(payload, 'filename')
  const length = Number(payload['length'])
  if (!Number.isSafeInteger(length) || length <= 0) refuse('invalid_arguments')
  const id = `F0UPLOAD${places.size + 1}`
  places.set(id, { name, length })
  return { upload_url: `${url}/upload/${id}`, file_id: id }
}

function completeUpload(payload: Payload, host: SlackHost): Payload {
  const files = payload['files']
  if (!Array.isArray(files) || files.length === 0) refuse('invalid_arguments')
  const channel = payload['channel_id']
  if (channel !== undefined && (typeof channel !== 'string' || channel === '')) refuse('channel_not_found')
  threadOf(payload, 'thread_ts')
  text(payload, 'initial_comment')
  return {
    files: (files as readonly Payload[]).map((file) => {
      const id = need(file, 'id')
      if (!host.files.has(id)) refuse('file_not_found')
      return { id, title: text(file, 'title') }
    }),
  }
}

function fileInfo(payload: Payload, { files, url }: SlackHost): Payload {
  const file = files.get(need(payload, 'file')) ?? refuse('file_not_found')
  return { file: describe(file, url) }
}

export function describe({ id, name, mime, bytes }: SlackFile, url: string): Payload {
  const address = `${url}/files/${id}/${encodeURIComponent(name)}`
  return {
    id,
    name,
    title: name,
    mimetype: mime,
    size: bytes.length,
    mode: 'hosted',
    url_private: address,
    url_private_download: address,
  }
}

function suggestedPrompts(payload: Payload): Payload {
  need(payload, 'channel_id')
  const prompts = payload['prompts']
  if (!Array.isArray(prompts) || prompts.length < 1 || prompts.length > 4) refuse('invalid_arguments')
  for (const prompt of prompts as readonly Payload[]) for (const name of ['title', 'message']) need(prompt, name)
  return {}
}

// ── Block Kit ────────────────────────────────────────────────────────────────────────────────────────────────────

/** https://docs.slack.dev/reference/block-kit: throws for what the real one would not take. */
export function checkBlocks(blocks: unknown): void {
  if (!Array.isArray(blocks) || blocks.length > 50) refuse('invalid_blocks')
  const actionIds = new Set<string>()
  for (const block of blocks as readonly Payload[]) {
    switch (block['type']) {
      case 'section':
        checkText(block['text'], 3000)
        if (block['accessory'] !== undefined) checkElement(block['accessory'] as Payload, actionIds)
        break
      case 'actions': {
        const elements = block['elements']
        if (!Array.isArray(elements) || elements.length < 1 || elements.length > 25) refuse('invalid_blocks')
        for (const element of elements as readonly Payload[]) checkElement(element, actionIds)
        break
      }
      case 'image':
        checkImage(block)
        break
      case 'header':
        checkText(block['text'], 150, 'plain_text')
        break
      case 'context':
      case 'divider':
      case 'markdown':
        break
      default:
        refuse('invalid_blocks')
    }
  }
}

function checkText(value: unknown, limit: number, only?: 'plain_text'): void {
  const { type, text } = (value ?? {}) as Payload
  if (type !== 'plain_text' && (only !== undefined || type !== 'mrkdwn')) refuse('invalid_blocks')
  if (typeof text !== 'string' || text.trim() === '' || text.length > limit || !text.isWellFormed())
    refuse('invalid_blocks')
}

function checkImage({ image_url, slack_file, alt_text }: Payload): void {
  if (typeof alt_text !== 'string' || alt_text.trim() === '' || alt_text.length > 2000) refuse('invalid_blocks')
  if ((image_url === undefined) === (slack_file === undefined)) refuse('invalid_blocks')
  if (
    image_url !== undefined &&
    (typeof image_url !== 'string' || image_url.length > 3000 || !/^https?:\/\//.test(image_url))
  ) {
    refuse('invalid_blocks')
  }
}

function checkElement(element: Payload, actionIds: Set<string>): void {
  if (element['type'] === 'image') {
    checkImage(element)
    return
  }
  const id = element['action_id']
  if (typeof id !== 'string' || id === '' || id.length > 255 || actionIds.has(id)) refuse('invalid_blocks')
  actionIds.add(id)
  if (element['type'] === 'button') {
    checkText(element['text'], 75, 'plain_text')
    checkValue(element['value'], 2000)
  } else if (element['type'] === 'static_select') {
    const options = element['options']
    if (!Array.isArray(options) || options.length < 1 || options.length > 100) refuse('invalid_blocks')
    for (const option of options as readonly Payload[]) {
      checkText(option['text'], 75, 'plain_text')
      checkValue(option['value'], 75)
    }
  } else refuse('invalid_blocks')
}

function checkValue(value: unknown, limit: number): void {
  if (typeof value !== 'string' || value === '' || value.length > limit || !value.isWellFormed())
    refuse('invalid_blocks')
}
