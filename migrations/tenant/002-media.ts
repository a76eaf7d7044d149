import type { Migration } from '../source.ts'

/** Media that the gateway keeps: what it is, and where platforms had it. The bytes are files, named by their hash. */
export const media: Migration = {
  name: '002-media',
  async up(knex) {
    await knex.schema.createTable('media', (table) => {
      table.string('id', 40).primary()
      table.string('sha256', 64).notNullable()
      table.string('mime', 100).notNullable()
      table.text('name').nullable()
      table.bigInteger('size').notNullable()
      table.bigInteger('at').notNullable()
    })
    // So that a repeated turn fetches nothing twice; forgotten when the platform has forgotten it too.
    await knex.schema.createTable('media_sources', (table) => {
      // A hash of the channel and the platform's id, which may be long.
      table.string('source', 64).primary()
      table.string('media_id', 40).notNullable()
      table.bigInteger('at').notNullable().index()
    })
  },
}
