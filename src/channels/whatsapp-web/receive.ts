import { whatsappWebDefaults } from '../../config/defaults.ts'
import { Busy, type GatewayError } from '../../contracts/errors.ts'
import type { OpenBrowser, WebBrowser } from './browser.ts'
import { close, closed, noteAck, report } from './connect.ts'
import type { Live, WhatsappWebClient } from './connect.ts'
import { afterDisconnection, asGatewayError, endsSession, notPaired } from './failure.ts'
import { createFeed } from './feed.ts'
import type { Feed } from './feed.ts'
import { createPeople } from './people.ts'
import type { People } from './people.ts'
import { plainCopy } from './native.ts'
import type { Native } from './native.ts'
import { keyIn } from './place.ts'
import { forgetPairing, pairingOf } from './session.ts'
import { sessionOf } from './settings.ts'
import { watch } from './watch.ts'
import type { Times } from './watch.ts'

/** What is told to the gateway, by the library's names. `message` follows each `message_create` of others. */
const heard = [
  'message',
  'message_create',
  'message_ack',
  'message_edit',
  'message_revoke_everyone',
  'message_reaction',
  'message_ciphertext',
  'message_ciphertext_failed',
  'group_join',
  'group_leave',
  'group_update',
  'vote_update',
  'contact_changed',
] as const

/**
 * Starts the session's browser and listens to it: whoever listens owns it. Throws Unauthorized when there is nobody
 * paired, and Busy for everything that may be better another time; the browser is ended in every case.
 */
export async function* listenWith(
  open: OpenBrowser,
  times: Times,
  client: WhatsappWebClient,
  signal: AbortSignal,
): AsyncGenerator<readonly Native[]> {
  const { settings, context } = client
  const session = sessionOf(settings)
  if (client.owner !== undefined) throw new Busy('The session’s browser is busy: it is being paired.', times.retryMs)
  client.owner = 'listen'
  let browser: WebBrowser | undefined
  let over: string | undefined
  try {
    await closed(client)
    const pairing = await pairingOf(context.files, session)
    if (pairing === undefined) throw notPaired('No phone is paired with this channel.')
    const stopped = AbortSignal.any([signal, client.stop.signal])
    if (stopped.aborted) return
    report(client, 'WhatsApp Web is starting.')
    browser = await open({ session, chromium: settings.chromium, files: context.files })
    const feed = createFeed<Native>()
    const stop = () => feed.end()
    stopped.addEventListener('abort', stop, { once: true })
    const watching = watch(browser, times, (error) => feed.end(asGatewayError(error)))
    browser.on('disconnected', (reason) => {
      over = String(reason)
      feed.end(afterDisconnection(over))
    })
    browser.on('qr', () => feed.end(notPaired('WhatsApp does not know this session any more.')))
    browser.on('auth_failure', () => feed.end(notPaired('WhatsApp refused this session.')))
    hear(browser, client, feed, times, Math.max(pairing.pairedAt, Date.now() - whatsappWebDefaults.missedMs))
    if (isAborted(stopped)) feed.end()
    else browser.start().catch((error: unknown) => feed.end(asGatewayError(error)))
    try {
      yield* feed
    } finally {
      watching.stop()
      stopped.removeEventListener('abort', stop)
    }
  } catch (error) {
    throw told(client, asGatewayError(error))
  } finally {
    const wasLive = client.live !== undefined
    client.live = undefined
    client.owner = undefined
    const isOver = over !== undefined && endsSession(over)
    if (browser) void close(client, browser, wasLive && !isOver)
    if (isOver) await forgetPairing(context.files, session)
  }
}

/** Read anew: the compiler believes that a signal stays as it was seen. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}

function told(client: WhatsappWebClient, error: GatewayError): GatewayError {
  report(client, error.message)
  return error
}

/**
 * Everything in the order in which it came, with what has to be asked of the page to understand it; first of all what
 * was said while nobody listened. What was heard before is known by its keys.
 */
function hear(browser: WebBrowser, client: WhatsappWebClient, feed: Feed<Native>, times: Times, since: number): void {
  const people = createPeople(browser, times.lookUpMs)
  let last: Promise<void> = Promise.resolve()
  let live: Live | undefined

  function tell(event: string, given: readonly unknown[]): void {
    const known = live
    const copies = given.map(plainCopy)
    const receivedAt = Date.now()
    if (event === 'message_ack' && known) acknowledge(known, copies)
    last = last
      .then(() => nativeOf(event, copies, known, people))
      .then((native) => {
        if (native) feed.push({ ...native, receivedAt })
      })
      .catch((error: unknown) => feed.end(asGatewayError(error)))
  }

  for (const event of heard) browser.on(event, (...given) => tell(event, given))
  browser.on('ready', () => {
    const account = browser.account()
    if (account === undefined || live) return
    live = {
      browser,
      account,
      sent: new Map(),
      acks: new Map(),
      made: new Map(),
      polls: new Map(),
      underway: new Set(),
      waiting: new Set(),
    }
    client.live = live
    report(client, undefined)
    browser.unread(since).then(
      (messages) => {
        for (const message of messages) tell('message', [message])
      },
      (error: unknown) => feed.end(asGatewayError(error)),
    )
  })
}

async function nativeOf(
  event: string,
  told: readonly unknown[],
  live: Live | undefined,
  people: People,
): Promise<Native | undefined> {
  const [first] = told
  const key = messageKeyIn(first)
  if (event === 'message_create') {
    // Those of others come as `message`, too.
    if (!key?.fromMe) return undefined
    if (live) await Promise.allSettled(live.underway)
    if (live?.sent.has(key.id) === true) return undefined
  }
  const own = live === undefined ? [] : [live.account]
  const option = event === 'vote_update' ? chosenIn(first, live) : undefined
  const phones = await people.phonesIn(told)
  return { event, told, phones, own: await people.aliases(own), ...(option && { option }) }
}

function messageKeyIn(message: unknown) {
  return typeof message === 'object' && message !== null && 'id' in message ? keyIn(message.id) : undefined
}

/** Of whatever was said from the account, by us or on the phone. */
function acknowledge(live: Live, [message, ack]: readonly unknown[]): void {
  const key = messageKeyIn(message)
  if (!key?.fromMe || typeof ack !== 'number') return
  noteAck(live, key.id, ack)
  for (const look of live.waiting) look()
}

function chosenIn(vote: unknown, live: Live | undefined) {
  if (typeof vote !== 'object' || vote === null) return undefined
  const { parentMsgKey, selectedOptions } = vote as { parentMsgKey?: unknown; selectedOptions?: unknown }
  const [selected] = Array.isArray(selectedOptions) ? (selectedOptions as readonly unknown[]) : []
  const name = typeof selected === 'object' && selected !== null && 'name' in selected ? selected.name : undefined
  const asked = live?.polls.get(keyIn(parentMsgKey)?.id ?? '')
  return asked?.find(({ label }) => label === name)
}
