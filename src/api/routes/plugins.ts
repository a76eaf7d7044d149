import { z } from 'zod'
import { Invalid } from '../../contracts/errors.ts'
import { schemaOf, secretsOf } from '../../contracts/shape.ts'
import type { Chatbot, PluginSetting } from '../../contracts/tenant.ts'
import { changeOf, noted } from '../change-of.ts'
import type { ApiNeeds, PluginShape } from '../needs.ts'
import { checkSettings, type Settings } from '../plugin-settings.ts'
import { anyObject, pageOf, paging, wholeListOf, type Api } from '../schemas.ts'
import { missing, tenantById } from '../tenant-of.ts'
import { editedOf } from './chatbots.ts'

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

const installedAnswer = z
  .object({
    name: z.string(),
    description: z.string().exactOptional(),
    schema: anyObject.describe('JSON Schema of the settings, for a form; `x-secret` goes in and never comes out.'),
    intents: z.array(z.string()).readonly(),
    commands: z.array(z.string()).readonly(),
  })
  .meta({
    examples: [
      {
        name: 'feedback',
        description: 'Asks how it was.',
        schema: { type: 'object', properties: { key: { type: 'string', 'x-secret': true } } },
        intents: ['feedback'],
        commands: ['feedback'],
      },
    ],
  })

const record = z
  .object({ name: z.string(), value: z.unknown() })
  .meta({ examples: [{ name: 'rating:2026-11-20', value: { stars: 5 } }] })

export function pluginRoutes(api: Api, { tenants, plugin: installed, plugins }: ApiNeeds): void {
  api.get('/plugins', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'List the plugins that are installed here',
      response: { 200: wholeListOf(installedAnswer) },
    },
    handler: async () => ({ items: plugins().map(installedShown), nextCursor: null }),
  })

  api.get('/chatbots/:id/plugins/:name', {
    config: { permission: 'chatbots:read', shows: true },
    schema: { tags, summary: 'Read a plugin’s settings', params: byPlugin, response: { 200: pluginAnswer } },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const chatbot = editedOf(open, request.params.id)
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
      querystring: noted,
      body: z
        .strictObject({ enabled: z.boolean().exactOptional(), settings: anyObject.exactOptional() })
        .meta({ examples: [{ enabled: true, settings: {} }] }),
      response: { 200: pluginAnswer },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const chatbot = editedOf(open, request.params.id)
      const plugin = known(installed(request.params.name))
      const setting = changed(plugin, settingOf(chatbot, plugin), request.body)
      const secrets = secretsOf(plugin.settings)
      const after = await open.configuration.setPlugin(chatbot.id, plugin.name, setting, secrets, changeOf(request))
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
      const chatbot = editedOf(open, request.params.id)
      const { name } = known(installed(request.params.name))
      const { limit, cursor, prefix } = request.query
      const after = cursor === undefined ? '' : nameOfCursor(cursor)
      // One more than was asked for tells whether there is a next page.
      const found = await open.store.pluginStore.list(name, `chatbot:${chatbot.id}`, prefix, after, limit + 1)
      const items = found.slice(0, limit)
      const last = found.length > limit ? items.at(-1) : undefined
      return { items: [...items], nextCursor: last === undefined ? null : cursorAfter(last.name) }
    },
  })
}

function cursorAfter(name: string): string {
  return Buffer.from(name).toString('base64url')
}

function nameOfCursor(cursor: string): string {
  const name = Buffer.from(cursor, 'base64url').toString()
  if (name === '' || cursorAfter(name) !== cursor) throw new Invalid('This is no cursor of this list.', 'cursor')
  return name
}

function installedShown({ name, description, settings, intents, commands }: PluginShape) {
  const told = description === undefined ? {} : { description }
  return { name, ...told, schema: { ...schemaOf(settings) }, intents, commands }
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
  plugin: PluginShape,
  before: PluginSetting,
  change: { readonly enabled?: boolean; readonly settings?: Settings },
): PluginSetting {
  const enabled = change.enabled ?? before.enabled
  const settings =
    change.settings === undefined
      ? before.settings
      : { ...only(before.settings, secretsOf(plugin.settings)), ...change.settings }
  // Settings may stay incomplete while the plugin is off.
  if (enabled || change.settings !== undefined) {
    checkSettings(plugin, settings)
  }
  return { enabled, settings }
}

function only(settings: Settings, names: readonly string[]): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name)))
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
