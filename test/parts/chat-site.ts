import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { type FakeDoor, fakeDoor } from '../../src/channels/web/fixtures/door.ts'
import { attachWebSockets, registerWebRoutes } from '../../src/channels/web/index.ts'
import type { WebSockets } from '../../src/channels/web/index.ts'
import { readNova } from '../../src/avatars/nova.ts'
import { shownAs } from '../../src/avatars/shown.ts'
import { alone } from '../../src/fleet/alone.ts'
import type { InboundEvent, Part } from '../../src/contracts/message.ts'

/** A website with a bot behind it that shows everything a bot can show, and everything a person can. */
export interface ChatSite {
  readonly url: string
  readonly embedId: string
  readonly door: FakeDoor
  /** Says it to a visitor, as a bot or as a person. */
  say(visitor: string, parts: readonly Part[], from?: 'bot' | 'agent'): void
  /** What visitors said of what, and read. */
  readonly heard: readonly InboundEvent[]
  /** Ends all connections, as a process that dies does; browsers come back. */
  hangUp(): void
  close(): Promise<void>
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const square =
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="300"><defs><linearGradient id="a" x2="1" y2="1"><stop stop-color="#fcd9a8"/><stop offset="1" stop-color="#d9775f"/></linearGradient></defs><rect width="640" height="300" fill="url(#a)"/><circle cx="470" cy="120" r="60" fill="#fff" opacity=".7"/><path d="M0 300 200 130l130 110 90-70 220 130z" fill="#7a3b46" opacity=".75"/></svg>'

export const longAnswer = `Here is what I **can** do for you:

1. Answer questions about *orders*
2. Explain our [terms](https://shop.example/terms)
   - even the small print
3. Run \`colloquy doctor\`

\`\`\`
npm run quickstart
\`\`\`

> Ask me anything.`

/** What the bot of this site says to what. */
const script: Readonly<Record<string, (url: string) => readonly Part[]>> = {
  menu: () => [
    {
      type: 'choices',
      text: 'Which **size** would you like?',
      options: [
        { id: 'small', label: 'Small' },
        { id: 'large', label: 'Large', description: 'A pot for two' },
        { id: 'none', label: 'Only looking' },
      ],
    },
  ],
  card: (url) => [
    { type: 'text', text: 'Our tea of the month:' },
    {
      type: 'card',
      title: 'Evening Assam',
      text: 'Malty and calm. *12 €* for 100 g.',
      imageUrl: `${url}/picture.svg`,
      options: [
        { id: 'buy', label: 'Add to basket' },
        { id: 'more', label: 'Tell me more' },
      ],
    },
  ],
  media: (url) => [
    { type: 'image', url: `${url}/picture.svg`, mime: 'image/svg+xml', name: 'Hills at dusk', caption: 'The garden' },
    { type: 'document', url: `${url}/terms.pdf`, mime: 'application/pdf', name: 'Terms.pdf', size: 482_000 },
    { type: 'location', latitude: 27.041, longitude: 88.2663, name: 'Our garden', address: 'Darjeeling' },
    { type: 'contact', name: 'The shop', phones: ['+49 30 123456'], emails: ['tea@shop.example'] },
  ],
}

export async function startChatSite(): Promise<ChatSite> {
  const embedId = 'cb_demodemodemo'
  const door = fakeDoor({ embedId, name: 'Nova', welcome: 'Welcome! Ask me about **tea**, or say *menu*.' })
  const server = fastify({ forceCloseConnections: true })
  registerWebRoutes(server, door, { demoEmbedId: () => embedId, rates: alone().rates })
  const nova = readNova()
  door.avatar = () => Promise.resolve(shownAs(nova.avatar, nova.avatar.animations, undefined, ''))
  server.get<{ Params: { file: string } }>('/avatars/files/:file', (request, reply) =>
    reply.type('model/gltf-binary').send(nova.files.get(request.params.file.split('.', 1)[0] ?? '')),
  )
  server.get('/picture.svg', (_request, reply) => reply.type('image/svg+xml').send(square))
  const { news, rates } = alone()
  const sockets = attachWebSockets(server.server, door, {
    news,
    rates,
    reactionTo: () => undefined,
    report(error) {
      throw error
    },
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}` // listens on a port
  const channel = door.web.channel.id

  function deliver(visitor: string, message: ReturnType<FakeDoor['say']>, from: 'bot' | 'agent'): void {
    sockets.message(channel, visitor, {
      id: message.id,
      seq: message.seq,
      conversationId: message.conversation,
      from,
      parts: message.parts,
      at: new Date(message.at).toISOString(),
    })
  }
  const site: ChatSite = {
    url,
    embedId,
    door,
    heard: door.events,
    say: (visitor, parts, from = 'bot') => deliver(visitor, door.say(visitor, parts), from),
    hangUp: () => server.server.closeAllConnections(),
    async close() {
      await sockets.close()
      await server.close()
    },
  }
  door.onEvent = (event) => void answer(site, sockets, event)
  return site
}

async function answer(site: ChatSite, sockets: WebSockets, event: InboundEvent): Promise<void> {
  const { door, url } = site
  const visitor = event.address?.chat ?? ''
  const channel = door.web.channel.id
  if (door.commit(event) === undefined) return
  const words = event.kind === 'message' && event.parts[0]?.type === 'text' ? event.parts[0].text : ''
  switch (words) {
    case 'think':
      sockets.typing(channel, visitor)
      return
    case 'person':
    case 'nobody': {
      const conversationId = door.messages(visitor).at(-1)?.conversation ?? ''
      sockets.handed(channel, visitor, { conversationId, state: 'waiting', asksEmail: words === 'nobody' })
      return
    }
    case 'join': {
      const conversationId = door.messages(visitor).at(-1)?.conversation ?? ''
      sockets.handed(channel, visitor, { conversationId, state: 'human', agent: 'Sam' })
      site.say(visitor, [{ type: 'text', text: 'Sam here.' }], 'agent')
      return
    }
    case 'help':
      await stream(site, sockets, visitor)
      return
    default:
      site.say(visitor, script[words]?.(url) ?? [{ type: 'text', text: echoOf(event, words) }])
  }
}

function echoOf(event: InboundEvent, words: string): string {
  if (event.kind === 'button') return `You chose **${event.label ?? ''}**.`
  if (event.kind === 'message' && event.parts.some(({ type }) => type !== 'text')) {
    return `You sent ${event.parts.map((part) => ('name' in part ? part.name : part.type)).join(', ')}`
  }
  return words.startsWith('<') ? words : `You said: ${words}`
}

/** Piece by piece, and then whole, as a language model's answer comes. */
async function stream({ door, url: _ }: ChatSite, sockets: WebSockets, visitor: string): Promise<void> {
  const channel = door.web.channel.id
  const message = door.say(visitor, [{ type: 'text', text: longAnswer }])
  const pieces = longAnswer.match(/[^]{1,12}/g) ?? []
  for (const [index, text] of pieces.entries()) {
    sockets.stream(channel, visitor, { id: message.id, index, text, done: false })
    await sleep(20)
  }
  sockets.stream(channel, visitor, { id: message.id, index: pieces.length, text: '', done: true })
  sockets.message(channel, visitor, {
    id: message.id,
    seq: message.seq,
    conversationId: message.conversation,
    from: 'bot',
    parts: message.parts,
    at: new Date(message.at).toISOString(),
  })
}
