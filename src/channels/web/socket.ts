import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { Server } from 'socket.io'
import { NotFound } from '../../contracts/errors.ts'
import type { News, Rates } from '../../contracts/fleet.ts'
import type { Address, Sender } from '../../contracts/message.ts'
import type { WebDoor } from '../../contracts/ports.ts'
import type { ServerToClient } from '../../contracts/wire.ts'
import { gestureDefaults, webDefaults } from '../../config/defaults.ts'
import { addressLimits } from './addresses.ts'
import { type Admission, doorkeeper } from './admit.ts'
import { dailyBudgets } from './daily.ts'
import { visitorBuckets } from './limits.ts'
import { type Listener, listen } from './listen.ts'
import { shareRooms } from './others.ts'
import { type Report, connectError } from './refusals.ts'
import { type ChatSocket, type FromStrangers, type WebHub, createRooms } from './rooms.ts'

export interface WebSocketOptions {
  /** The gateway's own origins (`https://bots.example.com`), beside the host that a request names. */
  readonly ownOrigins?: readonly string[]
  readonly report: Report
  readonly reactionTo: Listener['reactionTo']
  /** To the processes that have the other tabs of the same visitors. */
  readonly news: News
  readonly rates: Rates
  /** Where a connection comes from, behind the proxies that are trusted; the other end of it, where it is not said. */
  readonly addressOf?: (request: IncomingMessage) => string
}

export interface WebSockets extends WebHub {
  /** Connections that are open now. */
  connections(): number
  /** Takes no new connection and closes the open ones, in the way that makes clients connect again. */
  close(): Promise<void>
}

/**
 * The live side of the web channel: Socket.IO on path `/socket.io`, namespace `/chat`. Socket.IO's own connection state
 * recovery stays off: it is best effort, lives in one process, and would say again what our replay says.
 */
export function attachWebSockets(httpServer: HttpServer, door: WebDoor, options: WebSocketOptions): WebSockets {
  const { report, reactionTo, news, rates, ownOrigins = [], addressOf = otherEnd } = options
  let closing = false
  const io = new Server<FromStrangers, ServerToClient>(httpServer, {
    path: webDefaults.socketPath,
    serveClient: false,
    // There are no cookies to abuse; which website may open which chat is decided with the embed id in hand.
    cors: { origin: '*' },
    allowRequest(_request, answer) {
      const full = io.engine.clientsCount >= webDefaults.connections
      answer(full ? 'There are too many connections.' : null, !full && !closing)
    },
    connectTimeout: webDefaults.joinMs,
    maxHttpBufferSize: webDefaults.packetBytes,
    perMessageDeflate: false,
    pingInterval: webDefaults.pingEveryMs,
    pingTimeout: webDefaults.pingTimeoutMs,
  })
  // These answers are nobody's but the engine's: not the server's, which has such headers on its own.
  io.engine.use((_request: IncomingMessage, response: ServerResponse, next: () => void) => {
    response.setHeader('x-content-type-options', 'nosniff')
    next()
  })
  const lines = openLines(httpServer)
  // Socket.IO has this namespace by itself; there is nothing in it.
  io.use((_socket, next) => {
    next(connectError(new NotFound('The chat is in the namespace /chat.'), report))
  })

  const chat = io.of('/chat')
  const rooms = shareRooms(createRooms(chat, report), news)
  const addresses = addressLimits(rates)
  const admit = doorkeeper(door, { ownOrigins, addresses, addressOf })
  const budgetOf = dailyBudgets(rates)
  const admissions = new WeakMap<ChatSocket, Admission>()
  const messages = visitorBuckets(rates, 'messages', webDefaults.visitorRate)
  const forgets = visitorBuckets(rates, 'forgets', webDefaults.forgetRate)
  const reactions = visitorBuckets(rates, 'reactions', gestureDefaults.reactionRate)

  chat.use((socket, next) => {
    admit(socket).then(
      (admission) => {
        admissions.set(socket, admission)
        next()
      },
      (error: unknown) => {
        next(connectError(error, report))
      },
    )
  })

  chat.on('connection', (socket) => {
    const admission = admissions.get(socket)
    if (admission === undefined) return
    const { web, session, identity, seen, returning, address: from } = admission
    const address = { chat: session.visitorId }
    const where = { channel: web.channel.id, visitor: session.visitorId }
    socket.emit('session', session)
    const tab = rooms.enter(socket, where, seen, (afterSeq, limit) => door.history(web, address, afterSeq, limit))
    // Read again even if nothing was missed at admission: the tab has been in its room only since now.
    if (returning) {
      void tab.catchUp()
      void showHandoff(socket, web, address)
    }
    const counts = { rate: messages(where), reactions: reactions(where), forgets: forgets(where) }
    const countForget = () => addresses.forget(from)
    listen(
      socket,
      { web, where, address, tab, ...counts, countForget },
      { door: entrance(identity), rooms, report, reactionTo },
    )
  })

  /** The door as a connection has it: what comes in is counted, and said by whom the website's own server named. */
  function entrance(identity: Sender | undefined): WebDoor {
    const spend = budgetOf()
    const ingest: WebDoor['ingest'] = async (web, event) => {
      // That something was read asks for no answer.
      const spent = event.kind === 'receipt' ? undefined : spend(web)
      if (spent !== undefined) await spent
      return door.ingest(web, identity === undefined ? event : { ...event, from: identity })
    }
    return Object.assign(Object.create(door) as WebDoor, { ingest }) // everything else is the door's own
  }

  async function showHandoff(socket: ChatSocket, web: Admission['web'], address: Address): Promise<void> {
    try {
      const handoff = await door.handoff(web, address)
      if (handoff !== undefined) socket.emit('conversation:handoff', handoff)
    } catch (error) {
      report(error)
    }
  }

  return {
    ...rooms,
    connections: () => io.engine.clientsCount,
    async close() {
      closing = true
      // Not a disconnect in Socket.IO's sense: clients take that for a refusal and stay away.
      io.engine.close()
      const deadline = AbortSignal.timeout(webDefaults.closeMs)
      while (lines.size > 0 && !deadline.aborted) await sleep(10)
      for (const line of lines) line.destroy()
    },
  }
}

const otherEnd = ({ socket }: IncomingMessage) => socket.remoteAddress ?? ''

/** WebSocket connections, which an HTTP server no longer knows of when it closes its own. */
function openLines(httpServer: HttpServer): ReadonlySet<Duplex> {
  const lines = new Set<Duplex>()
  httpServer.on('upgrade', (request, line) => {
    if (request.url?.startsWith('/socket.io') !== true) return
    lines.add(line)
    line.once('close', () => lines.delete(line))
  })
  return lines
}
