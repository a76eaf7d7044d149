import { readConfig } from '../config/env.ts'
import { moveIn } from '../tenancy/mysql/move-in.ts'
import { printRow, type Terminal } from './terminal.ts'

/** A line for each database when it is whole and compared: a large one takes its time. */
export async function migrateTo(terminal: Terminal, url: string, { json }: { readonly json: boolean }): Promise<void> {
  const { dataDir, secretKey } = readConfig(terminal.environment())
  await moveIn({ dataDir, url, secretKey, told: (moved) => printRow(terminal, { ...moved }, json) })
  terminal.note(
    'Every row was compared. Start with DATABASE_URL set to this server, and the same DATA_DIR and SECRET_KEY: files that people sent stay where they are.',
  )
}
