import { Busy } from '../../contracts/errors.ts'
import type { WebBrowser } from './browser.ts'
import { asGatewayError } from './failure.ts'

/** How long the stages of a browser's life may take, milliseconds: `whatsappWebDefaults`. */
export interface Times {
  readonly launchMs: number
  readonly pageMs: number
  readonly readyMs: number
  readonly canaryMs: number
  readonly canaryAnswerMs: number
  readonly canaryMisses: number
  readonly retryMs: number
  readonly settleMs: number
  readonly pairMs: number
  readonly sentMs: number
  readonly lookUpMs: number
}

/**
 * Sees to it that a browser gets ready, and stays so: a page that never becomes ready, and one that looks connected and
 * hears nothing, are given up. Whoever owns the browser ends it then.
 */
export function watch(browser: WebBrowser, times: Times, giveUp: (error: Error) => void): { stop(): void } {
  let isReady = false
  let isStopped = false
  let misses = 0
  let next: NodeJS.Timeout | undefined

  function after(ms: number, act: () => void): void {
    clearTimeout(next)
    if (!isStopped) next = setTimeout(act, ms)
  }

  function late(what: string): () => void {
    return () => giveUp(new Busy(what, times.retryMs))
  }

  async function fly(account: string): Promise<void> {
    if (isStopped) return
    const returned = await withinTime(comesBack(browser, account), times.canaryAnswerMs)
    misses = returned ? 0 : misses + 1
    if (misses >= times.canaryMisses) {
      late('WhatsApp Web looked connected and heard nothing any more: it is begun again.')()
      return
    }
    after(times.canaryMs, () => void fly(account))
  }

  browser.on('failed', (error) => giveUp(asGatewayError(error)))
  // A phone with years of messages is long at it, and says how far it is.
  const progress = () => {
    if (!isReady) after(times.readyMs, late('WhatsApp Web did not become ready: it is begun again.'))
  }
  browser.on('loading_screen', progress)
  browser.on('authenticated', progress)
  browser.on('ready', () => {
    isReady = true
    after(times.canaryMs, () => void fly(browser.account() ?? ''))
  })
  after(
    times.launchMs + times.pageMs + times.readyMs,
    late('WhatsApp Web did not come up: the browser is begun again.'),
  )

  return {
    stop() {
      isStopped = true
      clearTimeout(next)
    },
  }
}

/** There and back: through the page to WhatsApp's server, which knows our own number. */
async function comesBack(browser: WebBrowser, account: string): Promise<boolean> {
  if ((await browser.state()) !== 'CONNECTED') return false
  return account === '' || (await browser.find(account)) !== undefined
}

async function withinTime(answer: Promise<boolean>, ms: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, ms, false)
  const inTime = await Promise.race([answer.catch(() => false), late])
  clearTimeout(timer)
  return inTime
}
