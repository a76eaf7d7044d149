import type { Migration } from '../source.ts'

/** Who was erased, so that a restored backup erases them again. */
export const rights: Migration = {
  name: '008-rights',
  async up(knex) {
    await knex.schema.createTable('erased_people', (table) => {
      table.string('erasure_id', 40).notNullable()
      table.string('tenant_key', 5).notNullable().index()
      // A hash of how a platform names them, under a key of the tenant's: nothing that names anybody.
      table.string('identity', 64).notNullable()
      // Milliseconds since 1970.
      table.bigInteger('at').notNullable()
      table.primary(['erasure_id', 'identity'])
    })
    await knex.schema.alterTable('answers', (table) => {
      table.string('tenant_key', 5).nullable().index()
    })
  },
}
