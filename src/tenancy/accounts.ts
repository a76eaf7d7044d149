import type { AccountStore } from '../contracts/accounts.ts'
import { openApiKeys } from './accounts/api-keys.ts'
import { openInvitations } from './accounts/invitations.ts'
import { openLetters } from './accounts/letters.ts'
import { seatsOf } from './accounts/seats.ts'
import { openSecondFactors } from './accounts/second-factors.ts'
import { openSessions } from './accounts/sessions.ts'
import { openUsers } from './accounts/users.ts'
import type { Database } from './database.ts'

/** Accounts in the platform's database. */
export function openAccounts(database: Database): AccountStore {
  return {
    ...openUsers(database),
    ...openSecondFactors(database),
    ...openLetters(database),
    ...openInvitations(database),
    ...openSessions(database),
    ...openApiKeys(database),
    seats: (tenant) => seatsOf(database, tenant),
  }
}
