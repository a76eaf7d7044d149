import { initial } from './001-initial.ts'

export const platformMigrations = [initial] as const
