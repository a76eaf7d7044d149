import type { Address, InboundEvent } from '../../contracts/message.ts'
import type { Database } from '../database.ts'
import { askErasure } from './ask.ts'
import type { ErasedPerson } from './erased-people.ts'
import { walked } from './walk.ts'

/**
 * Asks for the erasures that are remembered and that this file knows nothing of: it is a backup from before. True when
 * there are any; whoever calls carries them out before anybody is served. `hash` names somebody as the memory does.
 */
export async function askAgain(
  database: Database,
  erased: readonly ErasedPerson[],
  hash: (user: string) => string,
): Promise<boolean> {
  const carriedOut = new Set(
    database
      .prepare<[], { id: string }>('select id from erasures')
      .all()
      .map(({ id }) => id),
  )
  const missing = erased.filter(({ erasure }) => !carriedOut.has(erasure))
  if (missing.length === 0) return false
  const found = await whoIsHere(database, new Set(missing.map(({ identity }) => identity)), hash)
  const byErasure = Map.groupBy(missing, ({ erasure }) => erasure)
  await database.write(() => {
    for (const [erasure, people] of byErasure) {
      const users = people.flatMap(({ identity }) => found.get(identity) ?? [])
      askErasure(database, erasure, { contacts: [], users }, 'restore', Math.min(...people.map(({ at }) => at)))
    }
  })
  return true
}

/** Those of the hashes whose people are in the file, under whatever name: their platform's id by hash. */
async function whoIsHere(
  database: Database,
  hashes: ReadonlySet<string>,
  hash: (user: string) => string,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const look = (channel: unknown, id: unknown) => {
    if (typeof channel !== 'string' || typeof id !== 'string') return
    const user = `${channel} ${id}`
    const hashed = hash(user)
    if (hashes.has(hashed)) found.set(hashed, user)
  }
  for await (const rows of walked(database, 'contacts', ['id'], '1 = 1'))
    for (const { channel_id, user_id } of rows) look(channel_id, user_id)
  for await (const rows of walked(database, 'conversations', ['id'], '1 = 1'))
    for (const { channel_id, address } of rows) {
      const { chat, alias } = JSON.parse(String(address)) as Address // as the inbox wrote it
      look(channel_id, chat)
      look(channel_id, alias)
    }
  for await (const rows of walked(database, 'address_aliases', ['channel_id', 'alias_key'], '1 = 1'))
    for (const { channel_id, alias_key, address_key } of rows) {
      look(channel_id, alias_key)
      look(channel_id, address_key)
    }
  for await (const rows of walked(database, 'inbox', ['seq'], '1 = 1'))
    for (const { channel_id, event } of rows) {
      const { from } = JSON.parse(String(event)) as InboundEvent // as the inbox wrote it
      look(channel_id, from?.id)
    }
  return found
}
