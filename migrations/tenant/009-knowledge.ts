import { isMysql, type Migration } from '../source.ts'

/**
 * What chatbots know from documents. The full-text index of a knowledge base, and its vectors, are tables of their own,
 * made with it: `knowledge_words_<number>`, `knowledge_grams_<number>`, `knowledge_vectors_<number>`.
 */
export const knowledge: Migration = {
  name: '009-knowledge',
  async up(knex) {
    await knex.schema.createTable('knowledge_bases', (table) => {
      table.increments('number')
      table.string('id', 40).notNullable().unique()
      table.string('chatbot_id', 40).notNullable().index()
      table.text('name').notNullable()
      table.boolean('closed').notNullable().defaultTo(false)
      table.bigInteger('created_at').notNullable()
    })
    await knex.schema.createTable('knowledge_documents', (table) => {
      table.string('id', 40).primary()
      table.string('base_id', 40).notNullable()
      table.string('site_id', 40).nullable().index()
      table.string('kind', 10).notNullable()
      table.text('title').notNullable()
      table.text('url').nullable()
      table.string('mime', 200).notNullable()
      table.string('status', 10).notNullable()
      table.text('reason').nullable()
      table.string('language', 40).notNullable().defaultTo('')
      table.bigInteger('size').notNullable().defaultTo(0)
      table.integer('pages').notNullable().defaultTo(0)
      table.integer('chunks').notNullable().defaultTo(0)
      table.bigInteger('every_ms').nullable()
      table.text('freshness').notNullable().defaultTo('{}')
      table.string('source_hash', 64).nullable()
      table.string('text_hash', 64).notNullable().defaultTo('')
      // What is found is of this version; of the next, while it is made, with the hash of its text.
      table.integer('version').notNullable().defaultTo(0)
      table.string('building_hash', 64).nullable()
      table.integer('attempts').notNullable().defaultTo(0)
      table.bigInteger('due_at').nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.index(['base_id', 'text_hash'])
      table.index(['base_id', 'source_hash'])
      table.index(['due_at'], 'knowledge_due', { predicate: knex.whereNotNull('due_at') })
    })
    // Knex gives long texts of MySQL no default.
    if (isMysql(knex))
      await knex.raw("alter table knowledge_documents modify column freshness longtext not null default ('{}')")
    // A URL is longer than what MySQL keeps in an index.
    const url = isMysql(knex) ? 'url(255)' : 'url'
    await knex.raw(`create index knowledge_documents_base_id_url_index on knowledge_documents (base_id, ${url})`)
    await knex.schema.createTable('knowledge_sources', (table) => {
      table.string('document_id', 40).notNullable()
      table.integer('position').notNullable()
      table.binary('bytes').notNullable()
      table.primary(['document_id', 'position'])
    })
    await knex.schema.createTable('knowledge_chunks', (table) => {
      table.increments('id')
      table.integer('base').notNullable()
      table.string('document_id', 40).notNullable()
      table.integer('version').notNullable()
      table.integer('position').notNullable()
      table.text('text').notNullable()
      table.text('headings').notNullable()
      table.text('pages').notNullable()
      table.string('vector_model', 100).nullable()
      table.index(['document_id', 'version', 'position'])
      table.index(['base', 'id'])
    })
    await knex.schema.createTable('knowledge_questions', (table) => {
      table.increments('id')
      table.string('chatbot_id', 40).notNullable()
      table.string('conversation_id', 40).nullable().index()
      // What is the same in two ways to write one question.
      table.string('likeness', 64).notNullable()
      table.text('question').notNullable()
      table.boolean('answered').notNullable()
      table.boolean('helpful').nullable()
      table.bigInteger('at').notNullable()
      table.index(['chatbot_id', 'likeness'])
    })
  },
}
