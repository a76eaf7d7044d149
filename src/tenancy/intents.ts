import { ownIntentDefaults } from '../config/defaults.ts'
import { Conflict, Invalid, NotFound } from '../contracts/errors.ts'
import type { ChatbotId, IntentId } from '../contracts/id.ts'
import type { OwnIntent } from '../contracts/intent.ts'
import type { IntentVersion, OwnIntentInput, OwnIntents, OwnIntentView } from '../contracts/ports.ts'
import type { ConfigurationKit } from './configuration-kit.ts'
import { all, build, first, run } from './databases.ts'

interface Row {
  readonly id: IntentId
  readonly chatbot_id: ChatbotId
  readonly name: string
  readonly version: number
  /** An `OwnIntentInput` as JSON. */
  readonly content: string
  readonly created_at: string
  readonly updated_at: string
}

interface VersionRow {
  readonly intent_id: string
  readonly version: number
  readonly content: string
  readonly made_at: string
}

/** What a tenant taught its chatbots. A change is in force when it resolves: `changed` is told whose intents are others now. */
export function openIntents(kit: ConfigurationKit, changed: (chatbot: ChatbotId) => void): OwnIntents {
  const { database, mint, clock } = kit
  const table = () => build('intents')
  const versions = () => build('intent_versions')
  const now = () => new Date(clock()).toISOString()

  const rowOf = (chatbot: ChatbotId, id: string) => first<Row>(database, table().where({ chatbot_id: chatbot, id }))

  /** Inside a transaction. Throws NotFound. */
  function demand(chatbot: ChatbotId, id: string): Row {
    const row = rowOf(chatbot, id)
    if (row === undefined) throw new NotFound('There is no such intent.')
    return row
  }

  /** Inside a transaction: the chatbot's intents with this one in the place of `id`. Throws Conflict and Invalid. */
  function admit(chatbot: ChatbotId, name: string, content: string, id?: string): void {
    if (content.length > ownIntentDefaults.contentLength)
      throw new Invalid(`An intent has at most ${ownIntentDefaults.contentLength} characters as JSON.`)
    const others = database
      .prepare<[string, string], { name: string; length: number }>(
        'select name, length(content) as length from intents where chatbot_id = ? and id <> ?',
      )
      .all(chatbot, id ?? '')
    if (others.some((other) => other.name === name)) throw new Conflict(`There is an intent named ${name} already.`)
    if (others.length >= ownIntentDefaults.intents)
      throw new Conflict(`A chatbot has at most ${ownIntentDefaults.intents} intents.`)
    const length = others.reduce((sum, other) => sum + other.length, content.length)
    if (length > ownIntentDefaults.contentLengthOfChatbot)
      throw new Conflict(
        `The intents of a chatbot have at most ${ownIntentDefaults.contentLengthOfChatbot} characters as JSON together.`,
      )
  }

  function keepVersion({ id, version, content, updated_at }: Row): void {
    run(database, versions().insert({ intent_id: id, version, content, made_at: updated_at }))
    const oldest = version - ownIntentDefaults.versions
    run(database, versions().where({ intent_id: id }).where('version', '<=', oldest).delete())
  }

  async function replace(chatbot: ChatbotId, id: string, to: (before: Row) => string): Promise<OwnIntentView> {
    const row = await database.write(() => {
      const before = demand(chatbot, id)
      const content = to(before)
      const { name } = read(content)
      admit(chatbot, name, content, id)
      if (content === before.content) return before
      const after: Row = { ...before, name, content, version: before.version + 1, updated_at: now() }
      run(database, table().where({ id }).update(after))
      keepVersion(after)
      return after
    })
    changed(chatbot)
    return view(row)
  }

  return {
    list: (chatbot) => rowsOf(database, chatbot).map(view),
    get(chatbot, id) {
      const row = rowOf(chatbot, id)
      return row === undefined ? undefined : view(row)
    },
    async create(chatbot, intent) {
      const content = JSON.stringify(intent)
      const row = await database.write(() => {
        admit(chatbot, intent.name, content)
        const made = now()
        const inserted: Row = {
          id: mint('in'),
          chatbot_id: chatbot,
          name: intent.name,
          version: 1,
          content,
          created_at: made,
          updated_at: made,
        }
        run(database, table().insert(inserted))
        keepVersion(inserted)
        return inserted
      })
      changed(chatbot)
      return view(row)
    },
    update: (chatbot, id, intent) => replace(chatbot, id, () => JSON.stringify(intent)),
    async remove(chatbot, id) {
      await database.write(() => {
        demand(chatbot, id)
        run(database, versions().where({ intent_id: id }).delete())
        run(database, table().where({ id }).delete())
      })
      changed(chatbot)
    },
    versions(chatbot, id) {
      demand(chatbot, id)
      return all<VersionRow>(database, versions().where({ intent_id: id }).orderBy('version', 'desc')).map(
        ({ version, content, made_at }): IntentVersion => ({ version, madeAt: made_at, intent: read(content) }),
      )
    },
    restore: (chatbot, id, version) =>
      replace(chatbot, id, () => {
        const kept = first<VersionRow>(database, versions().where({ intent_id: id, version }))
        if (kept === undefined) throw new NotFound('There is no such version of the intent.')
        return kept.content
      }),
  }
}

/** A chatbot's intents as the road has them, in the order in which they were made. */
export function intentsOf(database: ConfigurationKit['database'], chatbot: ChatbotId): readonly OwnIntent[] {
  return rowsOf(database, chatbot).map(({ id, version, content }) => ({ ...read(content), id, version }))
}

function rowsOf(database: ConfigurationKit['database'], chatbot: ChatbotId): readonly Row[] {
  return database
    .prepare<[string], Row>('select * from intents where chatbot_id = ? order by created_at, id')
    .all(chatbot)
}

function read(content: string): OwnIntentInput {
  return JSON.parse(content) as OwnIntentInput // written above
}

function view({ id, version, content, created_at, updated_at }: Row): OwnIntentView {
  return { ...read(content), id, version, createdAt: created_at, updatedAt: updated_at }
}
