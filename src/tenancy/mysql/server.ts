import { Invalid } from '../../contracts/errors.ts'
import { errorOf } from './link.ts'
import type { Link } from './link.ts'
import type { Account, Value } from './wire.ts'

/** The server as its owner sees it: who makes databases and accounts. */
export interface Server {
  readonly account: Account
  /** Name of the collation that compares texts as SQLite does: byte by byte, spaces at the end included. */
  readonly collation: string
  execute(sql: string, ...values: readonly Value[]): Promise<readonly unknown[]>
}

const platformName = 'colloquy'

/** `mysql://user:password@host:port/database`; without a database, `colloquy`. Throws Invalid. */
export function accountOf(url: string): Account & { readonly database: string } {
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url)
  if (protocol !== 'mysql:')
    throw new Invalid('A database is named by a URL that begins with mysql://.', 'DATABASE_URL')
  const database = decodeURIComponent(pathname.slice(1)) || platformName
  if (!/^[A-Za-z0-9_-]{1,48}$/.test(database))
    throw new Invalid(
      'The name of the database has letters, digits, hyphens and underscores, 48 at most.',
      'DATABASE_URL',
    )
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 3306 : Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database,
    tls: searchParams.get('ssl') === 'true',
  }
}

let servers = 0

/** Throws Busy when the server does not answer, and what it refuses. */
export async function openServer(link: Link, account: Account): Promise<Server> {
  const to = -++servers
  link.send({ do: 'know', to, account: { ...account, database: undefined } }, () => undefined)
  async function execute(sql: string, ...values: readonly Value[]): Promise<readonly unknown[]> {
    const answer = await link.request({ do: 'ask', to, statements: [{ sql, values }] })
    if ('error' in answer) throw errorOf(answer.error)
    const [result] = 'results' in answer ? answer.results : []
    return result !== undefined && 'rows' in result ? result.rows : []
  }
  const [row] = (await execute('select version() as version')) as readonly { readonly version: string }[] // as asked
  const isMariaDb = row?.version.includes('MariaDB') === true
  return { account, collation: isMariaDb ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin', execute }
}

/** A name as a piece of a statement. */
export const named = (name: string): string => `\`${name.replaceAll('`', '``')}\``

/** A name where the server takes it for a pattern: of rights. */
export const namedExactly = (name: string): string => named(name.replaceAll(/[\\_%]/g, '\\$&'))

/** Texts where no value can be bound: of accounts. Ours have no quotes and no backslashes in them. */
export function quoted(text: string): string {
  if (!/^[A-Za-z0-9_.%-]*$/.test(text)) throw new Error('This text cannot be a piece of a statement.')
  return `'${text}'`
}
