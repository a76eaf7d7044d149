import { signalDefaults } from '../../config/defaults.ts'
import type { SendContext } from '../../contracts/channel.ts'
import { Busy } from '../../contracts/errors.ts'
import type { Address, InboundEvent } from '../../contracts/message.ts'
import { integerIn, objectsIn } from '../json.ts'
import { bodyWith, nameOf, opened } from './attachments.ts'
import type { File, OpenFile } from './attachments.ts'
import { asked } from './connect.ts'
import type { SignalClient } from './connect.ts'
import { isFailure, ofResults } from './failure.ts'
import { ownMessageId, recipientOf, timestampOf } from './place.ts'
import type { Call } from './render.ts'

/** Signal has no key for calls that are repeated: a message whose answer was lost on the way is sent again. */
export async function send(client: SignalClient, call: Call, context: SendContext): Promise<{ readonly id: string }> {
  if (context.signal.aborted) throw new Busy('The gateway is stopping; nothing was sent.')
  const files: OpenFile[] = []
  const links: string[] = []
  for (const file of call.files) {
    const media = await opened(client, file, context)
    if (media) files.push({ media, name: nameOf(file, media) })
    else links.push(linkOf(file))
  }
  const message = [call.params.message, ...links].filter(Boolean).join('\n')
  const params = { account: client.account, ...call.params, ...(message === '' ? {} : { message }) }
  const options = { signal: context.signal, answerMs: signalDefaults.sendMs }
  const answer = await asked(
    client,
    files.length === 0
      ? client.transport.call('send', params, options)
      : client.transport.send(bodyWith('send', params, files), options),
  )
  return sent(answer, client)
}

function linkOf({ url, name }: File): string {
  return [name, url].filter(Boolean).join(': ')
}

/** In a group some may have it and some not: it was sent. */
function sent(answer: unknown, client: SignalClient): { readonly id: string } {
  const results = objectsIn(answer, 'results')
  const failures = results.filter(isFailure)
  const problem = failures.length > 0 ? ofResults(failures, client) : undefined
  if (problem !== undefined && failures.length === results.length) throw problem
  if (problem === undefined) client.allIsWell()
  const timestamp = integerIn(answer, 'timestamp')
  return { id: timestamp === undefined ? '' : ownMessageId(client, timestamp) }
}

/** The tick that says "read", to each of those who wrote. */
export async function seen(client: SignalClient, events: readonly InboundEvent[]): Promise<void> {
  const byAuthor = new Map<string, number[]>()
  for (const event of events) {
    if ((event.kind !== 'message' && event.kind !== 'command') || !event.from) continue
    byAuthor.set(event.from.id, [...(byAuthor.get(event.from.id) ?? []), timestampOf(event.id)])
  }
  for (const [recipient, targetTimestamp] of byAuthor) {
    const params = { account: client.account, recipient, targetTimestamp, type: 'read' }
    await asked(client, client.transport.call('sendReceipt', params))
  }
}

/** Shown for 15 seconds, or until a message comes. */
export async function typing(client: SignalClient, to: Address): Promise<void> {
  await asked(client, client.transport.call('sendTyping', { account: client.account, ...recipientOf(to) }))
}
