import { z } from 'zod'
import { ownIntentDefaults } from '../../config/defaults.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, type Api } from '../schemas.ts'
import { tenantById } from '../tenant-of.ts'
import { chatbotAsked, editedOf, ofDraft } from './chatbots.ts'

const tags = ['Intents']
const confidence = z.number().describe('0…1')
const named = z.object({ plugin: z.string(), intent: z.string() })
const guess = named.extend({ confidence })
const found = { count: z.number().int(), utterances: z.array(z.string()).readonly().describe('Some of them.') }

const classification = z
  .object({
    intent: z.string().nullable().describe('null: none is clear enough to act on.'),
    plugin: z.string().nullable(),
    confidence: confidence.describe('0…1, of the best guess; from 0.5 on it is acted upon.'),
    language: z.string(),
    entities: z
      .array(
        z.object({
          kind: z.string(),
          text: z.string(),
          start: z.number().int(),
          end: z.number().int(),
          value: z.unknown(),
          name: z.string().exactOptional(),
        }),
      )
      .readonly(),
    ranking: z.array(guess).readonly(),
  })
  .meta({
    examples: [
      {
        intent: 'track',
        plugin: 'orders',
        confidence: 0.91,
        language: 'en',
        entities: [{ kind: 'number', text: '1234', start: 15, end: 19, value: 1234 }],
        ranking: [{ plugin: 'orders', intent: 'track', confidence: 0.91 }],
      },
    ],
  })

const evaluation = z
  .object({
    examples: z.number().int(),
    accuracy: z.number(),
    acting: z.object({ threshold: z.number(), right: z.number(), wrong: z.number(), unclear: z.number() }),
    intents: z
      .array(
        named.extend({
          examples: z.number().int(),
          precision: z.number().exactOptional(),
          recall: z.number(),
        }),
      )
      .readonly(),
    confusions: z.array(z.object({ expected: named, guessed: named.exactOptional(), ...found })).readonly(),
    overlaps: z.array(z.object({ between: z.tuple([named, named]).readonly(), ...found })).readonly(),
    warnings: z.array(z.string()).readonly(),
  })
  .meta({
    examples: [
      {
        examples: 120,
        accuracy: 0.94,
        acting: { threshold: 0.5, right: 0.92, wrong: 0.02, unclear: 0.06 },
        intents: [{ plugin: 'orders', intent: 'track', examples: 12, precision: 1, recall: 0.92 }],
        confusions: [],
        overlaps: [],
        warnings: [],
      },
    ],
  })

/** What a chatbot understands, asked by its tenant. */
export function understandingRoutes(api: Api, { tenants }: Pick<ApiNeeds, 'tenants'>): void {
  api.post('/ai/classify-intent', {
    config: { permission: 'chatbots:read', audit: 'none' },
    schema: {
      tags,
      summary: 'Ask what a chatbot would understand',
      description: 'Nothing is answered, and nothing is kept of it.',
      body: z
        .strictObject({
          chatbotId: z.string(),
          text: z.string().max(ownIntentDefaults.textLength),
          language: z.string().max(35).exactOptional().describe('IETF tag; found out where it is left out.'),
          draft: ofDraft,
        })
        .meta({ examples: [{ chatbotId: example.chatbot, text: 'where is order 1234?' }] }),
      response: { 200: classification },
    },
    handler: async (request) => {
      const { chatbotId, text, language, draft } = request.body
      const open = await tenantById(tenants, request, chatbotId, 'chatbot')
      const { intent, ranking, ...rest } = await open.inquiry.classify(
        chatbotAsked(open, chatbotId, draft),
        text,
        language,
      )
      return {
        intent: intent?.intent ?? null,
        plugin: intent?.plugin ?? null,
        confidence: ranking[0]?.confidence ?? 0,
        ranking,
        ...rest,
      }
    },
  })

  api.post('/chatbots/:id/intents/evaluate', {
    config: { permission: 'chatbots:read', audit: 'none' },
    schema: {
      tags,
      summary: 'Find out how well a chatbot tells its intents apart',
      description:
        'Every example, of the chatbot’s own intents and of its plugins, is asked about as if it had not been taught: also what is not in force yet. Takes seconds, for large chatbots half a minute.',
      params: byId,
      response: { 200: evaluation },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      return open.inquiry.evaluate(editedOf(open, request.params.id))
    },
  })
}
