import { randomBytes } from 'node:crypto'
import { customAlphabet } from 'nanoid'

/** So many lower-case letters and digits, from the operating system's randomness: what ids are made of. */
export const randomId: (length: number) => string = customAlphabet('0123456789abcdefghijklmnopqrstuvwxyz')

/** 32 random bytes as 43 characters A-Z a-z 0-9 _ -: fits into URLs, headers and Telegram's `secret_token`. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}
