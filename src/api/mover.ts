import type { Caller } from '../contracts/accounts.ts'
import type { Agent, HandoffActor } from '../contracts/handoff.ts'

/** Who does something to a conversation, as its record names them. */
export function moverOf({ kind, id, name }: Caller): HandoffActor {
  return { kind, id, name }
}

/** A person has a conversation themselves; a program hands it to people it does not name. */
export function agentOf({ kind, id, name }: Caller): { readonly agent?: Agent } {
  return kind === 'user' ? { agent: { id, name } } : {}
}
