import { textSearchDefaults } from '../../config/defaults.ts'
import type { SearchIndex } from '../../contracts/desk.ts'
import type { Part } from '../../contracts/message.ts'
import type { Database } from '../database.ts'
import { inPages, parsed } from './kit.ts'
import { indexed, textOf, type Sought } from './search-terms.ts'
import { openWords, type Words } from './words.ts'

interface ContactRow {
  readonly user_id: string
  readonly name: string | null
  readonly username: string | null
  readonly phone: string | null
  readonly details: string | null
}

type Of = 'messages' | 'contacts'

/** What is found by its words, by number, the highest first. */
export interface Search {
  readonly index: SearchIndex
  /** Those below a number; as many as somebody asks for. */
  found(of: Of, sought: Sought, below: number): IterableIterator<number>
  has(of: Of, sought: Sought, number: number): boolean
  textOf(parts: readonly Part[]): string
}

/**
 * The full-text index of messages and contacts follows what is written to the tables: messages by their number, and
 * whatever changed by a list of changes. It is no part of a turn's transaction (it would add a tenth to its cost), and a
 * crash leaves it where it was.
 */
export function createSearch(database: Database): Search {
  const text = (parts: readonly Part[]) =>
    textOf(parts, (mediaId) =>
      database
        .prepare<[string], { text: string }>('select text from media_texts where media_id = ? order by read_as')
        .all(mediaId)
        .map((row) => row.text)
        .join('\n'),
    )
  const texts = textsIn(database, text)
  const termsOf = (of: Of) => (number: number) => {
    const found = texts[of](number)
    return found === undefined ? undefined : indexed(found)
  }
  const words: Readonly<Record<Of, Words>> = {
    messages: openWords(database, 'message_words', termsOf('messages')),
    contacts: openWords(database, 'contact_words', termsOf('contacts')),
  }
  return {
    index: createIndex(database, words, texts, text),
    found: (of, { terms }, below) =>
      inPages(
        (last: number, limit) => words[of].page(terms, last, limit),
        below,
        (number) => number,
      ),
    has: (of, { terms }, number) => words[of].has(terms, number),
    textOf: text,
  }
}

/** What is found of a number; undefined when it is gone. */
type Texts = Readonly<Record<Of, (number: number) => string | undefined>>

function textsIn(database: Database, text: (parts: readonly Part[]) => string): Texts {
  return {
    messages(number) {
      const row = database
        .prepare<[number], { parts: string }>('select parts from messages where number = ?')
        .get(number)
      return row === undefined ? undefined : text(parsed(row.parts))
    },
    contacts(number) {
      const row = database
        .prepare<[number], ContactRow>('select user_id, name, username, phone, details from contacts where number = ?')
        .get(number)
      if (row === undefined) return undefined
      const { attributes = {}, ...details } =
        row.details === null
          ? {}
          : parsed<{ readonly attributes?: Readonly<Record<string, unknown>>; readonly [name: string]: unknown }>(
              row.details,
            )
      return [row.name, row.username, row.user_id, row.phone, ...Object.values(details), ...Object.values(attributes)]
        .filter((value) => typeof value === 'string' || typeof value === 'number')
        .join(' ')
    },
  }
}

function createIndex(
  database: Database,
  words: Readonly<Record<Of, Words>>,
  texts: Texts,
  text: (parts: readonly Part[]) => string,
): SearchIndex {
  const { batch, followMs, rest } = textSearchDefaults
  let closed = false
  let running: Promise<void> | undefined
  let wake: () => void = () => undefined

  /** Inside a write. Whether there may be more. */
  function step(): boolean {
    const changes = database
      .prepare<[number], { of: Of; number: number }>(
        'select of, number from search_changes order by of, number limit ?',
      )
      .all(batch)
    for (const { of, number } of changes) {
      if (of === 'contacts' || number <= upTo()) put(of, number)
      database.prepare<[string, number]>('delete from search_changes where of = ? and number = ?').run(of, number)
    }
    if (changes.length === batch) return true
    const rows = database
      .prepare<[number, number], { number: number; parts: string }>(
        'select number, parts from messages where number > ? order by number limit ?',
      )
      .all(upTo(), batch)
    for (const { number, parts } of rows) words.messages.add(number, indexed(text(parsed(parts))))
    const last = rows.at(-1)
    if (last !== undefined)
      database.prepare<[number]>("update search_progress set up_to = ? where of = 'messages'").run(last.number)
    return rows.length === batch
  }

  const upTo = () =>
    database.prepare<[], { up_to: number }>("select up_to from search_progress where of = 'messages'").get()?.up_to ?? 0

  /** Of what is gone nothing is found any more. */
  function put(of: Of, number: number): void {
    words[of].remove(number)
    const found = texts[of](number)
    if (found !== undefined) words[of].add(number, indexed(found))
  }

  function isBehind(): boolean {
    if (database.prepare('select 1 from search_changes limit 1').get() !== undefined) return true
    return database.prepare<[number]>('select 1 from messages where number > ? limit 1').get(upTo()) !== undefined
  }

  /** One batch; whether there may be more. Forgotten by a loss of power, and done again then. */
  const next = (): Promise<boolean> => (closed ? Promise.resolve(false) : database.note(step))

  async function run(): Promise<void> {
    for (let more = true; more && !closed;) {
      const began = performance.now()
      more = await next()
      const pause = rest * (performance.now() - began)
      if (more)
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, pause).unref()
        })
    }
  }

  return {
    async follow() {
      const end = performance.now() + followMs
      while (isBehind()) {
        if (performance.now() > end || closed) return false
        await next()
      }
      return true
    },
    sweep() {
      if (running !== undefined || closed || !isBehind()) return
      running = run()
        // Whatever it is, it is there again at the next sweep, and who searches is told of it.
        .catch(() => undefined)
        .finally(() => (running = undefined))
    },
    busy: () => running !== undefined,
    async close() {
      closed = true
      wake()
      await running
    },
    tidy: () =>
      database.write(() => {
        const done = Object.values(words).map((one) => one.tidy())
        return done.every((one) => one)
      }),
  }
}
