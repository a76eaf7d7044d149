import type { Knex } from 'knex'
import { isMysql, type Migration } from '../source.ts'

/** Times are milliseconds since 1970 on the road's tables, ISO 8601 where only people look. JSON is text. */
export const initial: Migration = {
  name: '001-initial',
  async up(knex) {
    await configuration(knex)
    await people(knex)
    await durableEdges(knex)
    await handlers(knex)
  },
}

async function configuration(knex: Knex): Promise<void> {
  await knex.schema.createTable('chatbots', (table) => {
    table.string('id', 40).primary()
    table.string('embed_id', 15).notNullable().unique()
    table.text('config').notNullable()
    table.string('created_at', 30).notNullable()
    table.string('updated_at', 30).notNullable()
  })
  await knex.schema.createTable('channels', (table) => {
    table.string('id', 40).primary()
    table.string('chatbot_id', 40).notNullable().index()
    table.string('platform', 20).notNullable()
    table.string('name', 200).notNullable()
    table.string('status', 20).notNullable()
    table.text('status_reason').nullable()
    // What may be shown, what may not (sealed), and the receive tokens (sealed, with hashes and ends of grace).
    table.text('settings').notNullable()
    table.text('secrets').notNullable()
    table.text('tokens').notNullable()
    table.string('created_at', 30).notNullable()
    table.string('updated_at', 30).notNullable()
  })
}

async function people(knex: Knex): Promise<void> {
  await knex.schema.createTable('contacts', (table) => {
    table.string('id', 40).primary()
    table.string('channel_id', 40).notNullable()
    table.string('user_id', 190).notNullable()
    table.text('name').nullable()
    table.text('username').nullable()
    table.string('language', 35).nullable()
    table.string('time_zone', 60).nullable()
    table.bigInteger('created_at').notNullable()
    table.unique(['channel_id', 'user_id'])
  })
  await knex.schema.createTable('conversations', (table) => {
    table.string('id', 40).primary()
    table.string('channel_id', 40).notNullable()
    table.string('address_key', 400).notNullable()
    table.text('address').notNullable()
    table.boolean('is_group').notNullable()
    // 1 while it goes on, null once it ended: unique among the open ones, because nulls differ.
    table.integer('open').nullable().defaultTo(1)
    table.bigInteger('last_seq').notNullable().defaultTo(0)
    table.bigInteger('version').notNullable().defaultTo(0)
    table.text('state').notNullable()
    table.bigInteger('created_at').notNullable()
    table.bigInteger('updated_at').notNullable()
    table.unique(['channel_id', 'address_key', 'open'])
    table.index(['updated_at'])
  })
  await knex.schema.createTable('messages', (table) => {
    table.string('conversation_id', 40).notNullable()
    table.bigInteger('seq').notNullable()
    table.string('id', 40).notNullable().unique()
    // visitor, bot or agent
    table.string('author', 10).notNullable()
    table.string('turn_id', 40).nullable()
    table.text('parts').notNullable()
    // The platform's id of it, for edits, reactions and receipts.
    table.string('platform_id', 190).nullable()
    table.string('status', 12).notNullable()
    table.bigInteger('at').notNullable()
    table.primary(['conversation_id', 'seq'])
    // By the platform's id first: platforms count, so new entries lie side by side, where conversations are all over.
    table.index(['platform_id', 'conversation_id'], 'messages_platform_id', {
      predicate: knex.whereNotNull('platform_id'),
    })
  })
  await knex.schema.createTable('message_statuses', (table) => {
    table.increments('id')
    table.string('conversation_id', 40).notNullable()
    // Statuses may come before the send's own answer, so the platform's id is what they are kept by.
    table.string('platform_id', 190).notNullable()
    table.string('status', 12).notNullable()
    table.text('reason').nullable()
    table.bigInteger('at').notNullable()
    table.index(['conversation_id', 'platform_id'])
  })
}

async function durableEdges(knex: Knex): Promise<void> {
  await knex.schema.createTable('inbox', (table) => {
    // Never reused (autoincrement): a turn's id comes from it.
    table.bigIncrements('seq')
    table.string('channel_id', 40).notNullable()
    table.string('conversation_id', 40).nullable()
    table.string('kind', 20).notNullable()
    table.text('event').notNullable()
    // pending, kept (no turn comes of it) or dead; what is done is deleted, the messages table has it.
    table.string('state', 10).notNullable()
    // 1 after a dead letter was replayed: what was said is in the history already.
    table.integer('recorded').notNullable().defaultTo(0)
    table.bigInteger('received_at').notNullable()
    table.index(['conversation_id', 'seq'], 'inbox_pending', { predicate: knex.whereRaw("state = 'pending'") })
  })
  await knex.raw(
    `create table inbox_keys (channel_id varchar(40) not null, event_key varchar(190) not null, at bigint not null,
     primary key (channel_id, event_key))${withoutRowid(knex)}`,
  )
  await knex.schema.alterTable('inbox_keys', (table) => {
    table.index(['at'])
  })
  // Turns whose make-up is fixed, because they had an effect or a failure already. The common turn never comes here.
  await knex.schema.createTable('open_turns', (table) => {
    table.string('conversation_id', 40).primary()
    table.string('turn_id', 40).notNullable()
    table.text('seqs').notNullable()
    table.integer('attempts').notNullable()
    table.integer('crashes').notNullable()
    table.bigInteger('next_at').notNullable()
    table.text('error').nullable()
  })
  await knex.raw(
    `create table turn_journal (turn_id varchar(40) not null, position integer not null, entry ${longText(knex)} not null,
     primary key (turn_id, position))${withoutRowid(knex)}`,
  )
  await knex.schema.createTable('outbox', (table) => {
    table.bigIncrements('row')
    table.string('conversation_id', 40).notNullable()
    table.string('message_id', 40).notNullable()
    table.bigInteger('seq').notNullable()
    table.text('parts').notNullable()
    // bot or agent
    table.string('author', 10).notNullable()
    // pending or dead; what was sent is deleted, the messages table has it.
    table.string('state', 10).notNullable()
    table.integer('progress').notNullable()
    table.integer('attempts').notNullable()
    table.bigInteger('due_at').notNullable()
    table.text('error').nullable()
    table.bigInteger('created_at').notNullable()
    table.index(['conversation_id', 'row'], 'outbox_pending', { predicate: knex.whereRaw("state = 'pending'") })
  })
  await knex.schema.createTable('outbox_keys', (table) => {
    table.string('idempotency_key', 190).primary()
    table.string('message_id', 40).notNullable()
    table.bigInteger('at').notNullable()
  })
  await knex.schema.createTable('dead_letters', (table) => {
    table.string('id', 40).primary()
    // inbox or outbox
    table.string('side', 10).notNullable()
    table.string('conversation_id', 40).nullable()
    table.text('refs').notNullable()
    table.text('reason').notNullable()
    table.bigInteger('at').notNullable().index()
    table.bigInteger('replayed_at').nullable()
  })
}

async function handlers(knex: Knex): Promise<void> {
  await knex.schema.createTable('schedules', (table) => {
    table.string('id', 40).primary()
    table.string('conversation_id', 40).notNullable().index()
    table.string('plugin', 60).notNullable()
    table.string('name', 60).notNullable()
    table.bigInteger('due_at').notNullable().index()
    table.text('payload').notNullable()
  })
  await knex.raw(
    `create table plugin_store (plugin varchar(60) not null, scope varchar(60) not null, name varchar(120) not null,
     value ${longText(knex)} not null, primary key (plugin, scope, name))${withoutRowid(knex)}`,
  )
  await knex.schema.createTable('option_tokens', (table) => {
    table.string('token', 30).primary()
    table.text('value').notNullable()
  })
}

/** SQLite keeps such a table in its primary key's order, as MySQL does with all: one tree instead of two. */
const withoutRowid = (knex: Knex): string => (isMysql(knex) ? '' : ' without rowid')
const longText = (knex: Knex): string => (isMysql(knex) ? 'longtext' : 'text')
