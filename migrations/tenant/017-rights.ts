import type { Knex } from 'knex'
import type { Migration } from '../source.ts'

/**
 * What refers to a medium, and the jobs that export and erase. Times are milliseconds since 1970.
 */
export const rights: Migration = {
  name: '017-rights',
  async up(knex) {
    await uses(knex)
    await jobs(knex)
    await backfill(knex)
  },
}

async function uses(knex: Knex): Promise<void> {
  await knex.schema.createTable('media_uses', (table) => {
    table.string('media_id', 40).notNullable()
    table.string('message_id', 40).notNullable().index()
    table.string('conversation_id', 40).notNullable().index()
    table.primary(['media_id', 'message_id'])
  })
  await knex.schema.createTable('option_token_uses', (table) => {
    table.string('token', 30).notNullable()
    table.string('conversation_id', 40).notNullable().index()
    table.primary(['token', 'conversation_id'])
  })
  await knex.schema.alterTable('webhook_events', (table) => {
    table.string('conversation_id', 40).nullable().index()
  })
  await knex.schema.alterTable('plugin_store', (table) => {
    table.index(['scope'], 'plugin_store_scope')
  })
}

async function jobs(knex: Knex): Promise<void> {
  await knex.schema.createTable('erasures', (table) => {
    table.string('id', 40).primary()
    // person, agent or restore
    table.string('asked_by', 10).notNullable()
    // What is done next; `done`.
    table.string('step', 12).notNullable().index()
    table.bigInteger('at').notNullable().index()
    table.bigInteger('done_at').nullable()
    // JSON: rows and files that are gone, by place.
    table.text('counts').notNullable()
  })
  // What belongs to a person, found for a job: gone with it.
  await knex.schema.createTable('person_targets', (table) => {
    table.string('job', 40).notNullable()
    table.string('kind', 12).notNullable()
    table.string('value', 400).notNullable()
    table.primary(['job', 'kind', 'value'])
  })
  await knex.schema.createTable('exports', (table) => {
    table.string('id', 40).primary()
    // contact or tenant
    table.string('kind', 10).notNullable()
    table.string('contact_id', 40).nullable()
    // running, ready, failed or gone
    table.string('state', 10).notNullable()
    table.bigInteger('bytes').nullable()
    table.string('sha256', 64).nullable()
    table.string('error', 500).nullable()
    table.bigInteger('at').notNullable().index()
    table.bigInteger('expires_at').nullable()
  })
  await knex.schema.createTable('retention_settings', (table) => {
    // One row at the most.
    table.integer('id').primary()
    // JSON: days by what is kept.
    table.text('settings').notNullable()
  })
}

interface Said {
  readonly conversation_id: string
  readonly seq: number
  readonly id: string
  readonly parts: string
}

interface Told {
  readonly id: string
  readonly payload: string
}

/** What earlier versions kept, as far as it says whose it is. */
async function backfill(knex: Knex): Promise<void> {
  const withMedia = await knex<Said>('messages')
    .select('conversation_id', 'seq', 'id', 'parts')
    .where('parts', 'like', '%"md_%')
  for (const { conversation_id, id, parts } of withMedia) {
    const named = new Set(parts.match(/md_[a-z0-9]{11,37}/g) ?? [])
    for (const media_id of named)
      await knex('media_uses').insert({ media_id, message_id: id, conversation_id }).onConflict().ignore()
  }
  const events = await knex<Told>('webhook_events').select('id', 'payload')
  for (const { id, payload } of events) {
    const conversation_id = /"conversationId":"(cv_[a-z0-9]+)"/.exec(payload)?.[1]
    if (conversation_id !== undefined) await knex('webhook_events').where({ id }).update({ conversation_id })
  }
}
