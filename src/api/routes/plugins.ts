import { Ajv } from 'ajv'
import { z } from 'zod'
import { Invalid } from '../../contracts/errors.ts'
import { schemaOf, secretsOf, type Shape } from '../../contracts/shape.ts'
import type { Chatbot, PluginSetting } from '../../contracts/tenant.ts'
import type { ApiNeeds, PluginShape } from '../needs.ts'
import { anyObject, pageOf, paging, type Api } from '../schemas.ts'
import { missing, tenantById } from '../tenant-of.ts'
import { chatbotOf } from './chatbots.ts'

type Settings = Readonly<Record<string, unknown>>

const tags = ['Plugins']
const byPlugin = z.object({ id: z.string().describe('The chatbot.'), name: z.string() })
const pluginAnswer = z
  .object({
    name: z.string(),
    enabled: z.boolean(),
    settings: anyObject.describe('Without the secrets.'),
    secretsSet: z.array(z.string()).describe('The secrets that have a value.'),
    schema: anyObject.describe('JSON Schema of the settings.'),
  })
  .meta({
    examples: [
      {
        name: 'feedback',
        enabled: true,
        settings: {},
        secretsSet: ['key'],
        schema: { type: 'object', properties: { key: { type: 'string', 'x-secret': true } } },
      },
    ],
  })

const record = z
  .object({ name: z.string(), value: z.unknown() })
  .meta({ examples: [{ name: 'rating:2026-11-20', value: { stars: 5 } }] })

export function pluginRoutes(api: Api, { tenants, plugin: installed }: ApiNeeds): void {
  api.get('/chatbots/:id/plugins/:name', {
    config: { permission: 'chatbots:read', shows: true },
    schema: { tags, summary: 'Read a plugin’s settings', params: byPlugin, response: { 200: pluginAnswer } },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const chatbot = chatbotOf(open, request.params.id)
      const plugin = known(installed(request.params.name))
      return shown(plugin, settingOf(chatbot, plugin))
    },
  })

  api.put('/chatbots/:id/plugins/:name', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Enable or disable a plugin and set its settings',
      description: 'Settings are replaced as a whole, except that a secret which is left out keeps its value.',
      params: byPlugin,
      body: z
        .strictObject({ enabled: z.boolean().exactOptional(), settings: anyObject.exactOptional() })
        .meta({ examples: [{ enabled: true, settings: {} }] }),
      response: { 200: pluginAnswer },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const chatbot = chatbotOf(open, request.params.id)
      const plugin = known(installed(request.params.name))
      const setting = changed(plugin, settingOf(chatbot, plugin), request.body)
      const secrets = secretsOf(plugin.settings)
      const after = await open.configuration.setPlugin(chatbot.id, plugin.name, setting, secrets)
      return shown(plugin, settingOf(after, plugin))
    },
  })

  api.get('/chatbots/:id/plugins/:name/records', {
    config: { permission: 'conversations:read' },
    schema: {
      tags,
      summary: 'List what a plugin has kept for a chatbot: results, ratings, proofs',
      params: byPlugin,
      querystring: paging.extend({ prefix: z.string().max(120).default('').describe('Of the names: `rating:`.') }),
      response: { 200: pageOf(record) },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const chatbot = chatbotOf(open, request.params.id)
      const { name } = known(installed(request.params.name))
      const { limit, cursor = '', prefix } = request.query
      // One more than was asked for tells whether there is a next page.
      const found = await open.store.pluginStore.list(name, `chatbot:${chatbot.id}`, prefix, cursor, limit + 1)
      const items = found.slice(0, limit)
      return { items: [...items], nextCursor: found.length > limit ? (items.at(-1)?.name ?? null) : null }
    },
  })
}

function known(plugin: PluginShape | undefined): PluginShape {
  if (plugin === undefined) throw missing('plugin')
  return plugin
}

/** A plugin that was never set runs with its defaults. */
function settingOf({ plugins }: Chatbot, { name }: PluginShape): PluginSetting {
  const setting = Object.hasOwn(plugins, name) ? plugins[name] : undefined
  return setting ?? { enabled: true, settings: {} }
}

function changed(
  { settings: shape, check: own }: PluginShape,
  before: PluginSetting,
  change: { readonly enabled?: boolean; readonly settings?: Settings },
): PluginSetting {
  const enabled = change.enabled ?? before.enabled
  const settings =
    change.settings === undefined ? before.settings : { ...only(before.settings, secretsOf(shape)), ...change.settings }
  // Settings may stay incomplete while the plugin is off.
  if (enabled || change.settings !== undefined) {
    check(shape, settings)
    checkOwn(own, settings)
  }
  return { enabled, settings }
}

/** Throws Invalid with the plugin's own sentence. */
function checkOwn(check: PluginShape['check'], settings: Settings): void {
  try {
    check?.(settings)
  } catch (error) {
    if (error instanceof Invalid)
      throw new Invalid(error.message, ['settings', ...(error.field === undefined ? [] : [error.field])].join('.'))
    throw error
  }
}

function only(settings: Settings, names: readonly string[]): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name)))
}

const ajv = new Ajv({ strict: false, validateFormats: false })

/** Throws Invalid with the field that does not fit. */
function check(shape: Shape, settings: Settings): void {
  const validate = ajv.compile(schemaOf(shape))
  if (validate(settings)) return
  const { instancePath = '', message = 'does not fit', params = {} } = validate.errors?.[0] ?? {}
  const { additionalProperty: unknown, missingProperty: needed } = params as Record<string, unknown> // of every keyword
  const path = ['settings', ...instancePath.split('/').slice(1)]
  if (typeof unknown === 'string') throw new Invalid('There is no such field.', [...path, unknown].join('.'))
  if (typeof needed === 'string') throw new Invalid('This setting is needed.', [...path, needed].join('.'))
  throw new Invalid(`This setting ${message}.`, path.join('.'))
}

function shown({ name, settings: shape }: PluginShape, { enabled, settings }: PluginSetting) {
  const secrets = secretsOf(shape)
  return {
    name,
    enabled,
    settings: Object.fromEntries(Object.entries(settings).filter(([key]) => !secrets.includes(key))),
    secretsSet: secrets.filter((key) => Object.hasOwn(settings, key)),
    schema: { ...schemaOf(shape) },
  }
}
