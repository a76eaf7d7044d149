import { LRUCache } from 'lru-cache'
import { letterDefaults } from '../config/defaults.ts'

/** Whether one more letter of a kind may go to somebody within the hour; asking counts. */
export type MayWrite = (user: string) => boolean

const hourMs = 3_600_000

export function limitLetters(clock: () => number): MayWrite {
  const written = new LRUCache<string, readonly number[]>({ max: letterDefaults.people })
  return (user) => {
    const now = clock()
    const lately = (written.get(user) ?? []).filter((at) => now - at < hourMs)
    if (lately.length >= letterDefaults.perHour) return false
    written.set(user, [...lately, now])
    return true
  }
}
