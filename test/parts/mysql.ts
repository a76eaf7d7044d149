import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startOwn, type OwnServer, type ServerKind } from './own-server.ts'

export interface OwnMysql extends OwnServer {
  /** Of a database on it, as whoever may do everything. */
  url(database: string): string
}

export interface OwnMysqlOptions {
  /** Of the server, as of its command line. */
  readonly settings?: readonly string[]
  /** The folder its own is made in: of what is more than memory takes. */
  readonly root?: string | undefined
}

/**
 * MySQL where TEST_MYSQLD names its server program, else MariaDB, which stands for it; what was committed is there after
 * every stop.
 */
export async function startMysql({ settings = [], root }: OwnMysqlOptions = {}): Promise<OwnMysql> {
  const program = process.env.TEST_MYSQLD
  const kind = program === undefined ? mariadb : mysql(program)
  const server = await startOwn({ ...kind, root, args: (folder, port) => [...kind.args(folder, port), ...settings] })
  return { ...server, url: (database) => `mysql://root@127.0.0.1:${server.port}/${database}` }
}

const run = promisify(execFile)

const common = (folder: string) => ['--no-defaults', '--user=root', `--datadir=${join(folder, 'data')}`]

const serving = (folder: string, port: number) => [
  ...[...common(folder), `--socket=${join(folder, 'socket')}`, `--port=${port}`, '--bind-address=127.0.0.1'],
  // Of its own: names of files for a moment are a server's own business.
  ...[`--tmpdir=${folder}`, '--skip-name-resolve', '--innodb-buffer-pool-size=64M'],
]

const mariadb: ServerKind = {
  command: 'mariadbd',
  async prepare(folder) {
    await run('mariadb-install-db', [
      ...[...common(folder), `--tmpdir=${folder}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    ])
  },
  args: (folder, port) => [...serving(folder, port), '--innodb-log-file-size=16M'],
}

const mysql = (command: string): ServerKind => {
  // It grows its log by itself, and slows down while it does.
  const own = ['--innodb-redo-log-capacity=32M', '--secure-file-priv=NULL']
  return {
    command,
    name: 'mysqld',
    async prepare(folder) {
      const accounts = join(folder, 'accounts.sql')
      // The one that is made knows no address but the socket's.
      await writeFile(accounts, "create user root@'%'; grant all on *.* to root@'%' with grant option;\n")
      const once = ['--initialize-insecure', `--init-file=${accounts}`, `--tmpdir=${folder}`]
      await run(command, [...common(folder), ...own, ...once])
    },
    args: (folder, port) => [...serving(folder, port), ...own, '--mysqlx=OFF'],
  }
}
