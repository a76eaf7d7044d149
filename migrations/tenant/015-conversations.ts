import type { Knex } from 'knex'
import { isMysql, type Migration } from '../source.ts'

/**
 * What people who answer work with: lists in every order by an index, notes, tags, persons behind several identities,
 * and full-text search. Messages and contacts get a number of their own, in the order in which they were written: what
 * follows them (the index) knows by it how far it is, and results are in the order of time by it.
 */
export const conversations: Migration = {
  name: '015-conversations',
  async up(knex) {
    await numberMessages(knex)
    await numberContacts(knex)
    await lists(knex)
    await persons(knex)
    await search(knex)
  },
}

async function numberMessages(knex: Knex): Promise<void> {
  await knex.schema.createTable('messages_numbered', (table) => {
    // Never reused: the index would take a new message for one that it knows.
    table.bigIncrements('number')
    table.string('conversation_id', 40).notNullable()
    table.bigInteger('seq').notNullable()
    table.string('id', 40).notNullable()
    table.string('author', 10).notNullable()
    // A contact's id, or of an agent the account's or the key's; what an agent was called then.
    table.string('said_by', 40).nullable()
    table.text('said_by_name').nullable()
    table.string('turn_id', 40).nullable()
    table.text('parts').notNullable()
    table.string('platform_id', 190).nullable()
    table.string('status', 12).notNullable()
    table.bigInteger('at').notNullable()
    table.integer('latency_ms').nullable()
    table.text('trace').nullable()
  })
  const columns = 'conversation_id, seq, id, author, turn_id, parts, platform_id, status, at, latency_ms, trace'
  await knex.raw(
    `insert into messages_numbered (${columns}) select ${columns} from messages order by at, conversation_id, seq`,
  )
  await knex.schema.dropTable('messages')
  await knex.schema.renameTable('messages_numbered', 'messages')
  await knex.schema.alterTable('messages', (table) => {
    table.unique(['conversation_id', 'seq'])
    table.unique(['id'])
    table.index(['platform_id', 'conversation_id'], 'messages_platform_id', {
      predicate: knex.whereNotNull('platform_id'),
    })
  })
}

async function numberContacts(knex: Knex): Promise<void> {
  await knex.schema.createTable('contacts_numbered', (table) => {
    table.bigIncrements('number')
    table.string('id', 40).notNullable()
    table.string('channel_id', 40).notNullable()
    table.string('user_id', 190).notNullable()
    table.text('name').nullable()
    table.text('username').nullable()
    table.string('language', 35).nullable()
    table.string('time_zone', 60).nullable()
    // E.164, as the platform has verified it.
    table.string('phone', 20).nullable()
    // JSON: what people of the tenant say of them, before what platforms say. null in it: nothing, whatever others say.
    table.text('details').nullable()
    // The contact that this one is a part of now; without one it is a person of its own.
    table.string('merged_into', 40).nullable()
    table.bigInteger('created_at').notNullable()
  })
  const columns = 'id, channel_id, user_id, name, username, language, time_zone, created_at'
  await knex.raw(`insert into contacts_numbered (${columns}) select ${columns} from contacts order by created_at, id`)
  await knex.schema.dropTable('contacts')
  await knex.schema.renameTable('contacts_numbered', 'contacts')
  await knex.schema.alterTable('contacts', (table) => {
    table.unique(['id'])
    table.unique(['channel_id', 'user_id'])
    table.index(['merged_into'], 'contacts_merged', { predicate: knex.whereNotNull('merged_into') })
  })
}

/** Every list walks an index in its own order; which conversations are open is the beginning of one, not a filter. */
async function lists(knex: Knex): Promise<void> {
  await knex.schema.alterTable('conversations', (table) => {
    table.dropIndex(['updated_at'])
    table.dropIndex(['channel_id', 'updated_at'], 'conversations_of_channel')
    table.index(['open', 'updated_at', 'id'], 'conversations_by_activity')
    table.index(['channel_id', 'updated_at', 'id'], 'conversations_of_channel')
  })
  // Who spoke where.
  await knex.schema.createTable('conversation_people', (table) => {
    table.string('contact_id', 40).notNullable()
    table.string('conversation_id', 40).notNullable().index()
    table.primary(['contact_id', 'conversation_id'])
  })
  // In a chat of two the chat is called like the person on most platforms.
  await knex.raw(
    `insert into conversation_people (contact_id, conversation_id) select p.id, c.id from contacts p
     join conversations c on c.channel_id = p.channel_id and c.address_key = p.user_id`,
  )
  await knex.schema.createTable('conversation_tags', (table) => {
    table.string('tag', 60).notNullable()
    table.string('conversation_id', 40).notNullable().index()
    table.primary(['tag', 'conversation_id'])
  })
  await knex.schema.createTable('conversation_notes', (table) => {
    table.string('id', 40).primary()
    table.string('conversation_id', 40).notNullable()
    table.text('text').notNullable()
    table.string('author_id', 40).notNullable()
    table.text('author_name').notNullable()
    table.bigInteger('at').notNullable()
    table.bigInteger('edited_at').nullable()
    table.text('edited_by').nullable()
    table.index(['conversation_id', 'id'])
  })
}

async function persons(knex: Knex): Promise<void> {
  await knex.schema.createTable('contact_tags', (table) => {
    table.string('tag', 60).notNullable()
    table.string('contact_id', 40).notNullable().index()
    // 1: taken away from the person, whatever other identities of theirs have.
    table.integer('removed').notNullable().defaultTo(0)
    table.primary(['tag', 'contact_id'])
  })
  await knex.schema.createTable('contact_claims', (table) => {
    table.string('contact_id', 40).notNullable()
    // phone or email
    table.string('kind', 10).notNullable()
    table.string('value', 320).notNullable()
    // Who proved that it is theirs; null: somebody says so.
    table.string('verified_by', 60).nullable()
    table.bigInteger('at').notNullable()
    table.primary(['contact_id', 'kind', 'value'])
    table.index(['kind', 'value', 'contact_id'])
  })
  await knex.schema.createTable('contact_merges', (table) => {
    table.string('id', 40).primary()
    table.string('into_id', 40).notNullable().index()
    table.string('from_id', 40).notNullable().index()
    table.bigInteger('at').notNullable()
    table.string('by_id', 40).nullable()
    table.text('by_name').nullable()
    // The verified claim that it was done for.
    table.string('kind', 10).nullable()
    table.string('value', 320).nullable()
    table.bigInteger('undone_at').nullable()
  })
}

/** On SQLite an index of our own terms (spaces between them, whatever is not ASCII a letter), without the texts; on MySQL a list of them. */
async function search(knex: Knex): Promise<void> {
  await knex.schema.createTable('search_progress', (table) => {
    table.string('of', 20).primary()
    // Messages up to this number are in the index.
    table.bigInteger('up_to').notNullable()
  })
  await knex('search_progress').insert({ of: 'messages', up_to: 0 })
  // What is to be indexed again, or, of contacts, at all: written by whoever changes it.
  await knex.schema.createTable('search_changes', (table) => {
    table.string('of', 20).notNullable()
    table.bigInteger('number').notNullable()
    table.primary(['of', 'number'])
  })
  await knex.raw('insert into search_changes select ?, number from contacts', ['contacts'])
  await (isMysql(knex) ? listedWords(knex) : indexedWords(knex))
}

/** In the words of SQLite. */
async function indexedWords(knex: Knex): Promise<void> {
  const index = "content='', contentless_delete=1, tokenize='ascii'"
  await knex.raw(`create virtual table message_words using fts5(terms, ${index})`)
  await knex.raw(`create virtual table contact_words using fts5(terms, ${index})`)
  // `or ignore` would be overruled by how the statement that fires it settles its own conflicts.
  const changed = (of: string) =>
    `insert into search_changes (of, number) select '${of}', new.number
     where not exists (select 1 from search_changes where of = '${of}' and number = new.number)`
  // Triggers: nobody who changes or erases a message or a contact can forget what is found of it.
  for (const [name, when, what] of [
    ['message_changed', 'after update of parts on messages', changed('messages')],
    ['message_erased', 'after delete on messages', 'delete from message_words where rowid = old.number'],
    ['contact_added', 'after insert on contacts', changed('contacts')],
    ['contact_changed', 'after update of name, username, phone, details, user_id on contacts', changed('contacts')],
    ['contact_erased', 'after delete on contacts', 'delete from contact_words where rowid = old.number'],
  ]) {
    await knex.raw(`create trigger ${name ?? ''} ${when ?? ''} begin ${what ?? ''}; end`)
  }
}

/** In the words of MySQL, whose own full-text index knows other words than ours, and sees none that are not committed. */
async function listedWords(knex: Knex): Promise<void> {
  for (const words of ['message_words', 'contact_words']) {
    await knex.schema.createTable(words, (table) => {
      table.string('term', 190).notNullable()
      table.bigInteger('number').notNullable().index()
      table.primary(['term', 'number'])
    })
  }
  const changed = (of: string) => `insert ignore into search_changes (\`of\`, number) values ('${of}', new.number)`
  const isOther = (column: string) => `not (old.${column} <=> new.${column})`
  const details = ['name', 'username', 'phone', 'details', 'user_id'].map(isOther).join(' or ')
  for (const [name, when, what] of [
    ['message_changed', 'after update on messages', `if ${isOther('parts')} then ${changed('messages')}; end if`],
    ['message_erased', 'after delete on messages', 'delete from message_words where number = old.number'],
    ['contact_added', 'after insert on contacts', changed('contacts')],
    ['contact_changed', 'after update on contacts', `if ${details} then ${changed('contacts')}; end if`],
    ['contact_erased', 'after delete on contacts', 'delete from contact_words where number = old.number'],
  ]) {
    await knex.raw(`create trigger ${name ?? ''} ${when ?? ''} for each row begin ${what ?? ''}; end`)
  }
}
