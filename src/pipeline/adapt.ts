import type { Connection } from '../contracts/channel.ts'
import type { ConversationId } from '../contracts/id.ts'
import { isOwnMedia } from '../contracts/message.ts'
import type { Part, Option } from '../contracts/message.ts'
import type { Hold, OutboxEntry } from '../contracts/ports.ts'
import type { Channel } from '../contracts/tenant.ts'
import type { PipelineHost } from './host.ts'
import { stage } from './pipe.ts'

export interface Outgoing {
  readonly entry: OutboxEntry
  readonly channel: Channel
  readonly connection: Connection
  readonly hold: Hold
}

export interface Adapted extends Outgoing {
  readonly calls: readonly unknown[]
}

/** Parts become the platform's own calls, within its limits. */
export function adapt(host: PipelineHost) {
  return stage('adapt', (outgoing: Outgoing): Adapted | Promise<Adapted> => {
    const { entry, connection } = outgoing
    const { adapter } = connection
    const limit = adapter.abilities.optionIdBytes.value
    const render = (parts: readonly Part[]): Adapted => ({ ...outgoing, calls: adapter.render(parts, entry.address) })
    const needsMore = entry.parts.some((part) => tooLong(part, limit) || isOwnMedia(part))
    return needsMore ? completed(entry, limit).then(render) : render(entry.parts)
  })

  async function completed({ parts, conversation }: OutboxEntry, limit: number): Promise<readonly Part[]> {
    return Promise.all((await host.media.shown(parts)).map((part) => shortened(part, limit, conversation)))
  }

  async function shortened(part: Part, limit: number, within: ConversationId): Promise<Part> {
    if (!tooLong(part, limit) || !('options' in part)) return part
    const options = await Promise.all(
      part.options.map(async (option) =>
        fits(option, limit) ? option : { ...option, id: await host.store.optionTokens.shorten(option.id, within) },
      ),
    )
    return { ...part, options }
  }
}

function tooLong(part: Part, limit: number): boolean {
  return 'options' in part && part.options.some((option) => !fits(option, limit))
}

function fits({ id }: Option, limit: number): boolean {
  return Buffer.byteLength(id) <= limit
}
