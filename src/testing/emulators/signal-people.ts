import { createHash } from 'node:crypto'

/** An account id for every name: one that is one already, or one made of a number. */
export function aciOf(name: string): string {
  if (/^[\da-f]{8}-/i.test(name)) return name
  const hash = createHash('sha256').update(name).digest('hex')
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}

export function numberOf(name: string): string | null {
  return name.startsWith('+') ? name : null
}

export function isGroup(chat: string): boolean {
  return chat.endsWith('=')
}
