import { z } from 'zod'
import { defaultAvatar } from '../contracts/appearance.ts'
import { Invalid } from '../contracts/errors.ts'
import type { TenantAvatars, WholeChatbot } from '../contracts/ports.ts'
import { secretsOf } from '../contracts/shape.ts'
import type { Chatbot, PluginSetting } from '../contracts/tenant.ts'
import { chatbotDocument, chatbotDocumentExample, documentOf, type SecretNames } from './chatbot-document.ts'
import type { ApiNeeds } from './needs.ts'
import { checkSettings, checkShape, type Settings } from './plugin-settings.ts'

/** A chatbot as a file: to keep, to compare, and to bring into this or another installation. */

export const formatVersion = 1

export const chatbotFile = z
  .strictObject({
    format: z.literal('colloquy-chatbot'),
    formatVersion: z.literal(formatVersion).describe('Another version of the gateway may write another.'),
    chatbot: chatbotDocument,
  })
  .meta({ examples: [{ format: 'colloquy-chatbot', formatVersion, chatbot: chatbotDocumentExample }] })
export type ChatbotFile = z.output<typeof chatbotFile>

/** What a chatbot from a file does not have here, and somebody must see to. */
export const missingThings = z.object({
  plugins: z.array(z.string()).readonly().describe('Not installed here: their settings are kept until they are.'),
  secrets: z
    .array(z.object({ plugin: z.string(), name: z.string(), required: z.boolean() }))
    .readonly()
    .describe('To be filled in; without a required one its plugin does not run.'),
  avatarId: z.string().nullable().describe('An avatar that is not here: the default one stands in for it.'),
})
export type MissingThings = z.output<typeof missingThings>

/** An avatar of the installation's own stays where it is. */
export function fileOf(chatbot: Chatbot, secrets: SecretNames): ChatbotFile {
  const document = documentOf(chatbot, secrets)
  const avatarId = document.avatarId === null ? null : defaultAvatar
  return { format: 'colloquy-chatbot', formatVersion, chatbot: { ...document, avatarId } }
}

type Installed = Pick<ApiNeeds, 'plugin'> &
  Pick<ApiNeeds['language'], 'checkEntities'> & {
    readonly avatars: Pick<TenantAvatars, 'has'>
  }

/** What a file becomes here. Throws Invalid with what does not fit, as a path in the file. */
export function chatbotFrom(
  { chatbot }: ChatbotFile,
  { plugin: installed, checkEntities, avatars }: Installed,
): { readonly whole: WholeChatbot; readonly missing: MissingThings } {
  const { plugins, avatarId, entities, ...rest } = chatbot
  inField('chatbot', () => checkEntities(entities))
  const settled = Object.entries(plugins).map(([name, { enabled, settings }]) => {
    const plugin = installed(name)
    if (plugin === undefined) return { name, setting: { enabled, settings }, isInstalled: false, lacking: [] }
    const secrets = secretsOf(plugin.settings)
    const lacking = secrets
      .filter((secret) => !Object.hasOwn(settings, secret))
      .map((secret) => ({ plugin: name, name: secret, required: plugin.settings[secret]?.['x-optional'] !== true }))
    if (enabled) inField(`chatbot.plugins.${name}`, () => checkFilled(plugin, settings, lacking))
    const setting: PluginSetting = {
      enabled,
      settings,
      secrets: secrets.filter((secret) => Object.hasOwn(settings, secret)),
    }
    return { name, setting, isInstalled: true, lacking }
  })
  const isHere = avatarId === null || avatars.has(avatarId)
  return {
    whole: {
      ...rest,
      entities,
      avatarId: isHere ? avatarId : defaultAvatar,
      plugins: Object.fromEntries(settled.map(({ name, setting }) => [name, setting])),
    },
    missing: {
      plugins: settled.filter(({ isInstalled }) => !isInstalled).map(({ name }) => name),
      secrets: settled.flatMap(({ lacking }) => lacking),
      avatarId: isHere ? null : avatarId,
    },
  }
}

type Plugin = NonNullable<ReturnType<ApiNeeds['plugin']>>

/** What a file never holds is no reason to refuse it; the plugin's own check may need it, and comes when it is filled in. */
function checkFilled(plugin: Plugin, settings: Settings, lacking: MissingThings['secrets']): void {
  const required = lacking.filter((secret) => secret.required)
  if (required.length === 0) checkSettings(plugin, settings)
  else checkShape(plugin, { ...settings, ...Object.fromEntries(required.map(({ name }) => [name, '-'])) })
}

function inField(place: string, check: () => void): void {
  try {
    check()
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    throw new Invalid(error.message, [place, ...(error.field === undefined ? [] : [error.field])].join('.'))
  }
}
