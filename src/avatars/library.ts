import { defaultAvatar } from '../contracts/appearance.ts'
import type { Avatars } from '../contracts/ports.ts'

/** What comes with the gateway. */
export const avatars: Avatars = { has: (id) => id === defaultAvatar }
