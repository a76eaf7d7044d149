import { ownIntentDefaults } from '../config/defaults.ts'
import type { Change } from '../contracts/change.ts'
import { Conflict, Invalid, NotFound } from '../contracts/errors.ts'
import type { ChatbotId } from '../contracts/id.ts'
import type { OwnIntent } from '../contracts/intent.ts'
import type { IntentVersion, OwnIntentInput, OwnIntents, OwnIntentView } from '../contracts/ports.ts'
import type { ConfigurationKit } from './configuration-kit.ts'
import { byGateway } from './chatbot-history.ts'
import type { History, IntentRow, KeptIntent } from './chatbot-history.ts'
import { build, first, run } from './databases.ts'

/** What a tenant taught its chatbots, as it is edited. `changed` is told whose intents are others now. */
export function openIntents(
  kit: ConfigurationKit,
  history: History,
  changed: (chatbot: ChatbotId) => void,
): OwnIntents {
  const { database, clock } = kit
  const table = () => build('intents')
  const now = () => new Date(clock()).toISOString()

  const rowOf = (chatbot: ChatbotId, id: string) =>
    first<IntentRow>(database, table().where({ chatbot_id: chatbot, id }))

  /** Inside a transaction. Throws NotFound. */
  function demand(chatbot: ChatbotId, id: string): IntentRow {
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

  async function change<Result>(
    chatbot: ChatbotId,
    by: Change | undefined,
    to: () => { readonly result: Result; readonly isNew: boolean },
  ): Promise<Result> {
    const result = await database.write(() => {
      const { result: made, isNew } = to()
      if (isNew) history.keep(history.demand(chatbot), by ?? byGateway)
      return made
    })
    changed(chatbot)
    return result
  }

  async function replace(
    chatbot: ChatbotId,
    id: string,
    to: () => string,
    by: Change | undefined,
  ): Promise<OwnIntentView> {
    const row = await change(chatbot, by, () => {
      const before = demand(chatbot, id)
      const content = to()
      const { name } = read(content)
      admit(chatbot, name, content, id)
      if (content === before.content) return { result: before, isNew: false }
      const version = history.nextText(id, before.version)
      const after: IntentRow = { ...before, name, content, version, updated_at: now() }
      run(database, table().where({ id }).update(after))
      return { result: after, isNew: true }
    })
    return view(row)
  }

  return {
    list: (chatbot) => history.intentRows(chatbot).map(view),
    get(chatbot, id) {
      const row = rowOf(chatbot, id)
      return row === undefined ? undefined : view(row)
    },
    async create(chatbot, intent, by) {
      const row = await change(chatbot, by, () => {
        admit(chatbot, intent.name, JSON.stringify(intent))
        const [result] = addIntents(kit, chatbot, [intent], now())
        if (result === undefined) throw new Error('An intent was not added.')
        return { result, isNew: true }
      })
      return view(row)
    },
    update: (chatbot, id, intent, by) => replace(chatbot, id, () => JSON.stringify(intent), by),
    remove: (chatbot, id, by) =>
      change(chatbot, by, () => {
        demand(chatbot, id)
        run(database, table().where({ id }).delete())
        return { result: undefined, isNew: true }
      }),
    versions(chatbot, id) {
      demand(chatbot, id)
      return history
        .texts(id)
        .map(({ version, content, made_at }): IntentVersion => ({ version, madeAt: made_at, intent: read(content) }))
    },
    restore: (chatbot, id, version, by) =>
      replace(
        chatbot,
        id,
        () => {
          const kept = history.texts(id).find((text) => text.version === version)
          if (kept === undefined) throw new NotFound('There is no such version of the intent.')
          return kept.content
        },
        by,
      ),
  }
}

/** Inside a transaction: new ones, in their order. Throws Invalid and Conflict for what no chatbot can have. */
export function addIntents(
  { database, mint }: Pick<ConfigurationKit, 'database' | 'mint'>,
  chatbot: ChatbotId,
  intents: readonly OwnIntentInput[],
  made: string,
): readonly IntentRow[] {
  return intents.map((intent) => {
    const row: IntentRow = {
      id: mint('in'),
      chatbot_id: chatbot,
      name: intent.name,
      version: 1,
      content: JSON.stringify(intent),
      created_at: made,
      updated_at: made,
    }
    run(database, build('intents').insert(row))
    return row
  })
}

/** Intents as the road has them. */
export function readIntents(kept: readonly Pick<KeptIntent, 'id' | 'version' | 'content'>[]): readonly OwnIntent[] {
  return kept.map(({ id, version, content }) => ({ ...read(content), id, version }))
}

function read(content: string): OwnIntentInput {
  return JSON.parse(content) as OwnIntentInput // written above
}

function view({ id, version, content, created_at, updated_at }: IntentRow): OwnIntentView {
  return { ...read(content), id, version, createdAt: created_at, updatedAt: updated_at }
}
