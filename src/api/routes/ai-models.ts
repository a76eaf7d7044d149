import { z } from 'zod'
import { modelDefaults } from '../../config/defaults.ts'
import { Invalid } from '../../contracts/errors.ts'
import { providerKinds } from '../../contracts/models.ts'
import type { ModelSettingsView } from '../../contracts/models.ts'
import { voiceKinds } from '../../contracts/voice.ts'
import { example } from '../examples.ts'
import { callerOf } from '../guard.ts'
import type { ApiNeeds } from '../needs.ts'
import { byTenant, type Api } from '../schemas.ts'
import { codeInContext, tenantByCode, tenantById } from '../tenant-of.ts'
import { chatbotOf } from './chatbots.ts'

const tags = ['Language models']
const dollars = z.number().min(0).max(1_000_000)
const price = z
  .strictObject({ input: z.number().min(0).max(10_000), output: z.number().min(0).max(10_000) })
  .describe('US dollars per million tokens.')
const place = {
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'A name is lower-case letters, digits and hyphens.'),
  kind: z.enum(providerKinds),
  model: z.string().regex(/^[\w.:/@-]{1,120}$/, 'A model is called by its provider’s name for it.'),
  baseUrl: z.url().max(2000).exactOptional().describe('Of `openai-compatible`: ends before `/chat/completions`.'),
  location: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .exactOptional()
    .describe('Of Vertex with a service account.'),
  price: price.exactOptional(),
}
const language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/, 'A language is an IETF tag such as pt-BR.')
const voiceName = z.string().regex(/^[\w.:-]{1,120}$/, 'A voice is called by its provider’s name or id for it.')
const voicePlace = {
  kind: z.enum(voiceKinds),
  voice: voiceName,
  voices: z.record(language, voiceName).exactOptional().describe('Others by language.'),
  model: place.model.exactOptional(),
  baseUrl: z
    .url()
    .max(2000)
    .exactOptional()
    .describe('Of Azure, the region’s; otherwise of a server that is not the provider’s own.'),
  price: dollars.exactOptional().describe('US dollars per million characters.'),
}
const voiceExample = { kind: 'openai-compatible' as const, voice: 'nova', price: 15 }

const settings = z
  .strictObject({
    providers: z
      .array(
        z.strictObject({
          ...place,
          key: z
            .string()
            .min(1)
            .max(10_000)
            .exactOptional()
            .describe('An API key, or the JSON of a service account for Vertex. Left out: the one it had.'),
        }),
      )
      .max(modelDefaults.providers)
      .describe('In the order in which they are asked. None: those of the platform.'),
    dailyBudget: dollars.exactOptional().describe('US dollars a day (UTC). Left out: no limit of yours.'),
    voice: z
      .strictObject({
        ...voicePlace,
        key: z.string().min(1).max(1000).exactOptional().describe('Left out: the one it had.'),
      })
      .exactOptional()
      .describe('Who says aloud what is said. Left out: nobody.'),
  })
  .meta({
    examples: [
      {
        providers: [
          { name: 'main', kind: 'openai', model: 'gpt-5-mini', key: 'sk-…', price: { input: 0.25, output: 2 } },
        ],
        dailyBudget: 5,
        voice: { ...voiceExample, key: 'sk-…' },
      },
    ],
  })
const view = z
  .object({
    source: z.enum(['tenant', 'platform', 'none']).describe('Whose providers are asked.'),
    providers: z.array(z.object({ ...place, hasKey: z.boolean() })).readonly(),
    dailyBudget: dollars.exactOptional(),
    voice: z.object({ ...voicePlace, hasKey: z.boolean() }).exactOptional(),
    spentToday: z
      .number()
      .exactOptional()
      .describe('US dollars since midnight UTC, with what calls on their way may cost at the most. Of a tenant only.'),
  })
  .meta({
    examples: [
      {
        source: 'tenant',
        providers: [
          { name: 'main', kind: 'openai', model: 'gpt-5-mini', price: { input: 0.25, output: 2 }, hasKey: true },
        ],
        dailyBudget: 5,
        spentToday: 0.42,
      },
    ],
  })

const day = z.iso.date().describe('A day, UTC.')
const sum = {
  calls: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  cost: z.number().describe('US dollars.'),
}
const spent = { calls: 12, inputTokens: 18_400, outputTokens: 2_100, cost: 0.42 }
const costs = z
  .object({
    from: day,
    to: day,
    dailyBudget: dollars.exactOptional(),
    spentToday: z.number(),
    total: z.object(sum),
    days: z.array(z.object({ day, ...sum })).readonly(),
    models: z.array(z.object({ provider: z.string(), model: z.string(), ...sum })).readonly(),
    purposes: z.array(z.object({ purpose: z.string(), ...sum })).readonly(),
    conversations: z
      .array(z.object({ conversation: z.string(), ...sum }))
      .readonly()
      .describe('Those that cost the most.'),
  })
  .meta({
    examples: [
      {
        from: '2026-11-20',
        to: '2026-11-20',
        dailyBudget: 5,
        spentToday: 0.42,
        total: spent,
        days: [{ day: '2026-11-20', ...spent }],
        models: [{ provider: 'main', model: 'gpt-5-mini', ...spent }],
        purposes: [{ purpose: 'answer', ...spent }],
        conversations: [{ conversation: example.conversation, ...spent }],
      },
    ],
  })

/** Which language models a tenant asks, and what they cost. Keys go in and never come out. */
export function modelRoutes(api: Api, { tenants, platformModels }: ApiNeeds): void {
  api.get('/tenants/:tenantCode/ai-providers', {
    config: { permission: 'chatbots:read', shows: true },
    schema: { tags, summary: 'Read a tenant’s language models', params: byTenant, response: { 200: view } },
    handler: async (request) => {
      const open = await tenantByCode(tenants, request, request.params.tenantCode)
      return shown(open.modelAdministration.view())
    },
  })

  api.put('/tenants/:tenantCode/ai-providers', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Set a tenant’s language models, their order and the daily budget',
      params: byTenant,
      body: settings,
      response: { 200: view },
    },
    handler: async (request) => {
      const open = await tenantByCode(tenants, request, request.params.tenantCode)
      return shown(await open.modelAdministration.change(request.body))
    },
  })

  api.get('/ai/providers', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'List the language models that are asked',
      description: 'Of a tenant, or without one of the platform, for who administers it.',
      querystring: z.object({ tenantCode: z.string().exactOptional() }),
      response: { 200: view },
    },
    handler: async (request) => {
      const tenantCode = await codeInContext(tenants, request, request.query.tenantCode)
      if (tenantCode !== undefined)
        return shown((await tenantByCode(tenants, request, tenantCode)).modelAdministration.view())
      if (callerOf(request).grants.scope !== 'platform') throw new Invalid('Name the tenant.', 'tenantCode')
      return shown(platformModels())
    },
  })

  api.get('/ai/costs/:chatbotId', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'Tell what a chatbot’s language models cost',
      params: z.object({ chatbotId: z.string() }),
      querystring: z
        .object({ from: day.exactOptional(), to: day.exactOptional() })
        .describe('The last 30 days otherwise.'),
      response: { 200: costs },
    },
    handler: async (request) => {
      const { chatbotId } = request.params
      const open = await tenantById(tenants, request, chatbotId, 'chatbot')
      const { id } = chatbotOf(open, chatbotId)
      const { to = dayOf(Date.now()) } = request.query
      const { from = dayOf(Date.parse(to) - (modelDefaults.reportDays - 1) * dayMs) } = request.query
      const { dailyBudget, spentToday = 0 } = open.modelAdministration.view()
      const report = open.modelAdministration.costs(id, from, to)
      return { from, to, ...(dailyBudget === undefined ? {} : { dailyBudget }), spentToday, ...report }
    },
  })
}

const dayMs = 24 * 60 * 60 * 1000
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

const shown = (settingsNow: ModelSettingsView): z.output<typeof view> => ({ ...settingsNow })
