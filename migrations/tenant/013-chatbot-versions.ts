import type { Knex } from 'knex'
import type { Migration } from '../source.ts'

/** What chatbots were, and what of them waits to be published. */
export const chatbotVersions: Migration = {
  name: '013-chatbot-versions',
  async up(knex) {
    await knex.schema.alterTable('chatbots', (table) => {
      // The one in force.
      table.integer('version').notNullable().defaultTo(0)
      table.integer('auto_publish').notNullable().defaultTo(1)
      // 1: the chatbot's row and intents are not what its newest version is.
      table.integer('has_draft').notNullable().defaultTo(0)
    })
    await knex.schema.alterTable('intent_versions', (table) => {
      table.string('chatbot_id', 40).nullable().index()
      table.string('created_at', 30).nullable()
    })
    await knex.schema.createTable('chatbot_versions', (table) => {
      table.string('chatbot_id', 40).notNullable()
      table.integer('version').notNullable()
      // As in chatbots: what is secret in it is sealed.
      table.text('config', 'mediumtext').notNullable()
      // A list of `<intent id>@<version>`: their content is in intent_versions.
      table.text('intents', 'mediumtext').notNullable()
      table.text('author').notNullable()
      table.string('note', 500).nullable()
      table.integer('restored').nullable()
      table.string('made_at', 30).notNullable()
      table.primary(['chatbot_id', 'version'])
    })
    await firstVersions(knex)
  },
}

interface Row {
  readonly id: string
  readonly config: string
  readonly updated_at: string
}

interface IntentRow {
  readonly id: string
  readonly version: number
  readonly created_at: string
}

/** What is there becomes version 1; of an intent only the text in force stays. */
async function firstVersions(knex: Knex): Promise<void> {
  const author = JSON.stringify({ kind: 'gateway', id: 'gateway', name: 'Colloquy' })
  for (const { id, config, updated_at } of await knex<Row>('chatbots').select('id', 'config', 'updated_at')) {
    const known = withKnownFields(JSON.parse(config) as Readonly<Record<string, unknown>>) // as it was written
    const intents = await knex<IntentRow>('intents')
      .where('chatbot_id', id)
      .select('id', 'version', 'created_at')
      .orderBy(['created_at', 'id'])
    for (const intent of intents) {
      await knex('intent_versions')
        .where({ intent_id: intent.id, version: intent.version })
        .update({ chatbot_id: id, created_at: intent.created_at })
    }
    await knex('chatbots').where({ id }).update({ config: known, version: 1 })
    await knex('chatbot_versions').insert({
      chatbot_id: id,
      version: 1,
      config: known,
      intents: JSON.stringify(intents.map((intent) => `${intent.id}@${intent.version}`)),
      author,
      made_at: updated_at,
    })
  }
  await knex('intent_versions').whereNull('chatbot_id').delete()
}

/** Personality and placement could be anything; from now on they have a form. */
function withKnownFields(config: Readonly<Record<string, unknown>>): string {
  const { instructions, tone, ai } = record(config['personality'])
  const { welcome } = record(config['placement'])
  const personality = {
    ...(isText(tone) && { tone: tone.replaceAll(/\s+/gu, ' ').slice(0, 200) }),
    ...(isText(instructions) && { instructions: instructions.slice(0, 8000) }),
    ...(isText(welcome) && { greeting: welcome.slice(0, 2000) }),
    ...(ai !== undefined && { ai: knownChoice(record(ai)) }),
  }
  return JSON.stringify({ ...config, personality, placement: {} })
}

function knownChoice({ enabled, tools, provider, model }: Readonly<Record<string, unknown>>): object {
  return {
    ...(typeof enabled === 'boolean' && { enabled }),
    ...(typeof tools === 'boolean' && { tools }),
    ...(isText(provider) && /^[a-z][a-z0-9-]{0,39}$/.test(provider) && { provider }),
    ...(isText(model) && /^[\w.:/@-]{1,120}$/.test(model) && { model }),
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {} // just looked at
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}
