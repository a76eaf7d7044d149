import { NotFound, Refused } from '../../contracts/errors.ts'
import type { WebChannel, WebDoor } from '../../contracts/ports.ts'
import type { WireSession } from '../../contracts/wire.ts'
import { webDefaults } from '../../config/defaults.ts'
import { originAllowed } from './connect.ts'
import { headcount } from './limits.ts'
import { readAuth } from './receive.ts'
import { TooFast } from './refusals.ts'
import type { ChatSocket } from './rooms.ts'
import { newVisitor } from './visitors.ts'

/** What a connection was let in with. */
export interface Admission {
  readonly web: WebChannel
  readonly session: WireSession
  /** False for a visitor who was made just now, and has no history. */
  readonly returning: boolean
  /** The client has everything up to here. */
  readonly seen: number
}

const embedIdPattern = /^cb_[\w-]{12}$/

/** Decides who may join the chat. Throws what the client is told. */
export function doorkeeper(door: WebDoor, ownOrigins: readonly string[]) {
  const seats = headcount()
  const joins = new WeakMap<object, number>()

  return async function admit(socket: ChatSocket): Promise<Admission> {
    countJoin(socket, joins)
    const auth = readAuth(socket.handshake.auth)
    const web = embedIdPattern.test(auth.embedId) ? await door.open(auth.embedId) : undefined
    if (web === undefined) throw new NotFound('There is no chat with this embed id.')
    checkOrigin(socket, web, ownOrigins)

    // A token that is no longer good makes a new visitor: the person has done nothing wrong.
    const known = auth.visitorToken === undefined ? undefined : await door.verifyVisitor(web, auth.visitorToken)
    const visitorId = known ?? newVisitor()
    const [visitorToken, lastSeq] = await Promise.all([
      door.signVisitor(web, visitorId),
      known === undefined ? 0 : door.lastSeq(web, { chat: visitorId }),
    ])
    takeSeats(socket, web.channel.id, visitorId)
    return {
      web,
      session: { visitorToken, visitorId, lastSeq },
      returning: known !== undefined,
      // A number we never gave (an older copy of the database is back) must not hide what comes next.
      seen: Math.max(Math.min(auth.lastSeq, lastSeq), lastSeq - webDefaults.replayLimit),
    }
  }

  /** Given back when the connection ends, or only leaves the chat, or never gets into it. */
  function takeSeats(socket: ChatSocket, channel: string, visitor: string): void {
    const leaveVisitor = seats.enter(`${channel}:${visitor}`, webDefaults.connectionsPerVisitor)
    const leaveChannel = leaveVisitor && seats.enter(channel, webDefaults.connectionsPerChannel)
    const leave = () => {
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
