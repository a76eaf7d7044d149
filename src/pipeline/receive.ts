import { createHash } from 'node:crypto'
import type { Adapter, RawRequest, RawResponse } from '../contracts/channel.ts'
import type { PlatformEvent } from '../contracts/message.ts'
import type { Channel } from '../contracts/tenant.ts'
import type { PipelineHost } from './host.ts'
import { stage } from './pipe.ts'

export interface Received {
  readonly channel: Channel
  readonly request: RawRequest
}

export interface Parsed {
  readonly channel: Channel
  readonly events: readonly PlatformEvent[]
  /** An answer in the platform's own form (a challenge), when it wants one. */
  readonly answer: RawResponse | undefined
}

/** Verifies over the raw bytes and parses; pure, so that whatever is refused here has left no trace. */
export function receive(host: PipelineHost) {
  return stage('receive', ({ channel, request }: Received) => {
    const adapter = host.adapterOf(channel)
    const natives =
      adapter.webhook?.(request, channel.settings, { channel: channel.id, webhookSecret: channel.webhookSecret }) ?? []
    return natives instanceof Promise ? natives.then((value) => parse(value)) : parse(natives)

    function parse(value: readonly unknown[] | RawResponse): Parsed {
      if (!isList(value)) return { channel, events: [], answer: value }
      return { channel, events: parseAll(adapter, value), answer: undefined }
    }
  })
}

type Parser = Pick<Adapter, 'parse'>

/** The events in what a platform pushed or was asked for. */
export function parseAll(adapter: Parser, natives: readonly unknown[]): PlatformEvent[] {
  return natives.flatMap((native) => parsed(adapter, native) ?? [])
}

/** An adapter's mistake about one thing must not block what came with it: it is kept for whoever mends it. */
function parsed(adapter: Parser, native: unknown): PlatformEvent | undefined {
  try {
    return adapter.parse(native)
  } catch {
    const hash = createHash('sha256').update(JSON.stringify(native)).digest('hex')
    return { kind: 'unsupported', keys: [`unreadable:${hash}`], at: Date.now(), native: 'unreadable' }
  }
}

/** `Array.isArray` does not narrow a readonly list. */
function isList(value: readonly unknown[] | RawResponse): value is readonly unknown[] {
  return Array.isArray(value)
}
