import type { ChannelFiles, ConnectContext, SendContext } from '../contracts/channel.ts'
import { Refused } from '../contracts/errors.ts'
import type { ChannelId } from '../contracts/id.ts'

/** What a channel's connection is lent, in memory: for an adapter's own tests. */
export function lentTo(channel: ChannelId, lent: Partial<ConnectContext> = {}): ConnectContext {
  return {
    channel,
    webhookSecret: '',
    changeSettings: () => Promise.resolve(),
    files: memoryFiles(),
    report: () => undefined,
    ...lent,
  }
}

/** The rest of a send's context where nobody ever wrote and nothing is kept. */
export const unasked: Pick<SendContext, 'lastHeardAt' | 'media' | 'fetch'> = {
  lastHeardAt: () => Promise.resolve(undefined),
  media: () => Promise.reject(new Refused('There is no such media.')),
  fetch: () => Promise.reject(new Refused('There is nothing at this URL.')),
}

function memoryFiles(): ChannelFiles {
  const files = new Map<string, Uint8Array>()
  return {
    read: (name) => Promise.resolve(files.get(name)),
    write: (name, content) => Promise.resolve(void files.set(name, content)),
    remove: (name) => Promise.resolve(void files.delete(name)),
  }
}
