import type { Namespace, Socket } from 'socket.io'
import type { StreamPiece } from '../../contracts/channel.ts'
import { Busy } from '../../contracts/errors.ts'
import type { ChannelId } from '../../contracts/id.ts'
import type { StoredMessage } from '../../contracts/ports.ts'
import type { ClientToServer, ServerToClient, WireAnimation, WireHandoff, WireMessage } from '../../contracts/wire.ts'
import { webDefaults } from '../../config/defaults.ts'
import type { Report } from './refusals.ts'
import type { TabVoice } from './speaker.ts'

/** The events of `ClientToServer`; what really comes with them is anyone's guess. */
export type FromStrangers = Readonly<Record<keyof ClientToServer, (...args: unknown[]) => void>>
export type ChatSocket = Socket<FromStrangers, ServerToClient>
export type ChatNamespace = Namespace<FromStrangers, ServerToClient>

/** What the gateway says to whoever of a visitor's tabs is there. All of it is best effort: nobody may be. */
export interface WebHub {
  /** A message that is kept already. */
  message(channel: ChannelId, visitor: string, message: WireMessage): void
  /** Repeated while it lasts; ends with the message, or by itself. */
  typing(channel: ChannelId, visitor: string): void
  stream(channel: ChannelId, visitor: string, piece: StreamPiece): void
  animate(channel: ChannelId, visitor: string, animation: WireAnimation): void
  handed(channel: ChannelId, visitor: string, handoff: WireHandoff): void
  ended(channel: ChannelId, visitor: string, conversationId: string): void
}

export type ReadHistory = (afterSeq: number, limit: number) => Promise<readonly StoredMessage[]>

/**
 * One connection of a visitor. It keeps one promise: **everything up to `seen` was given to it, in order, once.** A live
 * message that is not the next one means that something was missed on the way (it is still being written elsewhere, it
 * overtook another, the process that should have said it died): the gap is filled from the history first.
 */
export interface Tab {
  readonly socket: ChatSocket
  /** The visitor wrote this: given to the tab or made by it, but its number is not known before its turn is done. */
  wrote(id: string): void
  forget(id: string): void
  /** What another tab of the visitor wrote. */
  echo(message: Omit<WireMessage, 'seq'>): void
  /** Fills in what is missing; closes the connection when it cannot be had, so that the client comes back for it. */
  catchUp(): Promise<void>
  /** Whether it may be shown now, as the next one. If not, the tab has it already or will get it by itself. */
  takes(message: WireMessage): boolean
}

function openTab(socket: ChatSocket, seen: number, history: ReadHistory, report: Report): Tab {
  const unnumbered = new Set<string>()
  /** Numbers that were taken for those of the visitor's own messages. */
  const assumed = new Set<number>()
  let catchingUp = false
  let waiting: WireMessage[] = []

  function show(message: WireMessage): void {
    if (message.seq <= seen) return
    seen = message.seq
    if (!unnumbered.delete(message.id)) socket.emit('message:receive', message)
  }

  const read = (after: number) => within(webDefaults.replayMs, history(after, webDefaults.replayPage))

  /** What was lost on the way from another process while a message of the visitor's own had no number: late, and not never. */
  async function recheck(): Promise<void> {
    if (assumed.size === 0) return
    for (const stored of await read(Math.min(...assumed) - 1))
      if (assumed.has(stored.seq) && stored.from !== 'visitor') socket.emit('message:receive', onTheWire(stored))
    assumed.clear()
  }

  async function readOn(): Promise<void> {
    for (;;) {
      const before = seen
      const page = await read(seen)
      for (const stored of page) show(onTheWire(stored))
      if (page.length < webDefaults.replayPage || seen === before || !socket.connected) return
    }
  }

  async function catchUp(): Promise<void> {
    if (catchingUp) return
    catchingUp = true
    try {
      await recheck()
      await readOn()
      // From here to the end nothing else runs: what comes after these is live.
      for (const message of waiting.sort((one, other) => one.seq - other.seq)) show(message)
    } catch (error) {
      if (!(error instanceof Busy)) report(error)
      socket.conn.close()
    } finally {
      waiting = []
      catchingUp = false
    }
  }

  function numberOldest(count: number): void {
    for (const id of unnumbered) {
      if (count-- <= 0) return
      unnumbered.delete(id)
    }
  }

  function assume(seq: number): void {
    assumed.add(seq)
    const [oldest = seq] = assumed
    if (assumed.size > webDefaults.unnumbered) assumed.delete(oldest)
  }

  const tab: Tab = {
    socket,
    catchUp,
    wrote(id) {
      unnumbered.add(id)
      if (unnumbered.size > webDefaults.unnumbered) numberOldest(1)
    },
    forget: (id) => void unnumbered.delete(id),
    echo(message) {
      tab.wrote(message.id)
      // Its own number comes later; this one never runs backwards, and leaves the client where it is.
      socket.emit('message:receive', { ...message, seq: seen })
    },
    takes(message) {
      if (!catchingUp) {
        if (message.seq <= seen) return false
        const missing = message.seq - seen - 1
        if (missing <= unnumbered.size) {
          numberOldest(missing)
          for (let seq = seen + 1; seq < message.seq; seq++) assume(seq)
          seen = message.seq
          return true
        }
        void catchUp()
      }
      if (waiting.push(message) > webDefaults.replayWaiting) socket.conn.close()
      return false
    },
  }
  return tab
}

interface Room {
  readonly tabs: Set<Tab>
  /** The tab that is spoken to: one of them, or everything would be heard twice. */
  hearing?: { readonly tab: Tab; readonly voice: TabVoice }
  /** Set while the bot is typing. */
  typing?: NodeJS.Timeout
}

export interface Rooms extends WebHub {
  /** The tab is in its visitor's room from now on; it leaves by itself when its socket does. */
  enter(socket: ChatSocket, where: Where, seen: number, history: ReadHistory): Tab
  /** The tab is spoken to from now on, and no other of its visitor's; or no longer. */
  listen(where: Where, tab: Tab, voice: TabVoice | undefined): void
  /** The visitor speaks now: what waits to be said to them is not said any more. */
  hush(where: Where): void
  /** What one tab wrote, for the visitor's other tabs. */
  echo(where: Where, from: Tab | undefined, message: Omit<WireMessage, 'seq'>): void
  /** Everything of the visitor is deleted. */
  forgotten(where: Where, erasureId: string): void
  /** Fills in what any tab may miss, one tab after the other: all of them at once would be too much for a database. */
  catchUp(): Promise<void>
}

export interface Where {
  readonly channel: ChannelId
  readonly visitor: string
}

export function createRooms(chat: ChatNamespace, report: Report): Rooms {
  const rooms = new Map<string, Room>()
  /** A visitor's id is unique in the world, and still another tenant's channel must not reach it by knowing it. */
  const nameOf = (channel: ChannelId, visitor: string) => `${channel}:${visitor}`
  let catchingUp: Promise<void> | undefined
  let [asked, caughtUp] = [0, 0]

  async function catchUpAll(): Promise<void> {
    while (caughtUp < asked) {
      const upTo = asked
      for (const { tabs } of [...rooms.values()])
        for (const tab of [...tabs]) if (tab.socket.connected) await tab.catchUp()
      caughtUp = upTo
    }
  }

  function stopTyping(name: string, room: Room): void {
    if (room.typing === undefined) return
    clearTimeout(room.typing)
    delete room.typing
    chat.to(name).emit('typing:stop')
  }

  function deafen(room: Room): void {
    room.hearing?.voice.hush()
    delete room.hearing
  }

  return {
    enter(socket, { channel, visitor }, seen, history) {
      const name = nameOf(channel, visitor)
      const room = rooms.get(name) ?? { tabs: new Set() }
      rooms.set(name, room)
      const tab = openTab(socket, seen, history, report)
      room.tabs.add(tab)
      void socket.join(name)
      socket.once('disconnect', () => {
        room.tabs.delete(tab)
        if (room.hearing?.tab === tab) deafen(room)
        if (room.tabs.size > 0) return
        clearTimeout(room.typing)
        rooms.delete(name)
      })
      if (room.typing !== undefined) socket.emit('typing:start')
      return tab
    },

    catchUp() {
      asked++
      return (catchingUp ??= catchUpAll().finally(() => (catchingUp = undefined)))
    },

    echo({ channel, visitor }, from, message) {
      for (const tab of rooms.get(nameOf(channel, visitor))?.tabs ?? []) if (tab !== from) tab.echo(message)
    },

    listen({ channel, visitor }, tab, voice) {
      const room = rooms.get(nameOf(channel, visitor))
      if (room === undefined || (voice === undefined && room.hearing?.tab !== tab)) return
      deafen(room)
      if (voice !== undefined && room.tabs.has(tab)) room.hearing = { tab, voice }
    },

    hush({ channel, visitor }) {
      rooms.get(nameOf(channel, visitor))?.hearing?.voice.hush()
    },

    message(channel, visitor, message) {
      const name = nameOf(channel, visitor)
      const room = rooms.get(name)
      if (room === undefined) return
      stopTyping(name, room)
      room.hearing?.voice.message(message)
      const others: string[] = []
      for (const tab of room.tabs) if (!tab.takes(message)) others.push(tab.socket.id)
      // Written to text once for the whole room.
      if (others.length < room.tabs.size) chat.to(name).except(others).emit('message:receive', message)
    },

    typing(channel, visitor) {
      const name = nameOf(channel, visitor)
      const room = rooms.get(name)
      if (room === undefined) return
      if (room.typing !== undefined) {
        room.typing.refresh()
        return
      }
      room.typing = setTimeout(() => stopTyping(name, room), webDefaults.typingMs).unref()
      chat.to(name).emit('typing:start')
    },

    stream(channel, visitor, piece) {
      const { id, index, text, done } = piece
      const name = nameOf(channel, visitor)
      const room = rooms.get(name)
      if (room === undefined) return
      stopTyping(name, room)
      if (index === 0) chat.to(name).emit('stream:start', { id })
      if (text !== '') chat.to(name).emit('stream:chunk', { id, index, text })
      if (done) chat.to(name).emit('stream:end', { id })
      room.hearing?.voice.piece(piece)
    },

    animate(channel, visitor, animation) {
      const name = nameOf(channel, visitor)
      if (rooms.has(name)) chat.to(name).emit('avatar:animation', animation)
    },

    handed(channel, visitor, handoff) {
      const name = nameOf(channel, visitor)
      if (rooms.has(name)) chat.to(name).emit('conversation:handoff', handoff)
    },

    ended(channel, visitor, conversationId) {
      const name = nameOf(channel, visitor)
      if (rooms.has(name)) chat.to(name).emit('conversation:end', { conversationId })
    },

    forgotten({ channel, visitor }, erasureId) {
      const name = nameOf(channel, visitor)
      if (rooms.has(name)) chat.to(name).emit('conversation:forgotten', { erasureId })
    },
  }
}

/** A visitor's own message goes by the name that its client gave it, so that the client knows it again. */
function onTheWire({ id, platformId, seq, conversation, from, parts, at }: StoredMessage): WireMessage {
  return {
    id: from === 'visitor' ? (platformId ?? id) : id,
    seq,
    conversationId: conversation,
    from,
    parts,
    at: new Date(at).toISOString(),
  }
}

/** Throws Busy when it takes longer. */
async function within<Value>(limitMs: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Busy('The history takes too long.'))
    }, limitMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
