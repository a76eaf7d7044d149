import { signalDefaults } from '../../config/defaults.ts'
import { Unauthorized } from '../../contracts/errors.ts'
import { isObject, integerIn, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { accountsOf } from './accounts.ts'
import { textOf } from './attachments.ts'
import type { SignalClient } from './connect.ts'
import { longText } from './content.ts'
import { asGatewayError, HttpFailure, unknownAccount } from './failure.ts'
import { timestampsIn, unwrapped } from './parse.ts'
import type { Native } from './parse.ts'
import { idOf, sourceOf } from './place.ts'
import type { EventStream } from './transport.ts'

/** Where the id of the last event that is durable is kept. */
const position = 'last-event-id'
/** No event has this id: a daemon that is asked for what came after it gives all that it keeps. */
const fromTheBeginning = '0'

/**
 * The daemon's stream of events. The next piece of it is read when the batch before is durable; what is unread when
 * this process ends was written to the connection and is gone, unless the daemon keeps its events: then the next stream
 * begins after the last one that was durable.
 */
export async function* listen(client: SignalClient, signal: AbortSignal): AsyncGenerator<readonly Native[]> {
  try {
    yield* batches(client, signal)
  } catch (error) {
    if (!signal.aborted) throw asGatewayError(error, client)
  }
}

async function* batches(client: SignalClient, signal: AbortSignal): AsyncGenerator<readonly Native[]> {
  const known = await accountsOf(client, signal)
  if (known.length > 0 && !known.some(({ names }) => names.includes(client.account))) throw unknownAccount(client)
  const self = known.find(({ names }) => names.includes(client.account))?.aci
  const stream = await open(client, signal)
  await subscribe(client, signal)
  for await (const batch of stream) {
    const natives: Native[] = []
    for (const { type, data } of batch) {
      const told = type === 'receive' || type === 'message' ? unwrapped(parsed(data)) : {}
      if (isForeign(told, client)) {
        // One daemon for many accounts gives each of them its own; one for another account has nothing for us.
        if (known.length === 0) throw unknownAccount(client)
        continue
      }
      natives.push(...split(remembered(await whole(named(told, client, self), client, signal), client)))
    }
    if (natives.length > 0) yield natives
    const last = batch.at(-1)?.id
    if (last !== undefined) await client.files.write(position, Buffer.from(last))
  }
}

/** The first stream of a channel begins now: what came before it was there was for others. */
async function open(client: SignalClient, signal: AbortSignal): Promise<EventStream> {
  const last = await client.files.read(position)
  try {
    const stream = await client.transport.events(client.account, last && Buffer.from(last).toString(), signal)
    if (last === undefined) await client.files.write(position, Buffer.from(fromTheBeginning))
    return stream
  } catch (error) {
    if (error instanceof HttpFailure && error.status === 400) throw unknownAccount(client)
    throw error
  }
}

/** With the stream alone signal-cli begins to receive; what stands in for it may have to be told. */
async function subscribe(client: SignalClient, signal: AbortSignal): Promise<void> {
  try {
    await client.transport.call('subscribeReceive', { account: client.account }, { signal })
  } catch (error) {
    const reason = asGatewayError(error, client)
    if (reason instanceof Unauthorized) throw reason
  }
}

/** What a daemon for one account leaves out, and what `parse` cannot know. */
function named(told: JsonObject, { account }: SignalClient, self: string | undefined): Native {
  const given = textIn(told, 'account')
  const other = self ?? (given === account ? undefined : given)
  return { ...told, account, ...(other === undefined ? {} : { self: other }) }
}

function isForeign(told: JsonObject, { account }: SignalClient): boolean {
  const given = textIn(told, 'account')
  return given !== undefined && given !== account && given.startsWith('+') && account.startsWith('+')
}

/** Several messages read at once are several events: each of them has its own history. */
export function split(native: Native): readonly Native[] {
  const envelope = objectIn(native, 'envelope')
  if (!envelope) return []
  const receipt = objectIn(envelope, 'receiptMessage')
  const timestamps = receipt === undefined ? [] : timestampsIn(receipt)
  if (timestamps.length < 2) return [native]
  return timestamps.map((timestamp) => ({
    ...native,
    envelope: { ...envelope, receiptMessage: { ...receipt, timestamps: [timestamp] } },
  }))
}

/** The second edit of a message names the first edit: it is told to be of the message. */
function remembered(native: Native, { edits }: SignalClient): Native {
  const envelope = objectIn(native, 'envelope')
  const edit = objectIn(envelope, 'editMessage')
  const source = sourceOf(envelope)
  const target = integerIn(edit, 'targetSentTimestamp')
  const data = objectIn(edit, 'dataMessage')
  if (!edit || !source || target === undefined) return native
  const first = edits.get(`${idOf(source)}:${target}`) ?? target
  edits.set(`${idOf(source)}:${integerIn(data, 'timestamp') ?? 0}`, first)
  const [oldest] = edits.keys()
  if (edits.size > signalDefaults.edits && oldest !== undefined) edits.delete(oldest)
  return { ...native, envelope: { ...envelope, editMessage: { ...edit, targetSentTimestamp: first } } }
}

/** A long text is cut after its beginning and comes in an attachment: it is said as a whole. What cannot be had is left out. */
async function whole(native: Native, client: SignalClient, signal: AbortSignal): Promise<Native> {
  const envelope = objectIn(native, 'envelope')
  for (const path of [['dataMessage'], ['editMessage', 'dataMessage'], ['syncMessage', 'sentMessage']] as const) {
    const [outer, inner] = path
    const data = inner === undefined ? objectIn(envelope, outer) : objectIn(objectIn(envelope, outer), inner)
    const file = objectsIn(data, 'attachments').find((one) => textIn(one, 'contentType') === longText)
    const id = textIn(file, 'id')
    if (id === undefined) continue
    const message = await textOf(client, id, signal).catch(() => undefined)
    if (message === undefined) continue
    const complete = { ...data, message }
    const content = inner === undefined ? complete : { ...objectIn(envelope, outer), [inner]: complete }
    return { ...native, envelope: { ...envelope, [outer]: content } }
  }
  return native
}

function parsed(data: string): unknown {
  try {
    const value: unknown = JSON.parse(data)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}
