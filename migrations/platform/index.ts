import { initial } from './001-initial.ts'
import { accounts } from './002-accounts.ts'

export const platformMigrations = [initial, accounts] as const
