import type { Migration } from '../source.ts'

/** Who translates for a tenant. */
export const translation: Migration = {
  name: '011-translation',
  async up(knex) {
    await knex.schema.createTable('translation_settings', (table) => {
      // One row at the most.
      table.integer('id').primary()
      // JSON; the key apart, sealed.
      table.text('settings').notNullable()
      table.text('sealed').nullable()
    })
  },
}
