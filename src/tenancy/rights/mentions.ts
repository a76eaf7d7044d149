import type { Person, Row } from './kept.ts'

/**
 * What plugins keep for everyone, apart from one person. A record is a person's when a value that stands directly in it is
 * an id of theirs; an entry of a list or an object that is theirs is taken out, and what is around it stays.
 */
export function apartFrom(row: Row, person: Person): 'row' | { readonly theirs: Row; readonly left: Row } | undefined {
  const name = String(row['name'])
  if (name.split(/[:/|]/).some((piece) => names(piece, person))) return 'row'
  const value: unknown = JSON.parse(String(row['value'])) // what plugins keep is JSON
  const found: unknown[] = []
  const left = pruned(value, person, found)
  if (left === theirs) return 'row'
  if (left === value) return undefined
  return { theirs: { ...row, value: JSON.stringify(found) }, left: { ...row, value: JSON.stringify(left) } }
}

const theirs = Symbol('theirs')

/** The same value when nothing in it is theirs; what is goes to `found`. */
function pruned(value: unknown, person: Person, found: unknown[]): unknown {
  if (typeof value === 'string') return names(value, person) ? theirs : value
  if (typeof value !== 'object' || value === null) return value
  const inner = (item: unknown): unknown => {
    const left = pruned(item, person, found)
    if (left === theirs) found.push(item)
    return left
  }
  if (Array.isArray(value)) {
    const left = value.map(inner)
    return left.every((item, index) => item === value[index]) ? value : left.filter((item) => item !== theirs)
  }
  const entries = Object.entries(value)
  if (entries.some(([, direct]) => typeof direct === 'string' && names(direct, person))) return theirs
  const left = entries.map(([key, item]) => {
    if (!names(key, person)) return [key, inner(item)] as const
    found.push(item)
    return [key, theirs] as const
  })
  if (left.every(([, item], index) => item === entries[index]?.[1])) return value
  return Object.fromEntries(left.filter(([, item]) => item !== theirs))
}

/** Ids as they are; a short platform id (`1`) is too many other things to be believed. */
const shortest = 4

function names(text: string, { contacts, conversations, names: users }: Person): boolean {
  return contacts.has(text) || conversations.has(text) || (text.length >= shortest && users.has(text))
}
