import { isMysql, type Migration } from '../source.ts'

/**
 * On MySQL what documents are found by is rows, where SQLite has tables of its own for each base: terms with how often a
 * chunk has them, of how many in all; how many chunks and terms a base has; and vectors.
 */
export const listedTerms: Migration = {
  name: '021-listed-terms',
  async up(knex) {
    if (!isMysql(knex)) return
    for (const kind of ['words', 'grams']) {
      await knex.schema.createTable(`knowledge_${kind}`, (table) => {
        table.integer('base').notNullable()
        table.string('term', 190).notNullable()
        table.integer('chunk').notNullable()
        table.integer('frequency').notNullable()
        // Terms of the chunk.
        table.integer('length').notNullable()
        table.primary(['base', 'term', 'chunk'])
        table.index(['chunk'])
      })
    }
    await knex.schema.createTable('knowledge_sizes', (table) => {
      table.integer('base').notNullable()
      // words or grams
      table.string('kind', 10).notNullable()
      table.integer('chunks').notNullable()
      table.bigInteger('terms').notNullable()
      table.primary(['base', 'kind'])
    })
    await knex.schema.createTable('knowledge_collections', (table) => {
      table.integer('base').primary()
      table.integer('dimensions').notNullable()
    })
    await knex.schema.createTable('knowledge_vectors', (table) => {
      table.integer('base').notNullable()
      table.integer('chunk').notNullable()
      // 32-bit floats, of length 1.
      table.binary('vector').notNullable()
      table.primary(['base', 'chunk'])
    })
  },
}
