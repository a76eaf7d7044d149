import { isObject, textIn } from '../json.ts'
import type { SignalClient } from './connect.ts'
import { HttpFailure, RpcFailure } from './failure.ts'

export interface KnownAccount {
  /** What it may be called in the settings. */
  readonly names: readonly string[]
  readonly aci: string | undefined
}

/** The accounts of a daemon for several; none for one that was started for a single account, which does not say. */
export async function accountsOf(client: SignalClient, signal: AbortSignal): Promise<readonly KnownAccount[]> {
  try {
    const accounts = await client.transport.call('listAccounts', {}, { signal })
    return Array.isArray(accounts) ? accounts.map(known) : []
  } catch (error) {
    if (error instanceof RpcFailure || error instanceof HttpFailure) return []
    throw error
  }
}

/** Numbers alone before 0.14.7. */
function known(entry: unknown): KnownAccount {
  const account = isObject(entry) ? entry : { number: entry }
  const aci = textIn(account, 'aci') ?? textIn(account, 'uuid')
  return { names: [textIn(account, 'number'), aci].filter((name) => name !== undefined), aci }
}
