import { setTimeout as delay } from 'node:timers/promises'
import type { PairStep } from '../../contracts/channel.ts'
import type { OpenBrowser, WebBrowser } from './browser.ts'
import { close, closed } from './connect.ts'
import type { WhatsappWebClient } from './connect.ts'
import { asGatewayError, wordsOf } from './failure.ts'
import { createFeed } from './feed.ts'
import { keepPairing } from './session.ts'
import { sessionOf } from './settings.ts'
import { watch } from './watch.ts'
import type { Times } from './watch.ts'

/** Said before anything else: an account is at stake. */
const risk =
  'WhatsApp allows no programs but its own on a personal account, and may block the number for good: use one that you can do without. For a business, the official WhatsApp Business Platform is the way (platform "whatsapp").'

/**
 * Links the channel to a phone as one of its devices. The session is written away before `paired` is said:
 * whoever listens begins with it.
 */
export async function* pairWith(
  open: OpenBrowser,
  times: Times,
  client: WhatsappWebClient,
  how: { readonly phone?: string },
  signal: AbortSignal,
): AsyncGenerator<PairStep> {
  const { settings, context } = client
  if (client.live) {
    yield { step: 'paired', account: client.live.account }
    return
  }
  const phone = how.phone?.replaceAll(/\D/g, '')
  const refusal =
    client.owner === 'pair'
      ? 'Somebody is pairing this channel already.'
      : client.owner === 'listen'
        ? 'The channel is paired, and WhatsApp Web is starting: look at the channel’s state in a minute.'
        : phone !== undefined && !/^\d{7,15}$/.test(phone)
          ? 'That is no phone number: it begins with the country’s code and has 7 to 15 digits.'
          : undefined
  if (refusal !== undefined) {
    yield { step: 'failed', reason: refusal }
    return
  }
  client.owner = 'pair'
  let browser: WebBrowser | undefined
  const stopped = AbortSignal.any([signal, client.stop.signal])
  try {
    yield { step: 'waiting', sentence: risk }
    await closed(client)
    const session = sessionOf(settings)
    browser = await open({
      session,
      chromium: settings.chromium,
      files: context.files,
      fresh: true,
      ...(phone === undefined ? {} : { phone }),
    })
    let account: string | undefined
    for await (const step of steps(browser, times, stopped)) {
      if (step.step === 'paired') account = step.account
      else yield step
    }
    if (account === undefined) return
    yield { step: 'waiting', sentence: 'The phone has accepted. It copies its chats for a minute: leave it connected.' }
    await delay(times.settleMs, undefined, { signal: stopped })
    await browser.save()
    const ended = close(client, browser, true)
    browser = undefined
    await ended
    await keepPairing(context.files, session, { account, pairedAt: Date.now() })
    client.owner = undefined
    yield { step: 'paired', account }
  } catch (error) {
    if (!stopped.aborted) yield { step: 'failed', reason: asGatewayError(error).message }
  } finally {
    client.owner = undefined
    if (browser) await close(client, browser, false)
  }
}

/** Ends after `paired`, `failed`, or when told to. */
async function* steps(browser: WebBrowser, times: Times, signal: AbortSignal): AsyncGenerator<PairStep> {
  const feed = createFeed<PairStep>()
  const fail = (reason: string) => {
    feed.push({ step: 'failed', reason })
    feed.end()
  }
  const stop = () => feed.end()
  signal.addEventListener('abort', stop, { once: true })
  const late = setTimeout(fail, times.pairMs, 'Nobody scanned the code: begin again.')
  const watching = watch(browser, { ...times, readyMs: times.readyMs + times.pairMs }, (error) => fail(wordsOf(error)))
  browser.on('qr', (text) => feed.push({ step: 'qr', text: String(text) }))
  browser.on('code', (code) => feed.push({ step: 'code', code: String(code) }))
  browser.on('auth_failure', (reason) => fail(`WhatsApp refused: ${wordsOf(reason)}`))
  browser.on('disconnected', (reason) => fail(`WhatsApp Web was disconnected (${String(reason)}).`))
  browser.on('authenticated', () => {
    clearTimeout(late)
    feed.push({ step: 'waiting', sentence: 'The code was accepted; WhatsApp Web is loading.' })
  })
  browser.on('ready', () => {
    feed.push({ step: 'paired', account: browser.account() ?? 'unknown' })
    feed.end()
  })
  try {
    if (signal.aborted) feed.end()
    else browser.start().catch((error: unknown) => fail(asGatewayError(error).message))
    for await (const batch of feed) yield* batch
  } finally {
    clearTimeout(late)
    watching.stop()
    signal.removeEventListener('abort', stop)
  }
}
