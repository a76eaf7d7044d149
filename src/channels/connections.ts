import type { Adapter, Awaitable, ConnectContext, Connection } from '../contracts/channel.ts'
import type { Fleet } from '../contracts/fleet.ts'
import type { ChannelId } from '../contracts/id.ts'
import type { Channel } from '../contracts/tenant.ts'
import { createPacer } from './pacer.ts'

/** The connections of one tenant's channels: made at the first use, and again when a channel changed. */
export interface Connections {
  /** At once when it is made already: every message passes here. */
  of(this: void, channel: Channel): Awaitable<Connection>
  close(): Promise<void>
}

interface Made {
  /** A channel that changed is another object. */
  readonly channel: Channel
  readonly pending: Promise<Connection>
  open: Connection | undefined
}

export interface ConnectionsKit {
  adapterOf(this: void, channel: Channel): Adapter
  /** What a connection is lent: all of it belongs to its channel. */
  lend(this: void, channel: Channel): ConnectContext
  readonly pacer: Fleet['pacer']
}

export function createConnections({ adapterOf, lend, pacer }: ConnectionsKit): Connections {
  const made = new Map<ChannelId, Made>()

  async function connect(channel: Channel): Promise<Connection> {
    const adapter = adapterOf(channel)
    const context = lend(channel)
    if (context.network !== undefined) {
      for (const [name, { format }] of Object.entries(adapter.settings)) {
        const url = channel.settings[name]
        if (format === 'uri' && typeof url === 'string') await context.network.check(url)
      }
    }
    const client = await adapter.connect(channel.settings, context)
    const { abilities } = adapter
    return { adapter, client, pacer: pacer(channel.id, abilities, createPacer(abilities)) }
  }

  /** What could not be opened needs no closing. */
  async function disconnect({ pending }: Made): Promise<void> {
    const connection = await pending.catch(() => undefined)
    await connection?.adapter.disconnect?.(connection.client)
  }

  async function open(one: Made): Promise<Connection> {
    try {
      one.open = await one.pending
      return one.open
    } catch (error) {
      if (made.get(one.channel.id) === one) made.delete(one.channel.id)
      throw error
    }
  }

  return {
    of(channel) {
      const known = made.get(channel.id)
      if (known?.channel === channel) return known.open ?? known.pending
      if (known !== undefined) void disconnect(known)
      const one: Made = { channel, pending: connect(channel), open: undefined }
      made.set(channel.id, one)
      return open(one)
    },
    async close() {
      const all = [...made.values()]
      made.clear()
      await Promise.allSettled(all.map(disconnect))
    },
  }
}
