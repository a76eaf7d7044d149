import { Busy } from '../../contracts/errors.ts'
import type { Address } from '../../contracts/message.ts'
import type { WebChannel, WebDoor } from '../../contracts/ports.ts'
import type { WireAck } from '../../contracts/wire.ts'
import { webDefaults } from '../../config/defaults.ts'
import { type Bucket, bucket } from './limits.ts'
import { eventOf } from './parse.ts'
import { readInteraction, readMessage } from './receive.ts'
import { type Report, TooFast, wireError } from './refusals.ts'
import type { ChatSocket, Rooms, Tab, Where } from './rooms.ts'

/** Who is at the other end of a socket, and what they may spend. */
export interface Visitor {
  readonly web: WebChannel
  readonly where: Where
  readonly address: Address
  readonly tab: Tab
  /** Of all the visitor's tabs together. */
  readonly rate: Bucket
}

export interface Listener {
  readonly door: WebDoor
  readonly rooms: Rooms
  readonly report: Report
}

type Work = (payload: unknown) => Promise<WireAck>

/** Everything a visitor's client may say. `typing:start` and `typing:stop` have nobody to be told to: they are counted and let go. */
export function listen(socket: ChatSocket, visitor: Visitor, listener: Listener): void {
  const answer = answering(socket, listener.report)
  limitPackets(socket, answer)
  const said = speaking(visitor, listener)
  socket.on('message:send', (...args) => void answer(args, (payload) => said.send(payload)))
  socket.on('avatar:interaction', (...args) => void answer(args, interact))
  socket.on('conversation:end', (...args) => void answer(args, () => said.end()))
}

/** A refusal goes where the client listens: to its acknowledgement, and to the event `error` when it gave none. */
function answering(socket: ChatSocket, report: Report) {
  return async (args: readonly unknown[], work: Work): Promise<void> => {
    const acknowledge = args.at(-1)
    let answer: WireAck
    try {
      answer = await work(args[0])
    } catch (error) {
      answer = { ok: false, error: wireError(error, report) }
    }
    if (isAcknowledgement(acknowledge)) acknowledge(answer)
    else if (!answer.ok) socket.emit('error', answer.error)
  }
}

/** The only functions that come out of a packet are those that Socket.IO made to answer it. */
function isAcknowledgement(value: unknown): value is (answer: WireAck) => void {
  return typeof value === 'function'
}

function limitPackets(socket: ChatSocket, answer: ReturnType<typeof answering>): void {
  const packets = bucket(webDefaults.socketRate)
  let refused = 0
  socket.use(([, ...args], next) => {
    const waitMs = packets.take()
    if (waitMs === 0) {
      next()
      return
    }
    refused += 1
    if (refused > webDefaults.socketRefusals) socket.conn.close()
    else void answer(args, async () => Promise.reject(new TooFast('There is too much from this connection.', waitMs)))
  })
}

/** What changes the conversation: done in the order in which it was said. */
function speaking({ web, where, address, tab, rate }: Visitor, { door, rooms }: Listener) {
  const underWay = new Set<Promise<unknown>>()
  let ending: Promise<unknown> | undefined

  /** Unless the conversation is about to end, nothing is waited for before `door.ingest`. */
  async function ingest(payload: unknown): Promise<WireAck> {
    const message = readMessage(payload, where.visitor, Date.now())
    if (ending !== undefined) await ending
    const { id, parts, at } = message
    tab.wrote(id)
    try {
      const { outcome, conversation } = await door.ingest(web, eventOf(message))
      if (outcome === 'duplicate') {
        tab.forget(id)
        return { ok: true, id, duplicate: true }
      }
      const conversationId = conversation ?? ''
      rooms.echo(where, tab, { id, conversationId, from: 'visitor', parts, at: new Date(at).toISOString() })
      return { ok: true, id }
    } catch (error) {
      tab.forget(id)
      throw error
    }
  }

  async function endAfter(earlier: readonly Promise<unknown>[]): Promise<WireAck> {
    await Promise.allSettled(earlier)
    const conversation = await door.end(web, address)
    if (conversation !== undefined) rooms.ended(where.channel, where.visitor, conversation)
    return { ok: true, id: conversation ?? '' }
  }

  /** Counts what is under way, so that an end can wait for it and memory has a bound. */
  async function counted(begin: () => Promise<WireAck>): Promise<WireAck> {
    if (underWay.size >= webDefaults.sendsInFlight) throw new Busy('Earlier messages are still on their way.')
    const work = begin()
    underWay.add(work)
    try {
      return await work
    } finally {
      underWay.delete(work)
    }
  }

  return {
    async send(payload: unknown): Promise<WireAck> {
      const waitMs = rate.take()
      if (waitMs > 0) throw new TooFast('You write faster than we can read. Please wait a moment.', waitMs)
      return counted(() => ingest(payload))
    },
    end(): Promise<WireAck> {
      return counted(() => {
        const end = endAfter([...underWay])
        const settled = end.catch(() => undefined)
        ending = settled
        void settled.then(() => {
          if (ending === settled) ending = undefined
        })
        return end
      })
    },
  }
}

async function interact(payload: unknown): Promise<WireAck> {
  return { ok: true, id: readInteraction(payload).type }
}
