import { adapt } from './adapt.ts'
import { context } from './context.ts'
import { handle } from './handle.ts'
import type { PipelineHost } from './host.ts'
import { inbox } from './inbox.ts'
import { intent } from './intent.ts'
import { language } from './language.ts'
import { inboundMedia } from './media.ts'
import { outbox } from './outbox.ts'
import { pipe } from './pipe.ts'
import { inboundReading } from './reading.ts'
import { receive } from './receive.ts'
import { route } from './route.ts'
import { send } from './send.ts'
import { transform } from './transform.ts'

/** The road of one tenant's messages. Nothing travels back. */
export function createPipeline(host: PipelineHost) {
  const { metrics } = host
  const media = inboundMedia(host)
  return {
    ingest: pipe(metrics, receive(host), inbox(host, media)),
    process: pipe(
      metrics,
      transform(host, media, inboundReading(host)),
      language(host),
      context(host),
      intent(host),
      route(host),
      handle(host),
      outbox(host),
    ),
    deliver: pipe(metrics, adapt(host), send(host)),
    /** The second half of `ingest`, for what does not come as a webhook. */
    keep: inbox(host, media),
  }
}

export type Pipeline = ReturnType<typeof createPipeline>
