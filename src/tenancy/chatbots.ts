import type { Change } from '../contracts/change.ts'
import { Conflict, Invalid } from '../contracts/errors.ts'
import type { ChatbotId } from '../contracts/id.ts'
import type { ChatbotInput, WholeChatbot } from '../contracts/ports.ts'
import type { Chatbot, PluginSetting } from '../contracts/tenant.ts'
import { checked, contentWith, openedPlugins, sealedPlugin } from './chatbot-content.ts'
import type { Stored } from './chatbot-content.ts'
import { byGateway } from './chatbot-history.ts'
import type { ChatbotRow, History, KeptIntent } from './chatbot-history.ts'
import type { ConfigurationKit } from './configuration-kit.ts'
import { build, first, run } from './databases.ts'
import { addIntents, readIntents } from './intents.ts'
import { randomId } from './random.ts'

/** A tenant's chatbots in memory, and their rows. */
export interface Chatbots {
  /** As it is in force. */
  readonly get: (id: ChatbotId) => Chatbot | undefined
  readonly byEmbed: (embedId: string) => Chatbot | undefined
  readonly list: () => readonly Chatbot[]
  readonly edited: (id: ChatbotId) => Chatbot | undefined
  readonly create: (input: ChatbotInput, by?: Change) => Promise<Chatbot>
  readonly bring: (whole: WholeChatbot, by?: Change) => Promise<Chatbot>
  readonly update: (id: ChatbotId, change: Partial<ChatbotInput>, by?: Change) => Promise<Chatbot>
  readonly setPlugin: (
    id: ChatbotId,
    plugin: string,
    setting: PluginSetting,
    secrets: readonly string[],
    by?: Change,
  ) => Promise<Chatbot>
  readonly remove: (id: ChatbotId) => Promise<void>
  /** Inside a transaction: throws Invalid when there is no such chatbot. */
  readonly demand: (id: string) => ChatbotId
  readonly reload: () => void
  /** What belongs to it changed: it is another object from now on. Gives it as it is edited. */
  readonly refresh: (id: ChatbotId) => Chatbot
  /** A chatbot of which this was the configuration. */
  readonly made: (id: ChatbotId, config: string, intents: readonly KeptIntent[]) => Chatbot
}

interface Known {
  readonly live: Chatbot
  /** The same object where nothing waits to be published. */
  readonly edited: Chatbot
}

export function openChatbots(
  { database, tenant, keys, mint, limits, clock }: ConfigurationKit,
  history: History,
): Chatbots {
  const byId = new Map<ChatbotId, Known>()
  const byEmbed = new Map<string, Known>()

  const table = () => build('chatbots')
  const now = () => new Date(clock()).toISOString()

  function read(row: ChatbotRow, config: string, kept: readonly Pick<KeptIntent, 'id' | 'version' | 'content'>[]) {
    const { plugins, ...rest } = JSON.parse(config) as Stored // written below
    const intents = readIntents(kept)
    return {
      id: row.id,
      embedId: row.embed_id,
      ...rest,
      plugins: openedPlugins(keys, row.id, plugins),
      ...(intents.length > 0 && { intents }),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }
  }

  function remember(row: ChatbotRow): Chatbot {
    const edited = read(row, row.config, history.intentRows(row.id))
    const known = row.has_draft === 0 ? { live: edited, edited } : { live: live(row), edited: { ...edited, draft } }
    byId.set(row.id, known)
    byEmbed.set(row.embed_id, known)
    return known.edited
  }
  const draft = true as const

  function live(row: ChatbotRow): Chatbot {
    const { config, intents } = history.read(row.id, row.version)
    return read(row, config, intents)
  }

  function embedId(): string {
    let candidate = `cb_${tenant}${randomId(7)}`
    while (first(database, table().where({ embed_id: candidate })) !== undefined)
      candidate = `cb_${tenant}${randomId(7)}`
    return candidate
  }

  async function change(id: ChatbotId, to: (before: Stored) => Stored, by: Change = byGateway): Promise<Chatbot> {
    await database.write(() => {
      const before = history.demand(id)
      const config = JSON.stringify(to(JSON.parse(before.config) as Stored)) // written here
      if (config !== before.config) history.keep({ ...before, config }, by)
    })
    return refresh(id)
  }

  async function add(
    contentOf: (id: ChatbotId) => Stored,
    by: Change = byGateway,
    intents: WholeChatbot['intents'] = [],
  ): Promise<Chatbot> {
    const id = mint('bot')
    const config = JSON.stringify(contentOf(id))
    await database.write(() => {
      limits.need('chatbots')
      const made = now()
      const fresh = { version: 0, auto_publish: 1, has_draft: 0, created_at: made, updated_at: made }
      const row: ChatbotRow = { id, embed_id: embedId(), config, ...fresh }
      run(database, table().insert(row))
      addIntents({ database, mint }, id, intents, made)
      history.keep(row, by)
    })
    return refresh(id)
  }

  const refresh = (id: ChatbotId): Chatbot => remember(history.demand(id))

  return {
    get: (id) => byId.get(id)?.live,
    byEmbed: (id) => byEmbed.get(id)?.live,
    list: () => [...byId.values()].map((known) => known.live),
    edited: (id) => byId.get(id)?.edited,
    async create(input, by) {
      const content = contentWith(checked(input))
      return add(() => content, by)
    },
    async bring({ plugins, intents, ...input }, by) {
      const content = contentWith(checked(input))
      const sealed = (id: ChatbotId) =>
        Object.entries(plugins).map(
          ([plugin, setting]) => [plugin, sealedPlugin(keys, id, plugin, setting, setting.secrets ?? [])()] as const,
        )
      return add((id) => ({ ...content, plugins: Object.fromEntries(sealed(id)) }), by, intents)
    },
    update(id, input, by) {
      const given = checked(input)
      return change(id, (before) => contentWith(given, before), by)
    },
    setPlugin(id, plugin, setting, secretNames, by) {
      const stored = sealedPlugin(keys, id, plugin, setting, secretNames)
      return change(
        id,
        (before) => ({ ...before, plugins: { ...before.plugins, [plugin]: stored(before.plugins[plugin]) } }),
        by,
      )
    },
    async remove(id) {
      await database.write(() => {
        history.demand(id)
        if (first(database, build('channels').where({ chatbot_id: id })) !== undefined)
          throw new Conflict('Channels use this chatbot: remove them or give them another first.')
        history.forget(id)
        run(database, table().where({ id }).delete())
      })
      byEmbed.delete(byId.get(id)?.live.embedId ?? '')
      byId.delete(id)
    },
    demand(id) {
      const row = first<ChatbotRow>(database, table().where({ id }))
      if (row === undefined) throw new Invalid('There is no such chatbot.', 'chatbotId')
      return row.id
    },
    refresh,
    made: (id, config, intents) => read(history.demand(id), config, intents),
    reload() {
      byId.clear()
      byEmbed.clear()
      for (const row of database.prepare<[], ChatbotRow>('select * from chatbots order by created_at, id').all())
        remember(row)
    },
  }
}
