import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { apiDefaults, documentDefaults, knowledgeDefaults, knowledgeIngestDefaults } from '../../config/defaults.ts'
import { Invalid } from '../../contracts/errors.ts'
import type { KnowledgeBase, KnowledgeDocument, OpenTenant } from '../../contracts/ports.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { formError, takesOneFile } from '../one-file.ts'
import { byId, iso, isoTime, name, nothing, pageOf, paging, type Api } from '../schemas.ts'
import { tenantById } from '../tenant-of.ts'
import { chatbotOf } from './chatbots.ts'

const tags = ['Knowledge']
const baseAnswer = z.object({ id: z.string(), chatbotId: z.string(), name: z.string(), createdAt: isoTime }).meta({
  examples: [{ id: example.knowledgeBase, chatbotId: example.chatbot, name: 'Handbook', createdAt: example.at }],
})
const status = z
  .enum(['queued', 'reading', 'indexing', 'ready', 'failed', 'removing'])
  .describe('`ready`: it is found; `failed`: `reason` says why.')
const documentAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(['file', 'text', 'url', 'site']),
    title: z.string(),
    url: z.string().exactOptional(),
    mime: z.string(),
    status,
    reason: z.string().exactOptional(),
    language: z.string().exactOptional().describe('What it is written in, once it was read.'),
    size: z.number().describe('Bytes.'),
    pages: z.number().describe('0: it has none.'),
    chunks: z.number().describe('Pieces of it that are found.'),
    siteId: z.string().exactOptional().describe('The sitemap that named it.'),
    recrawlHours: z.number().exactOptional(),
    checkedAt: isoTime.exactOptional().describe('When its URL was looked at last.'),
    createdAt: isoTime,
    updatedAt: isoTime,
  })
  .meta({
    examples: [
      {
        id: example.document,
        kind: 'file',
        title: 'Handbook.pdf',
        mime: 'application/pdf',
        status: 'ready',
        language: 'en',
        size: 183_402,
        pages: 24,
        chunks: 61,
        createdAt: example.at,
        updatedAt: example.later,
      },
    ],
  })
const byDocument = z.object({ id: z.string().describe('The knowledge base.'), docId: z.string() })
const accepted = z.object({ id: z.string(), status }).meta({ examples: [{ id: example.document, status: 'queued' }] })
const url = z.url({ protocol: /^https?$/ }).max(2000)
const newDocument = z
  .union([
    z.strictObject({
      url,
      title: name.exactOptional(),
      recrawlHours: z.number().min(0.25).max(2160).exactOptional().describe('It is looked at again this often.'),
    }),
    z.strictObject({
      sitemapUrl: url.describe('Each page that it names becomes a document.'),
      title: name.exactOptional(),
      recrawlHours: z.number().min(0.25).max(2160).exactOptional(),
    }),
    z.strictObject({ title: name, text: z.string().min(1).max(knowledgeIngestDefaults.textLength) }),
  ])
  .nullish()
  .describe('Or a file as `multipart/form-data`, in a field of any name; `title` in one before it.')
  .meta({
    examples: [
      { title: 'Opening hours', text: 'We are open from Monday to Friday, 9 to 18 o’clock.' },
      { url: 'https://acme.example/handbook.pdf', recrawlHours: 24 },
    ],
  })
const source = z.object({
  document: z.string(),
  title: z.string(),
  url: z.string().exactOptional(),
  page: z.number().exactOptional(),
  headings: z.array(z.string()).readonly().exactOptional(),
})

/** What chatbots know from documents. */
export async function knowledgeRoutes(api: Api, { tenants }: ApiNeeds): Promise<void> {
  await takesOneFile(api, documentDefaults.bytes)

  const baseOf = async (request: FastifyRequest, id: string): Promise<{ open: OpenTenant; base: KnowledgeBase }> => {
    const open = await tenantById(tenants, request, id, 'knowledge base')
    return { open, base: open.knowledge.find(id) }
  }

  api.post('/knowledge-bases', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Begin a knowledge base',
      body: z
        .strictObject({ chatbotId: z.string(), name })
        .meta({ examples: [{ chatbotId: example.chatbot, name: 'Handbook' }] }),
      response: { 201: baseAnswer },
    },
    handler: async (request, reply) => {
      const open = await tenantById(tenants, request, request.body.chatbotId, 'chatbot')
      const { id } = chatbotOf(open, request.body.chatbotId)
      return reply.code(201).send(shownBase(await open.knowledge.create(id, request.body.name)))
    },
  })

  api.get('/chatbots/:id/knowledge-bases', {
    config: { permission: 'chatbots:read' },
    schema: { tags, summary: 'List a chatbot’s knowledge bases', params: byId, response: { 200: pageOf(baseAnswer) } },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = chatbotOf(open, request.params.id)
      return { items: open.knowledge.list(id).map(shownBase), nextCursor: null }
    },
  })

  api.get('/knowledge-bases/:id', {
    config: { permission: 'chatbots:read' },
    schema: { tags, summary: 'Read a knowledge base', params: byId, response: { 200: baseAnswer } },
    handler: async (request) => shownBase((await baseOf(request, request.params.id)).base),
  })

  api.delete('/knowledge-bases/:id', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Remove a knowledge base with everything in it',
      description: 'It is found no more at once; its documents are erased within minutes.',
      params: byId,
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      const { open, base } = await baseOf(request, request.params.id)
      await open.knowledge.remove(base.id)
      return reply.code(204).send()
    },
  })

  api.get('/knowledge-bases/:id/documents', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'List the documents of a knowledge base, the newest first',
      params: byId,
      querystring: paging,
      response: { 200: pageOf(documentAnswer) },
    },
    handler: async (request) => {
      const { open, base } = await baseOf(request, request.params.id)
      const { items, nextCursor } = open.knowledge.documents(base.id, request.query.limit, request.query.cursor)
      return { items: items.map(shownDocument), nextCursor }
    },
  })

  api.post('/knowledge-bases/:id/documents', {
    config: { permission: 'chatbots:write' },
    bodyLimit: knowledgeIngestDefaults.textLength * 4,
    schema: {
      tags,
      summary: 'Add a document: a file, a URL, a sitemap, or a text',
      description:
        'PDF, DOCX, HTML, Markdown, CSV and text of any encoding are read, in the background: ask for its status. The same file again is the document that is there.',
      params: byId,
      body: newDocument,
      response: { 202: accepted },
    },
    handler: async (request, reply) => {
      const { open, base } = await baseOf(request, request.params.id)
      const { id, status: state } = await added(open, base, request, request.body)
      return reply.code(202).send({ id, status: state })
    },
  })

  api.get('/knowledge-bases/:id/documents/:docId', {
    config: { permission: 'chatbots:read' },
    schema: { tags, summary: 'Read a document’s status', params: byDocument, response: { 200: documentAnswer } },
    handler: async (request) => {
      const { open, base } = await baseOf(request, request.params.id)
      return shownDocument(open.knowledge.document(base.id, request.params.docId))
    },
  })

  api.delete('/knowledge-bases/:id/documents/:docId', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Remove a document',
      description: 'It is found no more at once, and erased within minutes.',
      params: byDocument,
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      const { open, base } = await baseOf(request, request.params.id)
      const { id } = open.knowledge.document(base.id, request.params.docId)
      await open.knowledge.removeDocument(base.id, id)
      return reply.code(204).send()
    },
  })

  api.post('/knowledge-bases/:id/search', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'Search as the chatbot does',
      params: byId,
      body: z
        .strictObject({
          query: z.string().trim().min(1).max(knowledgeDefaults.questionLength),
          limit: z.number().int().min(1).max(knowledgeDefaults.passagesMax).default(knowledgeDefaults.passages),
          language: z.string().max(35).exactOptional().describe('IETF tag of the query; found out otherwise.'),
        })
        .meta({ examples: [{ query: 'When are you open?', limit: 3 }] }),
      response: {
        200: z
          .object({
            results: z
              .array(
                z.object({
                  text: z.string(),
                  source,
                  score: z.number().describe('0…1, how likely it answers.'),
                }),
              )
              .readonly(),
          })
          .meta({
            examples: [
              {
                results: [
                  {
                    text: 'We are open from Monday to Friday, 9 to 18 o’clock.',
                    source: { document: example.document, title: 'Opening hours' },
                    score: 0.87,
                  },
                ],
              },
            ],
          }),
      },
    },
    handler: async (request) => {
      const { open, base } = await baseOf(request, request.params.id)
      const { query, ...options } = request.body
      const signal = AbortSignal.timeout(apiDefaults.requestMs)
      return { results: await open.knowledge.search(base.id, query, { ...options, signal }) }
    },
  })

  api.get('/knowledge-bases/:id/stats', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'What is in it, and what people asked in vain',
      params: byId,
      response: {
        200: z
          .object({
            documents: z.record(z.string(), z.number()).describe('How many, by status.'),
            chunks: z.number(),
            vectors: z.number().describe('Chunks whose meaning is compared, too.'),
            questions: z
              .array(
                z.object({
                  question: z.string(),
                  asked: z.number(),
                  unanswered: z.number(),
                  unhelpful: z.number(),
                  lastAt: isoTime,
                }),
              )
              .readonly()
              .describe('Of the chatbot, without a good answer: the most wanted first.'),
          })
          .meta({
            examples: [
              {
                documents: { ready: 12, failed: 1 },
                chunks: 480,
                vectors: 480,
                questions: [
                  { question: 'Do you ship to Norway?', asked: 7, unanswered: 7, unhelpful: 0, lastAt: example.at },
                ],
              },
            ],
          }),
      },
    },
    handler: async (request) => {
      const { open, base } = await baseOf(request, request.params.id)
      const { questions, ...stats } = await open.knowledge.stats(base.id)
      return { ...stats, questions: questions.map((question) => ({ ...question, lastAt: iso(question.lastAt) })) }
    },
  })
}

async function added(
  { knowledge }: OpenTenant,
  base: KnowledgeBase,
  request: FastifyRequest,
  body: z.infer<typeof newDocument>,
): Promise<KnowledgeDocument> {
  if (request.isMultipart()) return addedFile(knowledge, base, request)
  if (body === null || body === undefined)
    throw new Invalid('Send a file as multipart/form-data, or JSON with `url`, `sitemapUrl`, or `title` and `text`.')
  if ('text' in body) return knowledge.addText(base.id, body)
  const { recrawlHours, title } = body
  return knowledge.addUrl(base.id, {
    ...('url' in body ? { url: body.url } : { url: body.sitemapUrl, site: true }),
    ...(title === undefined ? {} : { title }),
    ...(recrawlHours === undefined ? {} : { everyMs: recrawlHours * 3_600_000 }),
  })
}

async function addedFile(
  knowledge: OpenTenant['knowledge'],
  base: KnowledgeBase,
  request: FastifyRequest,
): Promise<KnowledgeDocument> {
  const file = await request.file().catch((error: unknown) => {
    throw formError(error)
  })
  if (file === undefined) throw new Invalid('Send the file in a field of the form.', 'file')
  const field = file.fields['title']
  const title = field !== undefined && !Array.isArray(field) && field.type === 'field' ? field.value : undefined
  return knowledge.addFile(base.id, {
    name: file.filename.slice(-documentDefaults.titleLength) || 'document',
    mime: file.mimetype,
    ...(typeof title === 'string' && title.trim() !== '' ? { title: titleIn(title) } : {}),
    body: wholly(file.file),
  })
}

/** What breaks while a form is read is the form's, not ours. */
async function* wholly(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw formError(error)
  }
}

function titleIn(text: string): string {
  const { data, success } = name.safeParse(text)
  if (success) return data
  throw new Invalid('The title is too long.', 'title')
}

function shownBase({ id, chatbot, name: called, createdAt }: KnowledgeBase) {
  return { id, chatbotId: chatbot, name: called, createdAt: iso(createdAt) }
}

function shownDocument(document: KnowledgeDocument) {
  const { id, kind, title, mime, status: state, size, pages, chunks, language, freshness } = document
  return {
    id,
    kind,
    title,
    mime,
    status: state,
    size,
    pages,
    chunks,
    ...(document.url === undefined ? {} : { url: document.url }),
    ...(document.reason === undefined ? {} : { reason: document.reason }),
    ...(language === '' ? {} : { language }),
    ...(document.site === undefined ? {} : { siteId: document.site }),
    ...(document.everyMs === undefined ? {} : { recrawlHours: document.everyMs / 3_600_000 }),
    ...(freshness.checkedAt === undefined ? {} : { checkedAt: iso(freshness.checkedAt) }),
    createdAt: iso(document.createdAt),
    updatedAt: iso(document.updatedAt),
  }
}
