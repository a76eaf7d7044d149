import { tenancyDefaults } from '../config/defaults.ts'
import { Conflict, Invalid, NotFound } from '../contracts/errors.ts'
import type { ChatbotId } from '../contracts/id.ts'
import type { ChatbotInput } from '../contracts/ports.ts'
import type { Chatbot, PluginSetting, Understanding } from '../contracts/tenant.ts'
import type { EntityDefinition } from '../contracts/understanding.ts'
import type { ConfigurationKit } from './configuration-kit.ts'
import { build, first, run } from './databases.ts'
import { intentsOf } from './intents.ts'
import { checkedName, plainRecord } from './plain.ts'
import { randomId } from './random.ts'
import { split } from './settings.ts'
import type { Settings } from './settings.ts'

/** A tenant's chatbots in memory, and their rows. */
export interface Chatbots {
  readonly get: (id: ChatbotId) => Chatbot | undefined
  readonly byEmbed: (embedId: string) => Chatbot | undefined
  readonly list: () => readonly Chatbot[]
  readonly create: (input: ChatbotInput) => Promise<Chatbot>
  readonly update: (id: ChatbotId, change: Partial<ChatbotInput>) => Promise<Chatbot>
  readonly setPlugin: (
    id: ChatbotId,
    plugin: string,
    setting: PluginSetting,
    secrets: readonly string[],
  ) => Promise<Chatbot>
  readonly remove: (id: ChatbotId) => Promise<void>
  /** Inside a transaction: throws Invalid when there is no such chatbot. */
  readonly demand: (id: string) => ChatbotId
  readonly reload: () => void
  /** What belongs to it changed: it is another object from now on. */
  readonly refresh: (id: ChatbotId) => void
}

interface Row {
  readonly id: ChatbotId
  readonly embed_id: string
  /** A `Stored` as JSON. */
  readonly config: string
  readonly created_at: string
  readonly updated_at: string
}

interface Stored {
  readonly name: string
  readonly languages: readonly [string, ...string[]]
  readonly personality: Settings
  readonly placement: Settings
  readonly understand?: Understanding
  readonly entities?: readonly EntityDefinition[]
  readonly plugins: Readonly<Record<string, StoredPlugin>>
}

interface StoredPlugin {
  readonly enabled: boolean
  readonly settings: Settings
  /** By setting. */
  readonly sealed: Readonly<Record<string, string>>
}

const pluginPattern = /^[a-z][a-z0-9-]{0,59}$/

export function openChatbots({ database, tenant, keys, mint, clock }: ConfigurationKit): Chatbots {
  const byId = new Map<ChatbotId, Chatbot>()
  const byEmbed = new Map<string, Chatbot>()

  const table = () => build('chatbots')
  const rowOf = (id: string) => first<Row>(database, table().where({ id }))
  const now = () => new Date(clock()).toISOString()
  const placeOf = (id: ChatbotId, plugin: string, name: string) => `chatbot/${id}/plugins/${plugin}/settings.${name}`

  function read({ id, embed_id, config, created_at, updated_at }: Row): Chatbot {
    const { plugins, ...rest } = JSON.parse(config) as Stored // written below
    const intents = intentsOf(database, id)
    return {
      id,
      embedId: embed_id,
      ...rest,
      plugins: opened(id, plugins),
      ...(intents.length > 0 && { intents }),
      createdAt: created_at,
      updatedAt: updated_at,
    }
  }

  function opened(id: ChatbotId, plugins: Stored['plugins']): Chatbot['plugins'] {
    // No prototype: a plugin is there when it was set, whatever its name.
    const settings = Object.create(null) as Record<string, PluginSetting>
    for (const [plugin, stored] of Object.entries(plugins)) {
      const secrets = Object.entries(stored.sealed).map(
        ([name, sealed]) => [name, keys.unseal(placeOf(id, plugin, name), sealed)] as const,
      )
      settings[plugin] = { enabled: stored.enabled, settings: { ...stored.settings, ...Object.fromEntries(secrets) } }
    }
    return settings
  }

  function remember(row: Row): Chatbot {
    const chatbot = read(row)
    byId.set(chatbot.id, chatbot)
    byEmbed.set(chatbot.embedId, chatbot)
    return chatbot
  }

  function embedId(): string {
    let candidate = `cb_${tenant}${randomId(7)}`
    while (first(database, table().where({ embed_id: candidate })) !== undefined)
      candidate = `cb_${tenant}${randomId(7)}`
    return candidate
  }

  async function change(id: ChatbotId, to: (before: Stored) => Stored): Promise<Chatbot> {
    const row = await database.write(() => {
      const before = rowOf(id)
      if (before === undefined) throw new NotFound('There is no such chatbot.')
      const config = JSON.stringify(to(JSON.parse(before.config) as Stored)) // written here
      const after: Row = { ...before, config, updated_at: now() }
      run(database, table().where({ id }).update(after))
      return after
    })
    return remember(row)
  }

  return {
    get: (id) => byId.get(id),
    byEmbed: (id) => byEmbed.get(id),
    list: () => [...byId.values()],
    async create(input) {
      const { name, languages = ['en'], personality = {}, placement = {}, ...rest } = checked(input)
      if (name === undefined) throw new Invalid('name is required.', 'name')
      const config: Stored = { name, languages, personality, placement, ...rest, plugins: {} }
      const row = await database.write(() => {
        const made = now()
        const inserted: Row = {
          id: mint('bot'),
          embed_id: embedId(),
          config: JSON.stringify(config),
          created_at: made,
          updated_at: made,
        }
        run(database, table().insert(inserted))
        return inserted
      })
      return remember(row)
    },
    update(id, input) {
      const given = checked(input)
      return change(id, (before) => ({ ...before, ...given }))
    },
    setPlugin(id, plugin, { enabled, settings }, secretNames) {
      if (!pluginPattern.test(plugin) || plugin === 'constructor')
        throw new Invalid('There is no such plugin.', 'plugin')
      const { shown, secret } = split(plainRecord(settings, 'settings'), secretNames)
      const sealed = Object.fromEntries(
        Object.entries(secret).map(([name, value]) => [name, keys.seal(placeOf(id, plugin, name), value)]),
      )
      const stored: StoredPlugin = { enabled, settings: shown, sealed }
      return change(id, (before) => ({ ...before, plugins: { ...before.plugins, [plugin]: stored } }))
    },
    async remove(id) {
      await database.write(() => {
        if (rowOf(id) === undefined) throw new NotFound('There is no such chatbot.')
        if (first(database, build('channels').where({ chatbot_id: id })) !== undefined)
          throw new Conflict('Channels use this chatbot: remove them or give them another first.')
        run(
          database,
          build('intent_versions')
            .whereIn('intent_id', build('intents').select('id').where({ chatbot_id: id }))
            .delete(),
        )
        run(database, build('intents').where({ chatbot_id: id }).delete())
        run(database, table().where({ id }).delete())
      })
      byEmbed.delete(byId.get(id)?.embedId ?? '')
      byId.delete(id)
    },
    demand(id) {
      const row = rowOf(id)
      if (row === undefined) throw new Invalid('There is no such chatbot.', 'chatbotId')
      return row.id
    },
    refresh(id) {
      const row = rowOf(id)
      if (row !== undefined) remember(row)
    },
    reload() {
      byId.clear()
      byEmbed.clear()
      for (const row of database.prepare<[], Row>('select * from chatbots order by created_at, id').all()) remember(row)
    },
  }
}

type CheckedInput = {
  -readonly [Key in Exclude<keyof Stored, 'plugins'>]?: NonNullable<Stored[Key]>
}

function checked({
  name,
  languages,
  personality,
  placement,
  understand,
  entities,
}: Partial<ChatbotInput>): CheckedInput {
  const given: CheckedInput = {}
  if (name !== undefined) given.name = checkedName(name)
  if (languages !== undefined) given.languages = checkedLanguages(languages)
  if (personality !== undefined) given.personality = plainRecord(personality, 'personality')
  if (placement !== undefined) given.placement = plainRecord(placement, 'placement')
  if (understand !== undefined) given.understand = plainRecord(understand, 'understand')
  if (entities !== undefined) given.entities = plainEntities(entities)
  return given
}

/** A copy of what was checked where it came in: bounded here as everything that a chatbot keeps. Throws Invalid. */
function plainEntities(entities: readonly EntityDefinition[]): readonly EntityDefinition[] {
  return plainRecord({ entities }, 'entities').entities as readonly EntityDefinition[] // a copy of the same
}

/** Canonical IETF tags, each once, in the order given. Throws Invalid. */
function checkedLanguages(tags: readonly string[]): Stored['languages'] {
  if (tags.length > tenancyDefaults.chatbotLanguages)
    throw new Invalid(`A chatbot speaks at most ${tenancyDefaults.chatbotLanguages} languages.`, 'languages')
  const [preferred, ...others] = canonical(tags)
  if (preferred === undefined) throw new Invalid('A chatbot speaks at least one language.', 'languages')
  return [preferred, ...others]
}

function canonical(tags: readonly string[]): readonly string[] {
  try {
    return Intl.getCanonicalLocales([...tags])
  } catch {
    throw new Invalid('languages must be IETF tags such as en or pt-BR.', 'languages')
  }
}
