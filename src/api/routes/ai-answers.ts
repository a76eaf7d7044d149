import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { modelDefaults } from '../../config/defaults.ts'
import { Invalid } from '../../contracts/errors.ts'
import type { ModelMessage, Question, Response } from '../../contracts/models.ts'
import { answerOf, errorBody } from '../errors.ts'
import { sendEvents, waitingCallers } from '../events.ts'
import type { ServerSentEvent } from '../events.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import type { Api } from '../schemas.ts'
import { tenantById } from '../tenant-of.ts'
import { chatbotAsked, ofDraft } from './chatbots.ts'

const tags = ['Language models']
const text = z.string().trim().min(1).max(modelDefaults.requestLength)
const asked = z.object({
  chatbotId: z.string(),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/, 'A language is an IETF tag such as en or pt-BR.')
    .exactOptional()
    .describe('What to answer in. Left out: what the question is in.'),
  maxTokens: z.number().int().min(1).max(modelDefaults.maxTokensMax).exactOptional(),
  draft: ofDraft,
})
/** One thing that was said, or a conversation that ends with what is to be answered. */
const body = z
  .union([
    z.strictObject({ ...asked.shape, text }),
    z.strictObject({
      ...asked.shape,
      messages: z
        .array(z.strictObject({ role: z.enum(['user', 'assistant']), text }))
        .min(1)
        .max(modelDefaults.messages),
    }),
  ])
  .meta({
    examples: [
      { chatbotId: example.chatbot, text: 'When are you open?' },
      {
        chatbotId: example.chatbot,
        messages: [
          { role: 'user', text: 'Do you ship to Norway?' },
          { role: 'assistant', text: 'Yes, within five days.' },
          { role: 'user', text: 'What does it cost?' },
        ],
        maxTokens: 300,
      },
    ],
  })
const source = z.object({
  document: z.string(),
  title: z.string(),
  url: z.string().exactOptional(),
  page: z.number().int().exactOptional(),
  headings: z.array(z.string()).readonly().exactOptional(),
})
const answer = z
  .object({
    text: z
      .string()
      .nullable()
      .describe('Markdown. null: no model is configured, and nothing that is known answers it.'),
    sources: z.array(source).readonly().describe('What it stands on; [1] in the text is the first.'),
    model: z
      .object({
        provider: z.string(),
        model: z.string(),
        inputTokens: z.number().int(),
        outputTokens: z.number().int(),
        cost: z.number().describe('US dollars.'),
      })
      .nullable()
      .describe('null: the text is in the words of the sources.'),
  })
  .meta({
    examples: [
      {
        text: 'We are open from 9 to 18 o’clock. [1]',
        sources: [{ document: example.document, title: 'Opening hours', url: 'https://acme.example/hours' }],
        model: { provider: 'openai', model: 'gpt-5-mini', inputTokens: 412, outputTokens: 18, cost: 0.00014 },
      },
    ],
  })

/** Answers for a tenant's own programs, outside of conversations. */
export function answerRoutes(api: Api, { tenants, log }: ApiNeeds): void {
  const signalOf = waitingCallers(api)

  async function begin(request: Parameters<typeof tenantById>[1], wanted: z.output<typeof body>, reply: FastifyReply) {
    const open = await tenantById(tenants, request, wanted.chatbotId, 'chatbot')
    const chatbot = chatbotAsked(open, wanted.chatbotId, wanted.draft)
    const { language, maxTokens } = wanted
    const question: Question = {
      messages: 'text' in wanted ? [{ role: 'user', text: wanted.text }] : conversation(wanted.messages),
      ...(language === undefined ? {} : { language }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
      signal: signalOf(reply),
    }
    return open.respond(chatbot, question)
  }

  api.post('/ai/generate-response', {
    config: { permission: 'conversations:write', audit: 'none' },
    schema: {
      tags,
      summary: 'Answer a question as a chatbot would',
      description:
        'By a language model on what the chatbot knows; by what it knows alone where no model is configured or can be asked.',
      body,
      response: { 200: answer },
    },
    handler: async (request, reply) => {
      const pieces = await begin(request, request.body, reply)
      let step = await pieces.next()
      while (step.done !== true) step = await pieces.next()
      return shown(step.value)
    },
  })

  api.post('/ai/stream-response', {
    config: { permission: 'conversations:write', audit: 'none' },
    schema: {
      tags,
      summary: 'Answer a question, word by word',
      description:
        'Server-sent events: `piece {text}` as it is written, and at the end `done`, with what generate-response answers, or `failed {error}`.',
      produces: ['text/event-stream'],
      body,
    },
    handler: async (request, reply) => {
      const pieces = await begin(request, request.body, reply)
      return sendEvents(reply, eventsOf(pieces), (error) => {
        const failure = answerOf(error)
        if (failure.status === 500) log.error({ error, requestId: request.id }, 'A streamed answer failed.')
        return { event: 'failed', data: errorBody(failure, request.id) }
      })
    },
  })
}

/** The schema says that there is one at least. */
function conversation([first, ...rest]: readonly ModelMessage[]): Question['messages'] {
  if (first === undefined) throw new Invalid('There is no message to answer.', 'messages')
  return [first, ...rest]
}

async function* eventsOf(pieces: AsyncGenerator<string, Response, undefined>): AsyncGenerator<ServerSentEvent> {
  let step = await pieces.next()
  for (; step.done !== true; step = await pieces.next()) yield { event: 'piece', data: { text: step.value } }
  yield { event: 'done', data: shown(step.value) }
}

function shown({ text: said, sources, model }: Response): z.output<typeof answer> {
  return { text: said ?? null, sources, model: model ?? null }
}
