import type { IdMint } from '../../contracts/id.ts'
import type { Database } from '../database.ts'

/** What the parts are made with. Statements are prepared when they are first run: most tenants have no knowledge. */
export interface KnowledgeKit {
  readonly database: Database
  readonly mint: IdMint
  /** Milliseconds since 1970. */
  readonly clock: () => number
}
