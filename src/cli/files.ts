import { readConfig, type Config } from '../config/env.ts'
import { Refused } from '../contracts/errors.ts'
import type { Terminal } from './terminal.ts'

/** For commands that copy and move files. Throws ConfigError, and Refused where the databases are on a server. */
export function configOfFiles(terminal: Terminal): Config {
  const config = readConfig(terminal.environment())
  if (config.databaseUrl !== undefined)
    throw new Refused(
      'This command is for databases in files, and DATABASE_URL names a server: docs/operating/back-up.md says what to use.',
    )
  return config
}
