import { createConnection } from 'mysql2/promise'
import type { OwnMysql } from '../parts/mysql.ts'
import { textOf, unfinished } from './database.ts'
import type { Books } from './database.ts'

type Row = Readonly<Record<string, unknown>>

/** What a tenant's database on a server holds now, as somebody sees it who belongs to no process. */
export async function readBooks(mysql: OwnMysql, tenant: string): Promise<Books> {
  const connection = await createConnection({ uri: mysql.url(`tenant_${tenant}`) })
  const rows = async (sql: string) => (await connection.query(sql))[0] as readonly Row[] // of a query that reads
  try {
    const counts = await Promise.all(
      Object.entries(unfinished).map(async ([name, sql]) => [name, Number((await rows(sql))[0]?.['waiting'])] as const),
    )
    const messages = await rows(
      `select c.address_key, m.author, m.seq, m.parts from messages m join conversations c on c.id = m.conversation_id order by m.seq`,
    )
    const notes = await rows(
      `select c.address_key, s.value from plugin_store s join conversations c on s.scope = concat('conversation:', c.id)
       where s.plugin = 'chaos' and s.name = 'seen'`,
    )
    const letters = await rows('select side, reason, refs from dead_letters')
    const events = new Map((await rows('select seq, event from inbox')).map(({ seq, event }) => [seq, String(event)]))
    return {
      unfinished: () => Object.fromEntries(counts.filter(([, count]) => count > 0)),
      history: (address) =>
        messages
          .filter(({ address_key }) => address_key === address)
          .map(({ author, seq, parts }) => ({
            author: author as 'visitor' | 'bot', // nobody else says anything here
            seq: Number(seq),
            text: textOf(String(parts)),
          })),
      notes: (address) =>
        notes
          .filter(({ address_key }) => address_key === address)
          .flatMap(({ value }) => JSON.parse(String(value)) as string[]),
      deadLetters: () =>
        letters.map(({ side, reason, refs }) => ({
          side: String(side),
          reason: String(reason),
          content:
            side === 'inbox'
              ? (JSON.parse(String(refs)) as readonly number[]).map((seq) => events.get(seq) ?? '').join()
              : '',
        })),
      close: () => undefined,
    }
  } finally {
    await connection.end()
  }
}
