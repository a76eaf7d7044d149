import type { ConnectContext } from '../../contracts/channel.ts'
import type { ChannelId } from '../../contracts/id.ts'
import { list, number, optional, secret, text } from '../../contracts/shape.ts'
import { webDefaults } from '../../config/defaults.ts'
import type { WebHub } from './rooms.ts'

export const settings = {
  allowedOrigins: optional(
    list(text({ pattern: String.raw`^(\*|https?://[^/\s?#@\\]+/?)$`, maxLength: 300 }), {
      title: 'Websites that may open the chat',
      description:
        'Origins such as https://www.example.com, or * for every website. The gateway’s own pages always may; without a list only they may.',
      maxItems: 100,
    }),
  ),
  identitySecret: optional({
    ...secret({
      title: 'Identity secret',
      description:
        'Signs who visitors are on your own website: an HS256 token with sub, aud (the embed id) and exp. POST …/identity-secret makes one.',
    }),
    minLength: webDefaults.identitySecretLength,
  }),
  earlierIdentitySecret: optional(
    secret({ title: 'Identity secret before', description: 'What it signed is believed until this is taken away.' }),
  ),
  puzzleBits: optional(
    number({
      title: 'Work of a new visitor’s browser',
      description: 'Zero bits of a hash to be found before the first message; each doubles the work. None by default.',
      integer: true,
      minimum: webDefaults.leastPuzzleBits,
      maximum: webDefaults.mostPuzzleBits,
    }),
  ),
  dailyMessages: optional(
    number({
      title: 'Messages of all visitors within 24 hours',
      description:
        'More are refused, so that nobody spends more than you mean to; what was said on other websites of the chatbot counts. No limit by default.',
      integer: true,
      minimum: 1,
    }),
  ),
}

export interface WebClient {
  readonly channel: ChannelId
  readonly hub: WebHub
}

export const connect =
  (hub: WebHub) =>
  (_settings: unknown, { channel }: ConnectContext): WebClient => ({ channel, hub })

/** What a handshake says about the page it comes from. */
export interface Caller {
  readonly origin: string | undefined
  readonly host: string | undefined
  /** `Sec-Fetch-Site`: only browsers send it. */
  readonly site: string | undefined
}

/**
 * Whether the page behind a handshake may open the chat. A browser names its origin, except to the very server the page
 * came from; what names none and is no browser (a server, an app) is not what the list is about.
 */
export function originAllowed(caller: Caller, allowed: readonly string[], own: readonly string[]): boolean {
  const { origin, host, site } = caller
  if (origin === undefined) return site === undefined || site === 'same-origin'
  if (allowed.includes('*')) return true
  const asked = originOf(origin)
  if (asked === undefined) return false
  return (
    asked.host === host?.toLowerCase() || [...allowed, ...own].some((one) => originOf(one)?.origin === asked.origin)
  )
}

function originOf(text: string): URL | undefined {
  const url = URL.parse(text)
  return url === null || url.origin === 'null' ? undefined : url
}
