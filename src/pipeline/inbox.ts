import type { RawResponse } from '../contracts/channel.ts'
import type { InboundEvent } from '../contracts/message.ts'
import type { Accepted } from '../contracts/ports.ts'
import type { Channel } from '../contracts/tenant.ts'
import type { PipelineHost } from './host.ts'
import type { InboundMedia } from './media.ts'
import { stage } from './pipe.ts'
import { quietMs } from './compose.ts'

export interface Kept {
  readonly accepted: readonly Accepted[]
  readonly answer: RawResponse | undefined
}

interface Arrived {
  readonly channel: Channel
  readonly events: readonly InboundEvent[]
  readonly answer: RawResponse | undefined
}

/** Durable from here on: what resolves is on the disk, and its conversation's bell rings. */
export function inbox(host: PipelineHost, media: InboundMedia) {
  return stage('inbox', async ({ channel, events, answer }: Arrived): Promise<Kept> => {
    if (events.length === 0) return { accepted: [], answer }
    const accepted = await host.store.inbox.accept(channel.id, events)
    for (const [index, event] of events.entries()) {
      const { outcome, conversation } = accepted[index] ?? {}
      if (outcome !== 'kept') continue
      host.metrics.message(channel.platform, host.tenant, 'in')
      if (event.kind === 'unsupported' && event.revoked !== undefined) {
        await host.catalog.markChannel(channel.id, 'unauthorized', event.revoked)
        host.log.error({ channel: channel.id, reason: event.revoked }, 'The platform took back the credentials.')
      }
      if (event.kind === 'receipt' || event.kind === 'unsupported' || conversation === undefined) continue
      host.ring('turn', conversation, waitFor(channel, event))
      acknowledge(channel, event)
      media.begin(channel, event)
    }
    return { accepted, answer }
  })

  /** A burst's first fragment already knows how long it waits; the work looks again when the bell rings. */
  function waitFor(channel: Channel, event: InboundEvent): number {
    return event.kind === 'message' ? quietMs(event, host.adapterOf(channel).abilities.burstMs.value) : 0
  }

  /** Best effort and after the durable step: the platform stops showing its spinner; nobody waits for it. */
  function acknowledge(channel: Channel, event: InboundEvent): void {
    const adapter = host.adapterOf(channel)
    if (event.kind !== 'button' || event.acknowledge === undefined || adapter.acknowledge === undefined) return
    void Promise.resolve(host.connection(channel))
      .then(({ client }) => adapter.acknowledge?.(client, event))
      .catch((error: unknown) =>
        host.log.debug({ channel: channel.id, error }, 'A button press could not be acknowledged.'),
      )
  }
}
