import { describe, expect, test } from '@jest/globals'
import wwebjs from 'whatsapp-web.js'
import { whatsappWeb } from '../../src/channels/whatsapp-web/index.ts'
import { plainCopy } from '../../src/channels/whatsapp-web/native.ts'
import { readCorpus } from './corpus.ts'
import type { CorpusRecord } from './corpus.ts'

interface Raw {
  readonly _data?: Raw
  readonly id: string | { readonly fromMe?: boolean; readonly remote?: string; readonly id?: string }
  readonly type: string
  readonly body?: string
  readonly t?: number
  readonly timestamp?: number
  readonly author?: string
  readonly from?: string
  readonly notifyName?: string
  readonly duration?: string
  readonly mimetype?: string
  readonly size?: number
}

/** What each record must become, by its kind. */
function expectedOf(kind: string, { _data, ...given }: Raw): object {
  const raw = _data ?? given
  const id = typeof raw.id === 'object' ? raw.id : {}
  const at = (raw.t ?? raw.timestamp ?? 0) * 1000
  const group = id.remote?.endsWith('@g.us') === true ? { group: true } : {}
  const place = { address: { chat: id.remote }, ...group, at }
  switch (kind) {
    case 'raw:chat':
      return {
        kind: 'message',
        id: id.id,
        ...place,
        from: { id: raw.from, name: raw.notifyName },
        parts: [{ type: 'text', text: raw.body }],
      }
    case 'raw:chat.group':
      return {
        kind: 'message',
        id: id.id,
        ...place,
        from: { id: raw.author },
        parts: [{ type: 'text', text: raw.body }],
      }
    // Somebody wrote on the phone.
    case 'raw:chat.me':
    case 'raw:chat.group.me':
    case 'wrapped:chat':
      return { kind: 'takeover', id: id.id, ...place, parts: [{ type: 'text', text: raw.body }] }
    case 'wrapped:ptt':
      return {
        kind: 'message',
        id: id.id,
        ...place,
        parts: [
          {
            type: 'audio',
            mime: raw.mimetype,
            mediaId: (raw.id as { _serialized: string })._serialized, // the record says so
            size: raw.size,
            durationMs: Number(raw.duration) * 1000,
          },
        ],
      }
    case 'raw:subject.group':
      return { kind: 'membership', change: 'renamed', ...place, from: { id: raw.author } }
    // The group was made, or says something else about itself; the keys were made; a contact, a chat.
    case 'raw:create.group':
      return { kind: 'unsupported', native: 'create', ...place }
    case 'raw:description.group':
      return { kind: 'unsupported', native: 'description', ...place }
    case 'raw:e2e_notification.encrypt.me':
      return { kind: 'unsupported', native: 'e2e_notification', ...place }
    default:
      return { kind: 'unsupported', native: 'in' }
  }
}

// Its declaration leaves the class out: users are handed its objects.
const { Message } = wwebjs as unknown as { Message: new (client: unknown, data: unknown) => object }
/** Nothing asks a structure’s client for anything before one of its methods is called. */
const nobody = {}

describe('recorded payloads', () => {
  const records = readCorpus<CorpusRecord>('whatsapp-web/messages.jsonl')
  const them = records ? test : test.skip
  const rows = (records ?? []).map(({ id, kind, payload }) => [id, kind, payload as Raw] as const)

  them.each(rows)('%s %s comes out of the library’s own Message right', (_, kind, payload) => {
    const message = new Message(nobody, payload._data ?? payload)
    const native = { event: 'message_create', told: [plainCopy(message)] }
    const event = whatsappWeb.parse(native)
    expect(event).toMatchObject(expectedOf(kind, payload))
    expect(whatsappWeb.parse(native)).toEqual(event)
  })

  them.each(rows)('%s %s comes out right as it is', (_, kind, payload) => {
    const event = whatsappWeb.parse(payload as object)
    expect(event).toMatchObject(expectedOf(kind, payload))
    expect(whatsappWeb.parse(payload as object)).toEqual(event)
  })
})
