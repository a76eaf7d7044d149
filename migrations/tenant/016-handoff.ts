import type { Knex } from 'knex'
import type { Migration } from '../source.ts'

/** Who has a conversation: the bot, a queue or a person; since when, until when, and how it came to be. */
export const handoff: Migration = {
  name: '016-handoff',
  async up(knex) {
    await knex.schema.alterTable('conversations', (table) => {
      // bot, waiting or human; whether it has ended is another column's.
      table.string('holder', 10).notNullable().defaultTo('bot')
      table.string('queue', 60).nullable()
      // Of a person with an account; stays when the conversation ends.
      table.string('assignee', 40).nullable()
      table.bigInteger('handed_at').nullable()
      table.bigInteger('handoff_due_at').nullable()
      table.index(['handoff_due_at'], 'conversations_handoff_due', {
        predicate: knex.whereNotNull('handoff_due_at'),
      })
      table.index(['holder', 'queue', 'handed_at'], 'conversations_held', {
        predicate: knex.whereRaw("holder <> 'bot'"),
      })
    })
    await knex.schema.createTable('handoff_changes', (table) => {
      table.bigIncrements('id')
      table.string('conversation_id', 40).notNullable()
      table.bigInteger('at').notNullable()
      // JSON: from, to, why, who.
      table.text('change').notNullable()
      table.index(['conversation_id', 'id'])
    })
    await knex.schema.createTable('handoff_settings', (table) => {
      // One row at the most.
      table.integer('id').primary()
      table.text('settings').notNullable()
    })
    await mark(knex)
  },
}

/** Those that people had already. */
async function mark(knex: Knex): Promise<void> {
  const rows = await knex<{ id: string; state: string }>('conversations')
    .select('id', 'state')
    .where('state', 'like', '%"handoff":{%')
  for (const { id, state } of rows) {
    const read = JSON.parse(state) as { handoff?: { queue: string; since: number } } // as the version before wrote it
    if (read.handoff === undefined) continue
    const { queue, since } = read.handoff
    const handed = { stage: 'human', queue, since, at: since, heardAt: since }
    await knex('conversations')
      .where({ id })
      .update({ state: JSON.stringify({ ...read, handoff: handed }), holder: 'human', queue, handed_at: since })
  }
}
