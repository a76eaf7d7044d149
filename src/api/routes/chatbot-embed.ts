import { z } from 'zod'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, type Api } from '../schemas.ts'
import { tenantById } from '../tenant-of.ts'
import { chatbotOf } from './chatbots.ts'

const tags = ['Chatbots']
const script = z
  .object({
    embedId: z.string(),
    scriptUrl: z.string(),
    snippet: z.string().describe('What is pasted before `</body>`.'),
    pinned: z
      .object({ scriptUrl: z.string(), snippet: z.string() })
      .nullable()
      .describe('The same with a hash that browsers check: of this one release, and gone with the next.'),
    allowedOrigins: z.array(z.string()).readonly().describe('The websites that may open the chat: of its web channel.'),
  })
  .meta({
    examples: [
      {
        embedId: example.embed,
        scriptUrl: 'https://bots.example.com/widget.js',
        snippet: `<script src="https://bots.example.com/widget.js" data-embed-id="${example.embed}" async></script>`,
        pinned: {
          scriptUrl: 'https://bots.example.com/widget/2f7a0c5d8b1e6f3a/widget.js',
          snippet: `<script src="https://bots.example.com/widget/2f7a0c5d8b1e6f3a/widget.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC" crossorigin="anonymous" data-embed-id="${example.embed}" async></script>`,
        },
        allowedOrigins: ['https://www.example.com'],
      },
    ],
  })

/** What a website is given. */
export function chatbotEmbedRoutes(api: Api, { tenants, publicUrl, loader }: ApiNeeds): void {
  api.get('/chatbots/:id/embed-script', {
    config: { permission: 'chatbots:read', alsoAs: ['text/plain', 'text/html'] },
    schema: {
      tags,
      summary: 'What puts the chatbot on a website',
      description: 'As JSON; the snippet alone for who asks for `text/plain` or `text/html`.',
      params: byId,
      response: { 200: script },
    },
    handler: async (request, reply) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id, embedId } = chatbotOf(open, request.params.id)
      const scriptUrl = `${publicUrl()}/widget.js`
      const snippet = snippetOf(scriptUrl, embedId)
      void reply.header('vary', 'accept')
      if (wantsText(request.headers.accept))
        return reply
          .type('text/plain; charset=utf-8')
          .serializer(String)
          .send(`${snippet}\n` as never) // what no schema says
      const web = open.configuration
        .channels()
        .find(({ platform, chatbotId }) => platform === 'web' && chatbotId === id)
      const pinned = loader && pinnedTo(loader, publicUrl(), embedId)
      return {
        embedId,
        scriptUrl,
        snippet,
        pinned: pinned ?? null,
        allowedOrigins: textsOf(web?.settings['allowedOrigins']),
      }
    },
  })
}

const snippetOf = (scriptUrl: string, embedId: string, more = '') =>
  `<script src="${scriptUrl}"${more} data-embed-id="${embedId}" async></script>`

function pinnedTo({ hash, integrity }: NonNullable<ApiNeeds['loader']>, gateway: string, embedId: string) {
  const scriptUrl = `${gateway}/widget/${hash}/widget.js`
  return { scriptUrl, snippet: snippetOf(scriptUrl, embedId, ` integrity="${integrity}" crossorigin="anonymous"`) }
}

/** Whichever it names first. */
function wantsText(accept = ''): boolean {
  const kinds = accept.split(',').map((kind) => kind.split(';', 1)[0]?.trim() ?? '')
  const first = kinds.find((kind) => ['application/json', 'text/plain', 'text/html', '*/*'].includes(kind))
  return first?.startsWith('text/') === true
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}
