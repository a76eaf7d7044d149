import type { Connection } from '../contracts/channel.ts'
import { Refused, Unauthorized } from '../contracts/errors.ts'
import type { ChannelCheck, Configuration } from '../contracts/ports.ts'
import type { Channel } from '../contracts/tenant.ts'

/**
 * Whether the platform takes the channel's credentials, as far as can be told without sending anything: it is asked about
 * its webhook, where it has one, and connected to otherwise. Throws Refused, and marks the channel, when it does not.
 */
export async function checkChannel(
  connect: () => Promise<Pick<Connection, 'adapter' | 'client'>>,
  configuration: Pick<Configuration, 'markChannel'>,
  channel: Channel,
): Promise<ChannelCheck> {
  try {
    const { adapter, client } = await connect()
    if (adapter.inspect === undefined) return 'connected'
    await adapter.inspect(client)
    return 'asked'
  } catch (error) {
    if (!(error instanceof Unauthorized)) throw error
    await configuration.markChannel(channel.id, 'unauthorized', error.message)
    throw new Refused(error.message, { cause: error })
  }
}
