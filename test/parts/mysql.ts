import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startOwn, type OwnServer } from './own-server.ts'

export interface OwnMysql extends OwnServer {
  /** Of a database on it, as whoever may do everything. */
  url(database: string): string
}

/** MariaDB, which stands for MySQL; what was committed is there after every stop. */
export async function startMysql(): Promise<OwnMysql> {
  const server = await startOwn({
    command: 'mariadbd',
    async prepare(folder) {
      await promisify(execFile)('mariadb-install-db', [
        ...['--no-defaults', `--datadir=${join(folder, 'data')}`, '--auth-root-authentication-method=normal'],
        ...['--skip-test-db', '--user=root', `--tmpdir=${folder}`],
      ])
    },
    args: (folder, port) => [
      ...['--no-defaults', '--user=root', `--datadir=${join(folder, 'data')}`, `--socket=${join(folder, 'socket')}`],
      // Of its own: names of files for a moment are a server's own business.
      `--tmpdir=${folder}`,
      ...[`--port=${port}`, '--bind-address=127.0.0.1', '--innodb-buffer-pool-size=64M', '--innodb-log-file-size=16M'],
      '--skip-name-resolve',
    ],
  })
  return { ...server, url: (database) => `mysql://root@127.0.0.1:${server.port}/${database}` }
}
