import { randomUUID } from 'node:crypto'
import { Busy, Invalid, Refused } from '../../contracts/errors.ts'
import { type Address, type MediaPart, type Part, isMedia } from '../../contracts/message.ts'
import type { WebChannel, WebDoor } from '../../contracts/ports.ts'
import type { WireAck, WireAnimation } from '../../contracts/wire.ts'
import { webDefaults } from '../../config/defaults.ts'
import { type Bucket, bucket } from './limits.ts'
import { eventOf, receiptOf, verdictOf } from './parse.ts'
import { readInteraction, readMessage, readMessageId, readVerdict, readVoiceWish } from './receive.ts'
import { type Report, TooFast, wireError } from './refusals.ts'
import type { ChatSocket, Rooms, Tab, Where } from './rooms.ts'
import { createTabVoice } from './speaker.ts'

/** Who is at the other end of a socket, and what they may spend. */
export interface Visitor {
  readonly web: WebChannel
  readonly where: Where
  readonly address: Address
  readonly tab: Tab
  /** Of all the visitor's tabs together. */
  readonly rate: Bucket
  readonly reactions: Bucket
  readonly forgets: Bucket
  /** Counts one more of those who are forgotten behind the visitor's address. Throws TooFast. */
  readonly countForget: () => Promise<void>
}

export interface Listener {
  readonly door: WebDoor
  readonly rooms: Rooms
  readonly report: Report
  /** What the avatar does about what a visitor does to it; undefined for what it does not notice. */
  readonly reactionTo: (interaction: string) => WireAnimation | undefined
}

type Work = (payload: unknown) => Promise<WireAck>

/** Everything a visitor's client may say. `typing:start` and `typing:stop` have nobody to be told to: they are counted and let go. */
export function listen(socket: ChatSocket, visitor: Visitor, listener: Listener): void {
  const answer = answering(socket, listener.report)
  limitPackets(socket, answer)
  const said = speaking(visitor, listener)
  socket.on('message:send', (...args) => void answer(args, (payload) => said.send(payload)))
  socket.on('message:read', (...args) => void answer(args, (payload) => said.read(payload)))
  socket.on('message:feedback', (...args) => void answer(args, (payload) => said.judge(payload)))
  socket.on('avatar:interaction', (...args) => void answer(args, interacting(visitor, listener)))
  socket.on('avatar:voice', (...args) => void answer(args, hearing(socket, visitor, listener)))
  socket.on('conversation:end', (...args) => void answer(args, () => said.end()))
  socket.on('conversation:forget', (...args) => void answer(args, () => said.forget()))
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
function speaking({ web, where, address, tab, rate, forgets, countForget }: Visitor, { door, rooms }: Listener) {
  const underWay = new Set<Promise<unknown>>()
  let ending: Promise<unknown> | undefined

  /** Unless the conversation is about to end, nothing is waited for before `door.ingest`. */
  async function ingest(payload: unknown): Promise<WireAck> {
    const message = readMessage(payload, where.visitor, Date.now())
    if (ending !== undefined) await ending
    const { id, at } = message
    tab.wrote(id)
    try {
      const parts = message.parts.some(isUpload) ? await brought(message.parts) : message.parts
      const { outcome, conversation } = await door.ingest(web, eventOf({ ...message, parts }))
      if (outcome === 'duplicate') {
        tab.forget(id)
        return { ok: true, id, duplicate: true }
      }
      const conversationId = conversation ?? ''
      rooms.hush(where)
      rooms.echo(where, tab, { id, conversationId, from: 'visitor', parts, at: new Date(at).toISOString() })
      return { ok: true, id }
    } catch (error) {
      tab.forget(id)
      throw error
    }
  }

  /** What was uploaded before, as the media that the gateway keeps. */
  async function brought(parts: readonly Part[]): Promise<readonly Part[]> {
    return Promise.all(
      parts.map(async (part, index) => {
        if (!isUpload(part)) return part
        const stored = await door.uploaded(web, where.visitor, part.mediaId)
        if (stored === undefined) throw new Invalid('There is no such upload of yours.', `parts.${index}.mediaId`)
        const { id, ...known } = stored
        return { ...part, ...known, mediaId: id }
      }),
    )
  }

  /** Kept as what people do with messages on every platform: plugins hear of it by `on.reaction`. */
  async function judge(payload: unknown): Promise<WireAck> {
    const id = readMessageId(payload)
    const event = verdictOf({
      visitor: where.visitor,
      id,
      verdict: readVerdict(payload),
      at: Date.now(),
      nonce: randomUUID(),
    })
    await door.ingest(web, event)
    return { ok: true, id }
  }

  async function read(payload: unknown): Promise<WireAck> {
    const id = readMessageId(payload)
    await door.ingest(web, receiptOf({ visitor: where.visitor, id, at: Date.now() }))
    return { ok: true, id }
  }

  async function forgetAfter(earlier: readonly Promise<unknown>[]): Promise<WireAck> {
    await countForget()
    await Promise.allSettled(earlier)
    const id = await door.forget(web, where.visitor)
    rooms.forgotten(where, id)
    return { ok: true, id }
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

  /** After what was said before it, and before what is said next. */
  function last(work: (earlier: readonly Promise<unknown>[]) => Promise<WireAck>): Promise<WireAck> {
    return counted(() => {
      const end = work([...underWay])
      const settled = end.catch(() => undefined)
      ending = settled
      void settled.then(() => {
        if (ending === settled) ending = undefined
      })
      return end
    })
  }

  async function paced(begin: () => Promise<WireAck>): Promise<WireAck> {
    const waitMs = rate.take()
    if (waitMs > 0) throw new TooFast('You write faster than we can read. Please wait a moment.', waitMs)
    return counted(begin)
  }

  return {
    send: (payload: unknown) => paced(() => ingest(payload)),
    judge: (payload: unknown) => paced(() => judge(payload)),
    read: (payload: unknown) => counted(() => read(payload)),
    end: () => last(endAfter),
    async forget(): Promise<WireAck> {
      const waitMs = forgets.take()
      if (waitMs > 0) throw new TooFast('This was just deleted. Please wait a moment.', waitMs)
      return last(forgetAfter)
    },
  }
}

/** All of the visitor's tabs see it. One who does not let up is no longer minded, and has done nothing wrong. */
function interacting({ where, reactions }: Visitor, { rooms, reactionTo }: Listener): Work {
  return async (payload) => {
    const { type } = readInteraction(payload)
    const reaction = reactionTo(type)
    if (reaction !== undefined && reactions.take() === 0) rooms.animate(where.channel, where.visitor, reaction)
    return { ok: true, id: type }
  }
}

/** The latest tab that asks is spoken to. */
function hearing(socket: ChatSocket, { web, where, tab }: Visitor, { door, rooms, report }: Listener): Work {
  return async (payload) => {
    const { on } = readVoiceWish(payload)
    if (on && !(await door.hasVoice(web))) throw new Refused('This chatbot has no voice.')
    const voice = createTabVoice({
      speak: (text, signal) => door.speak(web, text, signal),
      emit: (speech) => void socket.emit('avatar:speech', speech),
      report,
    })
    rooms.listen(where, tab, on ? voice : undefined)
    return { ok: true, id: on ? 'on' : 'off' }
  }
}

function isUpload(part: Part): part is MediaPart & { readonly mediaId: string } {
  return isMedia(part) && part.mediaId !== undefined
}
