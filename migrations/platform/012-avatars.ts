import { avatarTables } from '../avatar-tables.ts'
import type { Migration } from '../source.ts'

/** Avatars that everyone here may choose. */
export const avatars: Migration = { name: '012-avatars', up: avatarTables }
