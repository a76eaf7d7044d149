import type { Migration } from '../source.ts'

/** What was read in media: nothing is heard, looked at or paid for twice. */
export const mediaTexts: Migration = {
  name: '010-media-texts',
  async up(knex) {
    await knex.schema.createTable('media_texts', (table) => {
      table.string('media_id', 40).notNullable()
      // `speech`, `writing` or `document`.
      table.string('read_as', 20).notNullable()
      table.text('text').notNullable()
      table.string('read_by', 100).notNullable()
      table.bigInteger('at').notNullable()
      table.primary(['media_id', 'read_as'])
    })
  },
}
