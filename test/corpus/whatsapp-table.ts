import { expect } from '@jest/globals'
import type { PlatformEvent } from '../../src/contracts/message.ts'
import type { CorpusRecord } from './corpus.ts'

/** Whatever somebody recorded. */
type Json = ReturnType<typeof JSON.parse>

/** What one thing in a recorded webhook has to become: its kind, and the facts that must not be lost. */
export type ExpectedEvent = Partial<Record<string, unknown>> & { readonly kind: PlatformEvent['kind'] }

/** In the order in which they stand in the payload. */
export function expectedFrom({ payload }: CorpusRecord): readonly ExpectedEvent[] {
  return (payload as Json)['entry'].flatMap(({ changes }: Json) =>
    changes.flatMap(({ field, value }: Json) => {
      if (field === 'messages') {
        const { messages = [], statuses = [] } = value as { messages?: readonly Json[]; statuses?: readonly Json[] }
        return [...messages.map((one) => messageOf(one, value)), ...statuses.map((one) => statusOf(one))]
      }
      return [changeOf(field, value)]
    }),
  )
}

function changeOf(field: string, value: Json): ExpectedEvent {
  switch (field) {
    case 'smb_message_echoes': {
      const [{ to, id, text }] = value['message_echoes']
      return { kind: 'takeover', id, address: { chat: to }, parts: [{ type: 'text', text: text.body }] }
    }
    case 'group_participants_update': {
      const [{ group_id: group, added_participants: added }] = value['groups']
      const who = added.map(({ wa_id }: Json) => ({ id: wa_id }))
      return { kind: 'membership', change: 'joined', group: true, address: { chat: `group:${group}` }, who }
    }
    default:
      return { kind: 'unsupported', native: value['event'] === undefined ? field : `${field}:${value['event']}` }
  }
}

/** Whose chat it is: an id of the business's own before a phone number. */
function addressIn(message: Json, value: Json): object {
  const contacts: readonly Json[] = value['contacts'] ?? []
  const { from, from_user_id: user } = message
  const contact =
    from === undefined && user === undefined
      ? contacts[0]
      : contacts.find((one) => one['wa_id'] === from || (user !== undefined && one['user_id'] === user))
  const id = user ?? contact?.['user_id']
  const phone = from ?? contact?.['wa_id']
  return id === undefined ? { chat: phone } : phone === undefined ? { chat: id } : { chat: id, alias: phone }
}

function messageOf(message: Json, value: Json): ExpectedEvent {
  const { id } = message
  const common = { keys: [`m:${id}`], id, address: addressIn(message, value), at: Number(message['timestamp']) * 1000 }
  const type: string = message['type'] ?? 'location'
  const content = message[type]
  switch (type) {
    case 'text':
      return { ...common, kind: 'message', parts: [{ type, text: content.body }] }
    case 'audio':
    case 'image':
    case 'video':
    case 'document':
    case 'sticker': {
      const { id: mediaId, mime_type: mime, caption, filename: name } = content
      return { ...common, kind: 'message', parts: [defined({ type, mediaId, mime, caption, name })] }
    }
    case 'location':
      if (typeof content.latitude !== 'number') return { kind: 'unsupported', native: 'location' }
      return { ...common, kind: 'message', parts: [{ ...content, type: 'location' }] }
    case 'contacts': {
      const [{ name, phones, emails }] = content
      const part = { name: name.formatted_name, phones: [phones[0].phone], emails: [emails[0].email] }
      return { ...common, kind: 'message', parts: [{ type: 'contact', ...part }] }
    }
    case 'order':
      return { ...common, kind: 'message', parts: [{ type: 'text', text: expectContaining(content.product_items) }] }
    case 'reaction': {
      const { emoji, message_id: about } = content
      const { id: _, ...rest } = common
      return { ...rest, kind: 'reaction', message: about, added: emoji ? [emoji] : [], removed: emoji ? [] : [''] }
    }
    case 'button':
      return { ...common, kind: 'button', option: content.payload, label: content.text, message: message['context'].id }
    case 'interactive': {
      const { id: option, title: label, response_json: form } = content[content.type]
      if (form !== undefined)
        return { ...common, kind: 'message', parts: [{ type: 'text', text: expect.stringContaining('Email') }] }
      if (option === undefined) return { kind: 'unsupported', native: `interactive:${content.type}` }
      return { ...common, kind: 'button', option, label }
    }
    case 'edit': {
      const { original_message_id: edited, message: now } = content
      return { ...common, kind: 'edit', id: edited, parts: [{ type: now.type, caption: now[now.type].caption }] }
    }
    case 'system': {
      const { user_id: user, wa_id: phone, body } = content
      const from = /from (\S+)/.exec(body)?.[1]
      const to = defined({ chat: user, alias: phone })
      return { kind: 'membership', change: 'moved', keys: [`m:${id}`], address: { chat: from }, to }
    }
    default:
      return { kind: 'unsupported', native: `${type}:${message['errors'][0].code}` }
  }
}

function statusOf({ id, status, recipient_id: recipient, errors, ...more }: Json): ExpectedEvent {
  const isGroup = more['recipient_type'] === 'group'
  return {
    kind: 'receipt',
    keys: [`s:${id}:${status}${isGroup ? `:${more['recipient_participant_user_id']}` : ''}`],
    message: id,
    status: status === 'played' ? 'read' : status,
    at: Number(more['timestamp']) * 1000,
    ...(isGroup ? { group: true, address: { chat: `group:${recipient}` } } : {}),
    ...(errors === undefined ? {} : { reason: expect.stringContaining(String(errors[0].code)) }),
  }
}

function expectContaining(items: readonly Json[]): unknown {
  return expect.stringMatching(new RegExp(items.map((item) => item['product_retailer_id']).join('[\\s\\S]*')))
}

function defined(content: Json): Json {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined))
}
