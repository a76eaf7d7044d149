import type { ConversationId } from '../../contracts/id.ts'
import type { Closing } from '../../contracts/ports.ts'
import type { ConversationState } from '../../contracts/turn.ts'
import { targetsOf } from '../rights/targets.ts'
import { json, parsed, type StoreKit } from './kit.ts'

/** What of a tenant's store remembers addresses and counts events; nothing of it when the tenant is not open. */
export type ClosingKit = Pick<StoreKit, 'database' | 'known' | 'spoke' | 'backlog'>

export function createClosing({ database, known, spoke, backlog }: ClosingKit): Closing {
  const stateOf = database.prepare<[string], { state: string }>('select state from conversations where id = ?')
  const end = database.prepare<[string, string, string]>(
    'update conversations set open = null, version = version + 1, address_key = ?, state = ? where id = ?',
  )
  const changeState = database.prepare<[string, string]>(
    'update conversations set version = version + 1, state = ? where id = ?',
  )
  const dropAll = database.prepare<[string]>("delete from inbox where conversation_id = ? and state = 'pending'")
  const dropOne = database.prepare<[number]>("delete from inbox where seq = ? and state = 'pending'")

  return {
    async close(job) {
      const targets = targetsOf(database, job)
      const conversations = targets.all('conversation') as readonly ConversationId[] // kept as such
      const groups = targets.all('group') as readonly ConversationId[] // as above
      const dropped = await database.write(() => {
        let count = 0
        for (const id of conversations) {
          end.run(`erased:${id}`, json({ variables: {} }), id)
          count += dropAll.run(id).changes
        }
        for (const aside of targets.all('aside'))
          if (aside.startsWith('inbox ')) count += dropOne.run(Number(aside.slice('inbox '.length))).changes
        const contacts = new Set(targets.all('contact'))
        const names = new Set(targets.all('user').map((user) => user.slice(user.indexOf(' ') + 1)))
        for (const id of groups) {
          const row = stateOf.get(id)
          if (row !== undefined) changeState.run(json(withoutThem(parsed(row.state), contacts, names)), id)
        }
        // At once, for what arrives in the same transaction; and afterwards, for what was kept in it before.
        known.clear()
        return count
      })
      known.clear()
      spoke.clear()
      backlog.add(-dropped)
      return [...conversations, ...groups]
    },

    unsent: (job) =>
      targetsOf(database, job).rows(
        "select 1 from outbox where state = 'pending' and conversation_id in $conversations limit 1",
      ).length > 0,
  }
}

/** In a group what was learned does not say of whom: it goes. A dialogue goes with the person it was begun with. */
function withoutThem(
  { dialogue, offered, variables: _, ...rest }: Omit<ConversationState, 'version'>,
  contacts: ReadonlySet<string>,
  names: ReadonlySet<string>,
): Omit<ConversationState, 'version'> {
  const begunBy = (dialogue?.input as { readonly contact?: { readonly id?: string } } | undefined)?.contact?.id // as handlers write it
  return {
    ...rest,
    variables: {},
    ...(dialogue === undefined || contacts.has(begunBy ?? '') ? {} : { dialogue }),
    ...(offered === undefined || names.has(offered.to ?? '') ? {} : { offered }),
  }
}
