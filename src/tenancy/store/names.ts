import { storedDefaults } from '../../config/defaults.ts'
import { Invalid } from '../../contracts/errors.ts'
import { addressKey, type Address, type InboundEvent } from '../../contracts/message.ts'
import { aliasKey } from './aliases.ts'

const { nameLength, addressLength, languageLength } = storedDefaults

/**
 * What platforms call people, chats and messages by is looked up in indexes, and an index takes no more than so much.
 * No platform has such names: somebody made it up. It is kept as what nobody understands, so that it is not sent again.
 */
export function keepable(event: InboundEvent): InboundEvent {
  return fits(event)
    ? event
    : { kind: 'unsupported', keys: event.keys, at: event.at, native: `${event.kind}: a name in it is too long` }
}

/** Throws Invalid. */
export function demandAddress(address: Address): void {
  if (!addressFits(address)) throw new Invalid(`An address has at most ${addressLength} characters.`, 'address')
}

/** Of a message of ours: without one that fits it goes on without. */
export function fittingName(name: string): string | undefined {
  return name !== '' && name.length <= nameLength ? name : undefined
}

/** A language or a time zone that somebody reports; undefined where none is so long. */
export function fittingTag(tag: string | null | undefined): string | null {
  return typeof tag === 'string' && tag.length <= languageLength ? tag : null
}

function fits(event: InboundEvent): boolean {
  const names = [
    event.from?.id,
    'id' in event ? event.id : undefined,
    'message' in event ? event.message : undefined,
    ...(event.kind === 'membership' ? (event.who ?? []).map(({ id }) => id) : []),
  ]
  const addresses = [event.address, event.kind === 'membership' ? event.to : undefined]
  return (
    names.every((name) => name === undefined || name.length <= nameLength) &&
    addresses.every((address) => address === undefined || addressFits(address))
  )
}

function addressFits(address: Address): boolean {
  // A chat without anything else is a person on most platforms, and called by the same name.
  if (address.chat.length > nameLength) return false
  return [addressKey(address), aliasKey(address) ?? ''].every((key) => key.length <= addressLength)
}
