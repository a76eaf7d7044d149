import type { Adapter, Awaitable, Connection } from '../contracts/channel.ts'
import { Invalid, NotFound } from '../contracts/errors.ts'
import type { Ownership } from '../contracts/fleet.ts'
import type { ChannelId } from '../contracts/id.ts'
import type { Configuration, OpenTenant } from '../contracts/ports.ts'
import type { Channel } from '../contracts/tenant.ts'
import { checkChannel } from './check.ts'
import { beginInstall, channelOfState, completeInstall } from './installing.ts'
import type { InstallKit } from './installing.ts'
import { createPairings } from './pairing.ts'
import { changeWebhook } from './webhook.ts'

export interface AdministrationKit extends Pick<InstallKit, 'seal' | 'unseal' | 'network' | 'clock'> {
  readonly configuration: Configuration
  adapterOf(this: void, channel: Channel): Adapter
  connection(this: void, channel: Channel): Awaitable<Connection>
  newSecret(this: void): string
  readonly ownership: Ownership
}

/** What operators do with a tenant's channels, besides configuring them. */
export interface Administration {
  readonly actions: Pick<OpenTenant, 'webhook' | 'pair' | 'manifest' | 'install' | 'installed' | 'check'>
  /** An account is being paired. */
  busy(): boolean
  /** Ends what is under way. */
  close(): void
}

export function createAdministration(kit: AdministrationKit): Administration {
  const { configuration, adapterOf, connection, newSecret, ownership } = kit
  const pairings = createPairings()
  const closing = new AbortController()

  function channelOf(id: ChannelId): Channel {
    const channel = configuration.channel(id)
    if (channel === undefined) throw new NotFound('There is no such channel.')
    return channel
  }

  const installKit = (channel: Channel): InstallKit => ({ ...kit, adapter: adapterOf(channel) })

  return {
    busy: pairings.busy,
    close: () => closing.abort(),
    actions: {
      async webhook(id, action, url) {
        const channel = channelOf(id)
        const { adapter, client } = await connection(channel)
        return changeWebhook({ adapter, client, configuration, newSecret }, channel, { action, url })
      },
      async pair(id, how, signal) {
        const channel = channelOf(id)
        const connect = async () => (await connection(channel)).client
        const end = AbortSignal.any([signal, closing.signal])
        return pairings.begin({ adapter: adapterOf(channel), configuration, connect, ownership }, channel, how, end)
      },
      manifest(id, urls) {
        const channel = channelOf(id)
        const adapter = adapterOf(channel)
        if (adapter.manifest === undefined) throw new Invalid(`${channel.platform} takes no manifest.`, 'platform')
        return adapter.manifest({ ...urls, name: channel.name })
      },
      install(id, returnTo) {
        const channel = channelOf(id)
        return beginInstall(installKit(channel), channel, returnTo)
      },
      async installed(answer) {
        const channel = channelOf(channelOfState(answer.state))
        return completeInstall(installKit(channel), channel, answer)
      },
      async check(id) {
        const channel = channelOf(id)
        return checkChannel(async () => connection(channel), configuration, channel)
      },
    },
  }
}
