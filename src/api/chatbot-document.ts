import { z } from 'zod'
import { ownIntentDefaults, portableDefaults } from '../config/defaults.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { avatarId, description, languages, personality, placement, theme, understanding } from './chatbot-schemas.ts'
import { differences, Hidden } from './differences.ts'
import type { Difference } from './differences.ts'
import { entityDefinitions } from './entity-schemas.ts'
import { ownIntentBody, ownIntentExample } from './own-intent.ts'
import { anyObject, name } from './schemas.ts'

/** A whole chatbot as JSON: in versions, in files, and what differences are of. No secret and no id is in it. */

const plugin = z.strictObject({ enabled: z.boolean(), settings: anyObject.describe('Without the secrets.') })

export const chatbotDocumentExample = {
  name: 'Ada',
  languages: ['en', 'de'],
  personality: { tone: 'friendly, brief' },
  placement: { delaySeconds: 5 },
  theme: { mode: 'auto' },
  avatarId: 'default',
  understand: {},
  entities: [],
  plugins: { feedback: { enabled: true, settings: {} } },
  intents: [ownIntentExample],
}

export const chatbotDocument = z
  .strictObject({
    name,
    description: description.exactOptional(),
    languages,
    personality,
    placement,
    theme,
    avatarId,
    understand: understanding,
    entities: entityDefinitions,
    plugins: z
      .record(z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'A plugin is lower-case letters, digits and hyphens.'), plugin)
      .refine((given) => Object.keys(given).length <= portableDefaults.plugins, `At most ${portableDefaults.plugins}.`),
    intents: z
      .array(ownIntentBody)
      .max(ownIntentDefaults.intents)
      .refine(
        (all) => new Set(all.map((intent) => intent.name)).size === all.length,
        'Every intent has a name of its own.',
      )
      .refine(
        (all) => JSON.stringify(all).length <= ownIntentDefaults.contentLengthOfChatbot,
        `The intents have at most ${ownIntentDefaults.contentLengthOfChatbot} characters as JSON together.`,
      ),
  })
  .meta({ examples: [chatbotDocumentExample] })
export type ChatbotDocument = z.output<typeof chatbotDocument>

/** The names of a plugin's settings that are secrets. */
export type SecretNames = (plugin: string) => readonly string[]

export function documentOf(chatbot: Chatbot, secrets: SecretNames): ChatbotDocument {
  return { ...settingsOf(chatbot), plugins: pluginsOf(chatbot, secrets, () => ({})), intents: [...intentsOf(chatbot)] }
}

/** What differs between two states of a chatbot; undefined: before there was any. Intents and entities are told by their names. */
export function changesOf(before: Chatbot | undefined, after: Chatbot, secrets: SecretNames): readonly Difference[] {
  const comparable = (chatbot: Chatbot) => ({
    ...settingsOf(chatbot),
    entities: byName(settingsOf(chatbot).entities),
    plugins: pluginsOf(chatbot, secrets, (hidden) => hidden),
    intents: byName(intentsOf(chatbot)),
  })
  return differences(before === undefined ? {} : comparable(before), comparable(after))
}

function settingsOf(chatbot: Chatbot): Omit<ChatbotDocument, 'plugins' | 'intents'> {
  const { theme: looks = {}, avatarId: avatar = 'default', understand = {}, entities = [] } = chatbot
  return {
    name: chatbot.name,
    ...(chatbot.description === undefined ? {} : { description: chatbot.description }),
    languages: chatbot.languages,
    personality: chatbot.personality,
    placement: chatbot.placement,
    theme: looks,
    avatarId: avatar,
    understand,
    entities,
  }
}

type Settings = Readonly<Record<string, unknown>>

function pluginsOf(
  { plugins }: Chatbot,
  secretNames: SecretNames,
  show: (hidden: Readonly<Record<string, Hidden>>) => Settings,
): ChatbotDocument['plugins'] {
  const entries = Object.entries(plugins).map(([plugin, { enabled, settings, secrets = [] }]) => {
    // Sealed when they were kept, or a secret by what is installed now.
    const names = new Set([...secrets, ...secretNames(plugin)])
    const shown = Object.entries(settings).filter(([setting]) => !names.has(setting))
    const hidden = Object.entries(settings).flatMap(([setting, value]) =>
      names.has(setting) ? [[setting, new Hidden(value)] as const] : [],
    )
    return [
      plugin,
      { enabled, settings: { ...Object.fromEntries(shown), ...show(Object.fromEntries(hidden)) } },
    ] as const
  })
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** In the order of their names: ids and times are an installation's own. */
function intentsOf({ intents = [] }: Chatbot): readonly ChatbotDocument['intents'][number][] {
  return intents
    .map(({ id: _, version: __, ...intent }) => intent as ChatbotDocument['intents'][number]) // kept as it came out of its schema
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

function byName<Item extends { readonly name: string }>(items: readonly Item[]): Readonly<Record<string, Item>> {
  return Object.fromEntries(items.map((item) => [item.name, item]))
}
