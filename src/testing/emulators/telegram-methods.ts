/** What the real server checks before it does something, and what it answers. https://core.telegram.org/bots/api */

export type Payload = Readonly<Record<string, unknown>>

/** An answer that is not `ok`, as it travels. */
export interface Failure {
  readonly status: number
  readonly description: string
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number }
}

export class MethodFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.description)
    this.failure = failure
  }
}

/** What the methods know of the bot they are called for. */
export interface MethodHost {
  readonly bot: { readonly id: number; readonly is_bot: true; readonly first_name: string; readonly username: string }
  nextMessageId(chat: number | string): number
  file(id: string): { readonly path: string; readonly size: number } | undefined
}

type Method = (payload: Payload, host: MethodHost) => unknown

/** Methods that send something and are answered with it. */
export const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    'getMe',
    (_, { bot }) => ({
      ...bot,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
    }),
  ],
  [
    'sendMessage',
    (payload, host) => sent(payload, host, { text: textOf(payload), ...entitiesOf(payload, 'text', 'entities') }),
  ],
  ['sendPhoto', media('photo', (file_id) => [{ file_id, file_unique_id: file_id, width: 1, height: 1 }])],
  ['sendAnimation', media('animation')],
  ['sendVideo', media('video')],
  ['sendVideoNote', media('video_note')],
  ['sendAudio', media('audio')],
  ['sendVoice', media('voice')],
  ['sendDocument', media('document')],
  ['sendSticker', media('sticker')],
  ['sendMediaGroup', sendMediaGroup],
  ['sendLocation', (payload, host) => sent(payload, host, { location: placeOf(payload) })],
  ['sendVenue', sendVenue],
  ['sendContact', sendContact],
  [
    'editMessageText',
    (payload, host) => edited(payload, host, { text: textOf(payload), ...entitiesOf(payload, 'text', 'entities') }),
  ],
  ['editMessageReplyMarkup', (payload, host) => edited(payload, host, {})],
  ['sendMessageDraft', sendMessageDraft],
  ['sendChatAction', (payload) => (chatOf(payload), need(payload, 'action'), true)],
  ['setMessageReaction', (payload) => (chatOf(payload), true)],
  ['setMyCommands', (payload) => setMyCommands(payload)],
  ['answerCallbackQuery', (payload) => (need(payload, 'callback_query_id'), true)],
  ['getFile', getFile],
])

export function refuse(description: string, status = 400): never {
  throw new MethodFailure({ status, description: `${status === 400 ? 'Bad Request: ' : ''}${description}` })
}

function sent(payload: Payload, { bot, nextMessageId }: MethodHost, content: object): object {
  const chat = chatOf(payload)
  const markup = keyboardOf(payload)
  return {
    message_id: nextMessageId(chat),
    from: bot,
    chat:
      typeof chat === 'number'
        ? { id: chat, type: chat > 0 ? 'private' : 'supergroup' }
        : { id: -1, type: 'channel', username: chat },
    date: Math.floor(Date.now() / 1000),
    ...(payload['message_thread_id'] === undefined
      ? {}
      : { message_thread_id: payload['message_thread_id'], is_topic_message: true }),
    ...(payload['business_connection_id'] === undefined
      ? {}
      : { business_connection_id: payload['business_connection_id'] }),
    ...content,
    ...(markup === undefined ? {} : { reply_markup: markup }),
  }
}

function edited(payload: Payload, host: MethodHost, content: object): object {
  const id = payload['message_id']
  if (!Number.isSafeInteger(id)) refuse('message identifier is not specified')
  return {
    ...sent(payload, { ...host, nextMessageId: () => Number(id) }, content),
    edit_date: Math.floor(Date.now() / 1000),
  }
}

export function chatOf(payload: Payload): number | string {
  const chat = payload['chat_id']
  if (typeof chat === 'number' && Number.isSafeInteger(chat)) return chat
  if (typeof chat !== 'string' || chat === '') refuse('chat_id is empty')
  return /^-?\d+$/.test(chat) ? Number(chat) : chat
}

function need(payload: Payload, name: string): string {
  const value = payload[name]
  if (typeof value !== 'string' || value === '') refuse(`${name} is not specified`)
  return value
}

const textLimit = 4096
const captionLimit = 1024

function textOf(payload: Payload): string {
  const text = payload['text']
  if (typeof text !== 'string' || text === '') refuse('message text is empty')
  wellFormed(text)
  if (text.trim() === '') refuse('text must be non-empty')
  if (text.length > textLimit) refuse('message is too long')
  return text
}

function captionOf(payload: Payload): object {
  const caption = payload['caption']
  if (caption === undefined || caption === '') return {}
  if (typeof caption !== 'string') refuse('caption must be of type String')
  wellFormed(caption)
  if (caption.length > captionLimit) refuse('message caption is too long')
  return { caption, ...entitiesOf(payload, 'caption', 'caption_entities') }
}

function wellFormed(text: string): void {
  if (!text.isWellFormed()) refuse('strings must be encoded in UTF-8')
}

const entityTypes = new Set([
  'mention', 'hashtag', 'cashtag', 'bot_command', 'url', 'email', 'phone_number', 'bold', 'italic', 'underline',
  'strikethrough', 'spoiler', 'blockquote', 'expandable_blockquote', 'code', 'pre', 'text_link', 'text_mention',
  'custom_emoji', 'date_time',
]) // prettier-ignore

function entitiesOf(payload: Payload, textName: string, name: string): object {
  const entities = payload[name]
  if (entities === undefined) return {}
  const text = String(payload[textName])
  if (!Array.isArray(entities)) refuse("can't parse entities: expected an Array")
  for (const entity of entities as readonly Payload[]) {
    const { type, offset, length } = entity
    if (typeof type !== 'string' || !entityTypes.has(type))
      refuse("can't parse entities: unsupported type of an entity")
    if (typeof offset !== 'number' || typeof length !== 'number' || offset < 0 || length < 0)
      refuse("can't parse entities: wrong offset or length")
    if (offset + length > text.length)
      refuse(
        `entity beginning at UTF-16 offset ${offset} ends after the end of the text at byte offset ${Buffer.byteLength(text)}`,
      )
    if (splitsPair(text, offset)) refuse(`entity begins in a middle of a UTF-16 symbol at UTF-16 offset ${offset}`)
    if (splitsPair(text, offset + length))
      refuse(
        `entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${Buffer.byteLength(text)}`,
      )
    if (type === 'text_link' && typeof entity['url'] !== 'string')
      refuse('can\'t parse entities: field "url" is missing')
  }
  return { [name]: entities }
}

function splitsPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff
}

const buttonLimit = 100

function keyboardOf(payload: Payload): object | undefined {
  const markup = payload['reply_markup']
  if (markup === undefined) return undefined
  const rows = (markup as Payload)['inline_keyboard']
  if (rows === undefined) return markup as object
  if (!Array.isArray(rows)) refuse('field "inline_keyboard" must be of type Array')
  let count = 0
  for (const button of (rows as readonly (readonly Payload[])[]).flat()) {
    count += 1
    if (typeof button['text'] !== 'string' || button['text'].trim() === '')
      refuse('inline keyboard button text is empty')
    wellFormed(button['text'])
    const value = button['callback_data']
    if (value !== undefined && (typeof value !== 'string' || value === '' || Buffer.byteLength(value) > 64))
      refuse('BUTTON_DATA_INVALID')
  }
  if (count > buttonLimit) refuse('reply markup is too long')
  return markup as object
}

function media(
  name: string,
  shown: (source: string) => unknown = (file_id) => ({ file_id, file_unique_id: file_id }),
): Method {
  return (payload, host) => sent(payload, host, { [name]: shown(sourceOf(payload[name], name)), ...captionOf(payload) })
}

function sourceOf(source: unknown, name: string): string {
  if (typeof source !== 'string' || source === '') refuse(`there is no ${name} in the request`)
  if (/^https?:\/\//.test(source) ? !URL.canParse(source) : !/^[\w-]+$/.test(source))
    refuse('wrong file identifier/HTTP URL specified')
  return source
}

function sendMediaGroup(payload: Payload, host: MethodHost): unknown {
  const items = payload['media']
  if (!Array.isArray(items) || items.length < 2 || items.length > 10) refuse('group must include 2-10 items')
  const group = String(host.nextMessageId(chatOf(payload)))
  return (items as readonly Payload[]).map((item) => {
    const type = need(item, 'type')
    if (!['photo', 'video', 'audio', 'document', 'live_photo'].includes(type))
      refuse('wrong type of media in the group')
    const content = { [type]: { file_id: sourceOf(item['media'], 'media') }, ...captionOf(item), media_group_id: group }
    return sent({ ...payload, reply_markup: undefined }, host, content)
  })
}

function placeOf(payload: Payload): object {
  const { latitude, longitude } = payload
  if (typeof latitude !== 'number' || Math.abs(latitude) > 90) refuse('wrong latitude specified')
  if (typeof longitude !== 'number' || Math.abs(longitude) > 180) refuse('wrong longitude specified')
  return { latitude, longitude }
}

function sendVenue(payload: Payload, host: MethodHost): unknown {
  const location = placeOf(payload)
  return sent(payload, host, {
    location,
    venue: { location, title: need(payload, 'title'), address: need(payload, 'address') },
  })
}

function sendContact(payload: Payload, host: MethodHost): unknown {
  const contact = {
    phone_number: need(payload, 'phone_number'),
    first_name: need(payload, 'first_name'),
    vcard: payload['vcard'],
  }
  if (typeof contact.vcard === 'string' && Buffer.byteLength(contact.vcard) > 2048) refuse('vcard is too long')
  return sent(payload, host, { contact })
}

function sendMessageDraft(payload: Payload): true {
  const chat = chatOf(payload)
  if (typeof chat !== 'number' || chat <= 0) refuse('drafts can be sent to private chats only')
  const id = payload['draft_id']
  if (!Number.isSafeInteger(id) || id === 0) refuse('draft identifier must be non-zero')
  if (payload['text'] !== undefined && payload['text'] !== '') textOf(payload)
  entitiesOf(payload, 'text', 'entities')
  return true
}

function setMyCommands(payload: Payload): true {
  const commands = payload['commands']
  if (!Array.isArray(commands)) refuse('commands must be an Array')
  for (const { command } of commands as readonly Payload[]) {
    if (typeof command !== 'string' || !/^[a-z0-9_]{1,32}$/.test(command)) refuse('BOT_COMMAND_INVALID')
  }
  return true
}

function getFile(payload: Payload, { file }: MethodHost): unknown {
  const id = need(payload, 'file_id')
  const found = file(id) ?? refuse('wrong file_id or the file is temporarily unavailable')
  return { file_id: id, file_unique_id: id, file_size: found.size, file_path: found.path }
}
