import { whatsappWebDefaults } from '../../config/defaults.ts'
import { Busy, GatewayError, Refused, Unauthorized } from '../../contracts/errors.ts'

const retryMs = whatsappWebDefaults.retryMs

/** A channel without a session, or with one that WhatsApp knows no longer. */
export function notPaired(why: string): Unauthorized {
  return new Unauthorized(`${why} Pair it with the phone: by the channel’s "pair" in the API.`)
}

/** What to do when the browser or its page broke off. */
export function asGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  const said = wordsOf(error)
  const network = /net::(ERR_\w+)/.exec(said)?.[1]
  if (network !== undefined) return new Busy(`WhatsApp Web could not be reached (${network}).`, retryMs)
  if (/auth timeout|ready timeout/.test(said)) return new Busy('WhatsApp Web’s page did not come up in time.', retryMs)
  if (/launch|spawn|browser process|executablePath/i.test(said))
    return new Busy(`Chromium could not be started: ${said}`, retryMs)
  if (/Target closed|Session closed|Protocol error|detached|disconnected|Connection closed/i.test(said))
    return new Busy('The browser with WhatsApp Web ended.', retryMs)
  return new Busy(`WhatsApp Web failed: ${said}`, retryMs)
}

/** The library throws texts, and errors whose stack is a page's. */
export function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message : typeof error === 'string' ? error : 'for no reason it gave'
  return (words.split('\n')[0] ?? '').slice(0, 200)
}

/**
 * Why the page says that it is not connected any more. https://docs.wwebjs.dev/global.html#WAState
 */
export function afterDisconnection(reason: string): GatewayError {
  switch (reason) {
    case 'LOGOUT':
    case 'UNPAIRED':
    case 'UNPAIRED_IDLE':
      return notPaired('The phone removed this linked device.')
    case 'TOS_BLOCK':
    case 'SMB_TOS_BLOCK':
      return new Unauthorized('WhatsApp blocked the account for breaking its terms.')
    case 'CONFLICT':
      return new Busy('The session is open in another browser, which has taken it over.', 4 * retryMs)
    case 'DEPRECATED_VERSION':
      return new Busy('WhatsApp takes this version of WhatsApp Web no longer: update whatsapp-web.js.', 4 * retryMs)
    case 'PROXYBLOCK':
      return new Busy('A proxy between here and WhatsApp blocks WhatsApp Web.', 4 * retryMs)
    default:
      return new Busy(`WhatsApp Web was disconnected (${reason}).`, retryMs)
  }
}

/** The session is over: what is kept of it opens nothing any more. */
export function endsSession(reason: string): boolean {
  return reason === 'LOGOUT' || reason === 'UNPAIRED' || reason === 'UNPAIRED_IDLE'
}

export function unknownNumber(): Refused {
  return new Refused('Nobody has WhatsApp under this number.')
}
