import type { Address, Sender } from '../../contracts/message.ts'
import { field, isObject, numberIn, objectIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'

/**
 * WhatsApp's id of a person, a group, a list: as text, or as the page has it. A device of a person is the person, and
 * numbers have one server's name, however it is called.
 */
export function idOf(value: unknown): string | undefined {
  const user = textIn(value, 'user')
  const server = textIn(value, 'server')
  const composed = user !== undefined && server !== undefined ? `${user}@${server}` : undefined
  const id = typeof value === 'string' ? value : (textIn(value, '_serialized') ?? composed)
  if (id === undefined || !id.includes('@')) return undefined
  return id.replace(/:\d+@/, '@').replace(/@s\.whatsapp\.net$/, '@c.us')
}

/** A person is called by the number that WhatsApp verified, where it is not hidden. */
export function phone({ id }: Sender): string | undefined {
  const digits = /^([1-9]\d{6,14})@c\.us$/.exec(id)?.[1]
  return digits === undefined ? undefined : `+${digits}`
}

export const isGroup = (id: string) => id.endsWith('@g.us')
/** An id that hides the phone number behind it. */
export const isHidden = (id: string) => id.endsWith('@lid')

/** Who is behind which hidden id, as far as it is known. */
export type Phones = (id: string) => string | undefined

export function phonesIn(native: unknown): Phones {
  const phones = objectIn(native, 'phones')
  return (id) => textIn(phones, id)
}

/**
 * A person's chat is their phone number, where it is known: WhatsApp names the same person now by the number and now by
 * a hidden id. The other id is the alias: what was begun under it goes on.
 */
export function addressOf(id: string, phones: Phones): Address {
  const phone = isHidden(id) ? phones(id) : undefined
  return phone === undefined ? { chat: id } : { chat: phone, alias: id }
}

/** One id for one person. */
export function personOf(id: string, phones: Phones, name?: string): Sender {
  return { id: addressOf(id, phones).chat, ...(name === undefined ? {} : { name }) }
}

/** Where `send` goes: an id of WhatsApp's as it is, a phone number as people write it. */
export function chatIdOf({ chat }: Pick<Address, 'chat'>): string {
  if (chat.includes('@')) return idOf(chat) ?? chat
  return `${chat.replaceAll(/\D/g, '')}@c.us`
}

/** What makes a message of WhatsApp's the one it is. */
export interface MessageKey {
  /** The id within its chat: the same for everyone in it. */
  readonly id: string
  readonly chat: string
  readonly fromMe: boolean
  readonly author: string | undefined
  /** What the library finds the message by. */
  readonly whole: string
}

export function keyIn(key: unknown, author?: unknown): MessageKey | undefined {
  const given = typeof key === 'string' ? keyFromText(key) : isObject(key) ? key : undefined
  const id = textIn(given, 'id')
  const chat = idOf(field(given, 'remote'))
  if (given === undefined || id === undefined || chat === undefined) return undefined
  const fromMe = field(given, 'fromMe') === true
  const participant = idOf(field(given, 'participant'))
  const composed = [String(fromMe), chat, id, participant].filter((part) => part !== undefined).join('_')
  return {
    id,
    chat,
    fromMe,
    author: idOf(author) ?? participant,
    whole: textIn(given, '_serialized') ?? composed,
  }
}

/** `false_15550100@c.us_3EB0…`, in a group with its author behind. */
function keyFromText(text: string): JsonObject | undefined {
  const [, fromMe, remote, id, participant] = /^(true|false)_([^_]+)_([^_]+)(?:_(.+))?$/.exec(text) ?? []
  return id === undefined
    ? undefined
    : {
        fromMe: fromMe === 'true',
        remote,
        id,
        _serialized: text,
        ...(participant === undefined ? {} : { participant }),
      }
}

/** Milliseconds since 1970 of a time in seconds; 0 where there is none. */
export function timeIn(...places: readonly (readonly [unknown, string])[]): number {
  for (const [value, name] of places) {
    const seconds = numberIn(value, name) ?? Number(textIn(value, name) ?? NaN)
    if (seconds > 0 && seconds < 1e11) return Math.round(seconds * 1000)
  }
  return 0
}
