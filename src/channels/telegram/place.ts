import type { Address, Sender } from '../../contracts/message.ts'
import { field, integerIn, objectIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'

/** Marks a thread that is one person's talk with a channel, not a topic of a forum. */
export const directTopic = 'direct:'

/** Where something happened; undefined when Telegram does not say. */
export function placeOf(body: JsonObject): { readonly address: Address; readonly group?: boolean } | undefined {
  const chat = objectIn(body, 'chat')
  const id = idIn(chat, 'id')
  if (id === undefined) return undefined
  const topic = idIn(objectIn(body, 'direct_messages_topic'), 'topic_id')
  const forum = field(body, 'is_topic_message') === true ? idIn(body, 'message_thread_id') : undefined
  const thread = topic === undefined ? forum : `${directTopic}${topic}`
  const via = textIn(body, 'business_connection_id')
  const type = field(chat, 'type')
  const isShared = (type === 'group' || type === 'supergroup' || type === 'channel') && topic === undefined
  return {
    address: { chat: id, ...(thread === undefined ? {} : { thread }), ...(via === undefined ? {} : { via }) },
    ...(isShared ? { group: true } : {}),
  }
}

/** Who said it: a chat that speaks as one (a channel, an anonymous administrator) before the stand-in user in `from`. */
export function senderOf(body: JsonObject): Sender | undefined {
  for (const name of ['sender_chat', 'from', 'user', 'actor_chat', 'chat']) {
    const [sender] = personFrom(objectIn(body, name))
    if (!sender) continue
    return objectIn(body, 'sender_business_bot') ? { ...sender, isBot: true } : sender
  }
  return undefined
}

/** One sender, or none. */
export function personFrom(person: JsonObject | undefined): readonly Sender[] {
  const id = idIn(person, 'id')
  if (id === undefined) return []
  const name =
    textIn(person, 'title') ?? [textIn(person, 'first_name'), textIn(person, 'last_name')].filter(Boolean).join(' ')
  const username = textIn(person, 'username')
  const language = textIn(person, 'language_code')
  return [
    {
      id,
      ...(name === '' ? {} : { name }),
      ...(username === undefined ? {} : { username }),
      ...(language === undefined ? {} : { language }),
      ...(field(person, 'is_bot') === true ? { isBot: true } : {}),
    },
  ]
}

/** Milliseconds since 1970; 0 where Telegram tells no time. */
export function timeOf(body: JsonObject | undefined): number {
  return (integerIn(body, 'date') ?? 0) * 1000
}

/** An id as text. 0 stands for none in some servers' answers, as null does. */
export function idIn(body: unknown, name: string): string | undefined {
  const id = integerIn(body, name)
  return id === undefined || (id === 0 && name !== 'id') ? undefined : String(id)
}
