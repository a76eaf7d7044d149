import type { ChannelId } from '../../contracts/id.ts'
import { addressKey, type Address } from '../../contracts/message.ts'
import type { Database } from '../database.ts'
import { moveContact } from './contacts.ts'
import type { Kinship } from './kinship.ts'
import { json, parsed } from './kit.ts'

/** Which ids belong to the same chat, as platforms tell. Inside a write. */
export interface Aliases {
  /** Remembers the alias of an address, whosever it was before. True when that is news. */
  learn(channel: ChannelId, address: Address): boolean
  /** Where a chat is that is addressed by an alias. */
  of(channel: ChannelId, key: string): Address | undefined
  /** Nobody is known by the aliases of this address any more: who is there has other ones now. */
  forget(channel: ChannelId, key: string): void
  /** The same person under another id. */
  moveContact(channel: ChannelId, from: string | undefined, to: string | undefined): void
}

export function createAliases(database: Database, kinship: Kinship): Aliases {
  const find = database.prepare<[string, string], { address: string }>(
    'select address from address_aliases where channel_id = ? and alias_key = ?',
  )
  const put = database.prepare<[string, string, string, string]>(
    'insert or replace into address_aliases (channel_id, alias_key, address_key, address) values (?, ?, ?, ?)',
  )
  const remove = database.prepare<[string, string]>(
    'delete from address_aliases where channel_id = ? and address_key = ?',
  )
  return {
    learn(channel, address) {
      const key = aliasKey(address)
      const text = json(address)
      if (key === undefined || find.get(channel, key)?.address === text) return false
      put.run(channel, key, addressKey(address), text)
      return true
    },
    of(channel, key) {
      const row = find.get(channel, key)
      return row === undefined ? undefined : parsed<Address>(row.address)
    },
    forget: (channel, key) => void remove.run(channel, key),
    moveContact(channel, from, to) {
      if (from !== undefined && to !== undefined) moveContact(database, kinship, channel, from, to)
    },
  }
}

/** The key that the address would have if it were called by its alias. */
export function aliasKey({ alias, ...address }: Address): string | undefined {
  return alias === undefined ? undefined : addressKey({ ...address, chat: alias })
}
