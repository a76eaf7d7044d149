import { initial } from './001-initial.ts'
import { accounts } from './002-accounts.ts'
import { audit } from './003-audit.ts'

export const platformMigrations = [initial, accounts, audit] as const
