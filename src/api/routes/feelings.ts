import { z } from 'zod'
import { sentimentDefaults } from '../../config/defaults.ts'
import type { ApiNeeds } from '../needs.ts'
import type { Api } from '../schemas.ts'

const tags = ['Language']
const text = z.string().min(1).max(sentimentDefaults.textLength)
const language = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/, 'A language is an IETF tag such as en or pt-BR.')
const sentiment = z.enum(['positive', 'neutral', 'negative'])
const felt = z
  .object({
    sentiment,
    score: z.number().min(-1).max(1).describe('-1: as bad as can be; 1: as good as can be.'),
    language: z.string().describe('What it was read in.'),
    because: z.array(z.string()).readonly().describe('The words and signs that say so.'),
  })
  .meta({ examples: [{ sentiment: 'positive', score: 0.64, language: 'en', because: ['great'] }] })
const gesture = z
  .object({
    animation: z.string().describe('The name of a clip.'),
    duration: z.number().int().describe('Milliseconds.'),
    sentiment,
  })
  .meta({ examples: [{ animation: 'wave', duration: 1800, sentiment: 'positive' }] })

/** How a text sounds, and what an avatar does while it says it. From words and emoji alone: no model is asked. */
export function feelingRoutes(api: Api, { language: needs }: ApiNeeds): void {
  api.post('/ai/analyze-sentiment', {
    config: { permission: 'chatbots:read', audit: 'none' },
    schema: {
      tags,
      summary: 'Tell how whoever wrote a text feels',
      body: z
        .strictObject({ text, language: language.exactOptional() })
        .meta({ examples: [{ text: 'That was great, thank you!' }] }),
      response: { 200: felt },
    },
    handler: ({ body }) => needs.feel(body.text, body.language),
  })

  api.post('/ai/select-animation', {
    config: { permission: 'chatbots:read', audit: 'none' },
    schema: {
      tags,
      summary: 'Choose what an avatar does while it says a text, or feels so',
      body: z
        .union([
          z.strictObject({ text, language: language.exactOptional() }),
          z.strictObject({ sentiment, score: z.number().min(-1).max(1).exactOptional() }),
        ])
        .meta({ examples: [{ text: 'Good morning! How can I help?' }, { sentiment: 'negative', score: -0.7 }] }),
      response: { 200: gesture },
    },
    handler: async ({ body }) => {
      if ('text' in body) return needs.gesture({ mood: await needs.feel(body.text, body.language), text: body.text })
      const { score = { positive: 0.5, neutral: 0, negative: -0.5 }[body.sentiment] } = body
      return needs.gesture({ mood: { sentiment: body.sentiment, score }, text: '' })
    },
  })
}
