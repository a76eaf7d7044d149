import { tenancyDefaults } from '../config/defaults.ts'
import type { Personality, Placement, Theme } from '../contracts/appearance.ts'
import { Invalid } from '../contracts/errors.ts'
import type { ChatbotId } from '../contracts/id.ts'
import type { ChatbotInput } from '../contracts/ports.ts'
import type { Chatbot, PluginSetting, Understanding } from '../contracts/tenant.ts'
import type { EntityDefinition } from '../contracts/understanding.ts'
import type { TenantKeys } from './keys.ts'
import { checkedName, plainRecord } from './plain.ts'
import { split } from './settings.ts'
import type { Settings } from './settings.ts'

/** A chatbot's configuration as it is kept, in its row and in its versions; intents are rows of their own. */
export interface Stored {
  readonly name: string
  readonly description?: string
  readonly languages: readonly [string, ...string[]]
  readonly personality: Personality
  readonly placement: Placement
  readonly theme?: Theme
  readonly avatarId?: string | null
  readonly understand?: Understanding
  readonly entities?: readonly EntityDefinition[]
  readonly plugins: Readonly<Record<string, StoredPlugin>>
}

export interface StoredPlugin {
  readonly enabled: boolean
  readonly settings: Settings
  /** By setting. */
  readonly sealed: Readonly<Record<string, string>>
}

/** What of it a change may name; the rest stays. */
export type CheckedInput = { -readonly [Key in Exclude<keyof Stored, 'plugins'>]?: NonNullable<Stored[Key]> | null }

/** A bounded copy of what is given. Throws Invalid. */
export function checked(input: Partial<ChatbotInput>): CheckedInput {
  const { name, description, languages, personality, placement, theme, avatarId, understand, entities } = input
  const given: CheckedInput = {}
  if (name !== undefined) given.name = checkedName(name)
  if (description !== undefined) given.description = description
  if (languages !== undefined) given.languages = checkedLanguages(languages)
  if (personality !== undefined) given.personality = plainRecord(personality, 'personality')
  if (placement !== undefined) given.placement = plainRecord(placement, 'placement')
  if (theme !== undefined) given.theme = plainRecord(theme, 'theme')
  if (avatarId !== undefined) given.avatarId = avatarId
  if (understand !== undefined) given.understand = plainRecord(understand, 'understand')
  if (entities !== undefined) given.entities = plainEntities(entities)
  return given
}

/** `before` with what was given. Throws Invalid where there is no name. */
export function contentWith(given: CheckedInput, before?: Stored): Stored {
  const { name, ...rest } = { ...before, ...given }
  if (typeof name !== 'string') throw new Invalid('name is required.', 'name')
  // A check gave each of them its own type; null is an avatar's alone.
  return { name, languages: ['en'], personality: {}, placement: {}, plugins: {}, ...(rest as Partial<Stored>) }
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

// ── Plugins and their secrets ────────────────────────────────────────────────────────────────────────────────────

const pluginPattern = /^[a-z][a-z0-9-]{0,59}$/
const placeOf = (id: ChatbotId, plugin: string, name: string) => `chatbot/${id}/plugins/${plugin}/settings.${name}`

/** A plugin's settings as they are kept. A secret that is the same stays sealed as it was. Throws Invalid. */
export function sealedPlugin(
  keys: TenantKeys,
  id: ChatbotId,
  plugin: string,
  { enabled, settings }: PluginSetting,
  secretNames: readonly string[],
): (before?: StoredPlugin) => StoredPlugin {
  if (!pluginPattern.test(plugin) || plugin === 'constructor') throw new Invalid('There is no such plugin.', 'plugin')
  const { shown, secret } = split(plainRecord(settings, 'settings'), secretNames)
  return (before) => {
    const sealed = Object.entries(secret).map(([name, value]) => {
      const known = before?.sealed[name]
      const place = placeOf(id, plugin, name)
      const isSame = known !== undefined && keys.unseal(place, known) === value
      return [name, isSame ? known : keys.seal(place, value)] as const
    })
    return { enabled, settings: shown, sealed: Object.fromEntries(sealed) }
  }
}

/** Plugins as the road has them. Throws Unsealable. */
export function openedPlugins(keys: TenantKeys, id: ChatbotId, plugins: Stored['plugins']): Chatbot['plugins'] {
  // No prototype: a plugin is there when it was set, whatever its name.
  const opened = Object.create(null) as Record<string, PluginSetting>
  for (const [plugin, { enabled, settings, sealed }] of Object.entries(plugins)) {
    const secrets = Object.entries(sealed).map(
      ([name, value]) => [name, keys.unseal(placeOf(id, plugin, name), value)] as const,
    )
    const names = secrets.map(([name]) => name)
    opened[plugin] = {
      enabled,
      settings: { ...settings, ...Object.fromEntries(secrets) },
      ...(names.length > 0 && { secrets: names }),
    }
  }
  return opened
}
