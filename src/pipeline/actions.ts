import type { OpenTenant, Outbox } from '../contracts/ports.ts'
import { deciding, followHandoff, moveHandoff } from './handing.ts'
import type { PipelineHost } from './host.ts'
import { offeredIn } from './offer.ts'

/** What a tenant's own systems and people do to conversations from outside the road. */
export function createActions(
  host: PipelineHost,
): Pick<OpenTenant, 'say' | 'conversationAt' | 'end' | 'move' | 'replay'> {
  const { store, catalog, limits } = host

  async function channelOf(conversation: Parameters<typeof store.conversations.find>[0]) {
    const found = await store.conversations.find(conversation)
    const channel = found === undefined ? undefined : catalog.channel(found.channel)
    return found === undefined || channel === undefined ? undefined : { channel, address: found.address }
  }

  /** Options that were offered this way are chosen by their number, too. */
  async function offered({ conversation, parts }: Parameters<Outbox['add']>[0]) {
    if (!parts.some((part) => 'options' in part)) return {}
    const place = await channelOf(conversation)
    if (place === undefined) return {}
    const numbered = offeredIn(parts, host.clock(), host.adapterOf(place.channel).abilities)
    return numbered === undefined ? {} : { offered: numbered }
  }

  return {
    async say({ taker, ...message }) {
      const step = taker === undefined ? {} : { step: deciding(host, { event: 'answered', by: taker }) }
      const admit = () => limits.need('messages')
      const { handed, ...said } = await store.outbox.add({ ...message, ...(await offered(message)), ...step, admit })
      host.ring('send', message.conversation)
      if (handed !== undefined) followHandoff(host, message.conversation, handed)
      return said
    },
    conversationAt: (channel, address) => store.conversations.begin(channel, address),
    async end(id, by) {
      await store.conversations.end(id, by)
      host.ring('turn', id)
      const place = await channelOf(id)
      if (place === undefined) return
      const { adapter, client } = await host.connection(place.channel)
      adapter.ended?.(client, place.address, id)
    },
    move: (id, event) => moveHandoff(host, id, event),
    async replay(id) {
      const letter = await store.deadLetters.replay(id)
      if (letter.conversation !== undefined) host.ring(letter.side === 'inbox' ? 'turn' : 'send', letter.conversation)
      return letter
    },
  }
}
