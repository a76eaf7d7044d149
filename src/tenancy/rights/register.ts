import type { KeptTable } from './kept.ts'
import { configurationTables } from './register-configuration.ts'
import { peopleTables } from './register-people.ts'
import { roadTables } from './register-road.ts'

/**
 * The register of everything that is kept: whose it is, how a copy of it is given, how it is erased, and for how long it
 * is kept otherwise. Export, erasure and retention do what stands here and nothing else, and a test fails for a table, a
 * folder or a queue that is not in it.
 */

/**
 * Of a tenant's database, in the order in which a person is erased: what is found by the help of others comes before
 * these.
 */
export const tenantTables: readonly KeptTable[] = [...roadTables, ...peopleTables, ...configurationTables]

/** Tables that are made while it runs, by their names; nobody who writes to the tenant is in them. */
export const tableFamilies: readonly { readonly name: RegExp; readonly about: string }[] = [
  {
    name: /^knowledge_((words|grams)(_\d+(_terms|_data|_idx|_docsize|_config)?)?|sizes)$/,
    about: 'The full-text index of a knowledge base: words of documents. It goes with them.',
  },
  {
    name: /^knowledge_(collections|vectors(_\d+(_chunks|_rowids|_info|_vector_chunks\d+|_metadata\w*|_auxiliary)?)?)$/,
    about: 'The vectors of a knowledge base: of passages of documents. They go with them.',
  },
  {
    name: /^(message|contact)_words(_data|_idx|_docsize|_config|_content)?$/,
    about:
      'The full-text index of messages and of contacts. A row leaves it with what it is of; its words, when it is merged, which an erasure does.',
  },
  { name: /^knex_migrations(_lock)?$/, about: 'Which migrations the file has seen.' },
  { name: /^write_lock$/, about: 'The row that those wait for who write to a database of a server.' },
  { name: /^sqlite_(sequence|stat\d)$/, about: 'Numbers that SQLite gives; sizes of its indexes.' },
]

export { platformTables } from './register-platform.ts'
export { otherPlaces } from './register-places.ts'
