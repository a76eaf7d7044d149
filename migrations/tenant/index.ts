import { initial } from './001-initial.ts'
import { media } from './002-media.ts'
import { deliveries } from './003-deliveries.ts'
import { aliases } from './004-aliases.ts'

export const tenantMigrations = [initial, media, deliveries, aliases] as const
