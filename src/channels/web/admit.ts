import type { IncomingMessage } from 'node:http'
import { Busy, Refused } from '../../contracts/errors.ts'
import type { Sender } from '../../contracts/message.ts'
import type { WebChannel, WebDoor } from '../../contracts/ports.ts'
import type { WireSession } from '../../contracts/wire.ts'
import { webDefaults } from '../../config/defaults.ts'
import type { AddressLimits } from './addresses.ts'
import { originAllowed } from './connect.ts'
import { openEmbed } from './embed.ts'
import { headcount } from './limits.ts'
import { readAuth } from './receive.ts'
import { PuzzleFirst, TooFast } from './refusals.ts'
import type { ChatSocket } from './rooms.ts'
import { newVisitor } from './visitors.ts'

/** What a connection was let in with. */
export interface Admission {
  readonly web: WebChannel
  readonly session: WireSession
  /** Who the visitor is by the word of the website's own server. */
  readonly identity?: Sender
  /** Where the connection comes from. */
  readonly address: string
  /** False for a visitor who was made just now, and has no history. */
  readonly returning: boolean
  /** The client has everything up to here. */
  readonly seen: number
}

/** What the doorkeeper asks beside the door. */
export interface DoorkeeperNeeds {
  readonly ownOrigins: readonly string[]
  readonly addresses: AddressLimits
  /** Where a connection comes from, behind the proxies that are trusted. */
  readonly addressOf: (request: IncomingMessage) => string
}

/** Decides who may join the chat. Throws what the client is told. */
export function doorkeeper(door: WebDoor, { ownOrigins, addresses, addressOf }: DoorkeeperNeeds) {
  const seats = headcount()
  const joins = new WeakMap<object, number>()

  return async function admit(socket: ChatSocket): Promise<Admission> {
    countJoin(socket, joins)
    const auth = readAuth(socket.handshake.auth)
    const web = await openEmbed(door, auth.embedId)
    checkOrigin(socket, web, ownOrigins)
    const address = addressOf(socket.request)
    if (auth.forgotten !== undefined && (await door.forgetting(web, auth.forgotten)))
      throw new Busy('What was said here is being deleted.', webDefaults.forgetLookMs)

    const identity = auth.identity === undefined ? undefined : await door.identify(web, auth.identity)
    // A token that is no longer good makes a new visitor: the person has done nothing wrong.
    const token = auth.visitorToken
    const known = identity?.id ?? (token === undefined ? undefined : await door.verifyVisitor(web, token))
    const visitorId = known ?? (await stranger(web, auth.solution, address))
    const [visitorToken, lastSeq] = await Promise.all([
      // An identity is worth what its own token is: none of ours outlives it.
      identity === undefined ? door.signVisitor(web, visitorId) : '',
      known === undefined ? 0 : door.lastSeq(web, { chat: visitorId }),
    ])
    takeSeats(socket, web.channel.id, visitorId, address)
    return {
      web,
      session: { visitorToken, visitorId, lastSeq },
      ...(identity && { identity }),
      address,
      returning: known !== undefined,
      // A number we never gave (an older copy of the database is back) must not hide what comes next.
      seen: Math.max(Math.min(auth.lastSeq, lastSeq), lastSeq - webDefaults.replayLimit),
    }
  }

  async function stranger(web: WebChannel, solution: string | undefined, address: string): Promise<string> {
    const { puzzleBits: bits } = web.channel.settings
    if (typeof bits !== 'number') {
      await addresses.meet(address)
      return newVisitor()
    }
    const visitor = solution === undefined ? undefined : await door.solved(web, bits, solution)
    if (visitor === undefined) throw new PuzzleFirst(await door.puzzle(web, bits))
    await addresses.meet(address)
    return visitor
  }

  /** Given back when the connection ends, or only leaves the chat, or never gets into it. */
  function takeSeats(socket: ChatSocket, channel: string, visitor: string, address: string): void {
    const leaveAddress = addresses.enter(address)
    const leaveVisitor = seats.enter(`${channel}:${visitor}`, webDefaults.connectionsPerVisitor)
    const leaveChannel = leaveVisitor && seats.enter(channel, webDefaults.connectionsPerChannel)
    const leave = () => {
      leaveAddress()
      leaveVisitor?.()
      leaveChannel?.()
    }
    if (leaveChannel === undefined || socket.conn.readyState !== 'open') {
      leave()
      throw new TooFast('There are too many open connections.', webDefaults.retryAfterMs)
    }
    socket.once('disconnect', leave)
    socket.conn.once('close', leave)
  }
}

function countJoin({ conn }: ChatSocket, joins: WeakMap<object, number>): void {
  const tries = (joins.get(conn) ?? 0) + 1
  joins.set(conn, tries)
  if (tries <= webDefaults.joinsPerConnection) return
  conn.close()
  throw new TooFast('This connection was refused too often.', webDefaults.retryAfterMs)
}

function checkOrigin({ handshake: { headers } }: ChatSocket, { channel }: WebChannel, own: readonly string[]): void {
  const site = headers['sec-fetch-site']
  const caller = { origin: headers.origin, host: headers.host, site: typeof site === 'string' ? site : undefined }
  const allowed = channel.settings.allowedOrigins
  const origins = Array.isArray(allowed) ? allowed.filter((one) => typeof one === 'string') : []
  if (!originAllowed(caller, origins, own)) {
    throw new Refused('This website may not open the chat: its origin is not among the allowed origins of the channel.')
  }
}
