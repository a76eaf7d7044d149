import { type Socket, io } from 'socket.io-client'
import type {
  ClientToServer,
  ServerToClient,
  WireAck,
  WireAuth,
  WireError,
  WirePuzzle,
  WireSession,
} from '../../../src/contracts/wire.ts'
import type { Happening, Verdict } from './conversation.ts'
import type { Unsent } from './unsent.ts'

/**
 * The line to the gateway. What is said while it is down waits in order and is said when it is back, under the same id,
 * so that nothing is lost and nothing is said twice.
 */
export interface ChatLine {
  /** Shown at once, sent as soon as it can be. */
  say(message: Unsent): void
  /** What was refused, once more; gives it what it was. */
  retry(message: Unsent): void
  discard(id: string): void
  typing(now: boolean): void
  read(messageId: string): void
  judge(messageId: string, verdict: Verdict | undefined): void
  poke(): void
  /** Whether the gateway says it aloud; where it has no voice, somebody else must. */
  voice(on: boolean): Promise<boolean>
  /** Whether it has ended. */
  end(): Promise<boolean>
  /** Whether it will be. */
  forget(): Promise<boolean>
  /** Comes back as whoever `auth` says now. */
  again(): void
  /** What waits to be said is not said any more. */
  clear(): void
  close(): void
}

export interface LineNeeds {
  /** Asked at every connection; `solution` of the puzzle that the last one was refused with. */
  readonly auth: (solution: string | undefined) => WireAuth
  readonly happened: (happening: Happening) => void
  readonly session: (session: WireSession) => void
  /** It is durable at the gateway, or refused for good. */
  readonly settled: (id: string) => void
  /** The visitor is forgotten by the gateway. */
  readonly forgotten: (erasureId: string) => void
  /** Beside the conversation: what the avatar does, and what is said aloud. */
  readonly animated: ServerToClient['avatar:animation']
  readonly spoken: ServerToClient['avatar:speech']
}

/** An answer that has not come by then may have been lost: milliseconds. */
const ackMs = 10_000
/** Tries of a message that the gateway has no room for, before it is shown as not sent. */
const tries = 6
/** Worth another try, in time; anything else will be refused again. */
const passing: ReadonlySet<string> = new Set(['E_BUSY', 'E_OVER_LIMIT', 'E_INTERNAL'])

export function openLine({ auth, happened, session, settled, forgotten, animated, spoken }: LineNeeds): ChatLine {
  const queue: Unsent[] = []
  let sending = false
  let attempts = 0
  let comeBack: ReturnType<typeof setTimeout> | undefined
  let visitor: string | undefined
  let solution: string | undefined

  const socket: Socket<ServerToClient, ClientToServer> = io('/chat', {
    auth: (give) => give(auth(solution)),
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    // Half of it up or down: visitors of a website do not come back all at once.
    randomizationFactor: 0.5,
    reconnectionDelay: 500,
    reconnectionDelayMax: 30_000,
  })

  socket.on('session', (given) => {
    const who = visitor === undefined ? 'first' : visitor === given.visitorId ? 'known' : 'stranger'
    visitor = given.visitorId
    happened({ type: 'session', lastSeq: given.lastSeq, who })
    session(given)
    void sendNext()
  })
  socket.on('message:receive', (message) => happened({ type: 'received', message }))
  socket.on('stream:start', ({ id }) => happened({ type: 'streamStart', id, at: now() }))
  socket.on('stream:chunk', ({ id, index, text }) => happened({ type: 'streamChunk', id, index, text }))
  socket.on('typing:start', () => happened({ type: 'typing', typing: true }))
  socket.on('typing:stop', () => happened({ type: 'typing', typing: false }))
  socket.on('conversation:handoff', (handoff) => happened({ type: 'handoff', handoff, at: now() }))
  socket.on('conversation:end', () => happened({ type: 'ended', at: now() }))
  socket.on('conversation:forgotten', ({ erasureId }) => forgotten(erasureId))
  socket.on('avatar:animation', animated)
  socket.on('avatar:speech', spoken)

  socket.on('disconnect', (reason) => {
    happened({ type: 'line', line: { state: 'offline' } })
    if (reason === 'io server disconnect') connectIn(1000)
  })
  socket.on('connect_error', (error: Error & { readonly data?: WireError }) => {
    const { data } = error
    if (data?.puzzle !== undefined && solution === undefined) {
      void work(data.puzzle)
      return
    }
    solution = undefined
    if (data !== undefined && !passing.has(data.code)) {
      happened({ type: 'line', line: { state: 'refused', reason: data.message } })
      return
    }
    happened({ type: 'line', line: { state: 'offline' } })
    // Socket.IO comes back by itself, but not to a gateway that has answered.
    if (data !== undefined) connectIn(data.retryAfterMs ?? 2000)
  })

  /** The channel wants work of new visitors: loaded and done only where it is asked for. */
  async function work(puzzle: WirePuzzle): Promise<void> {
    try {
      const { solve } = await import('../puzzle.ts')
      solution = await solve(puzzle)
      socket.connect()
    } catch {
      connectIn(2000)
    }
  }

  function connectIn(ms: number): void {
    clearTimeout(comeBack)
    comeBack = setTimeout(() => socket.connect(), ms * (0.75 + Math.random() / 2))
  }

  /** The network is back, or somebody looks again: not the moment to wait for a delay to pass. */
  function hurry(): void {
    if (!socket.connected && socket.active && document.visibilityState === 'visible') socket.disconnect().connect()
  }
  addEventListener('online', hurry)
  document.addEventListener('visibilitychange', hurry)

  const isUp = () => socket.connected

  async function sendNext(): Promise<void> {
    const [next] = queue
    if (sending || next === undefined || !isUp()) return
    sending = true
    happened({ type: 'delivery', id: next.id, delivery: 'sending' })
    const answer = await said(next)
    sending = false
    if (answer === undefined) {
      if (isUp()) setTimeout(() => void sendNext(), 500)
      return
    }
    attempts += 1
    if (!answer.ok && passing.has(answer.error.code) && attempts < tries) {
      setTimeout(() => void sendNext(), (answer.error.retryAfterMs ?? 1000) * attempts)
      return
    }
    attempts = 0
    forget(next.id)
    settled(next.id)
    happened(
      answer.ok
        ? { type: 'delivery', id: next.id, delivery: 'kept' }
        : { type: 'delivery', id: next.id, delivery: 'failed', reason: answer.error.message },
    )
    void sendNext()
  }

  /** Undefined when there was no answer: it may have arrived or not, and is said again under the same id. */
  async function said({ id, parts }: Unsent): Promise<WireAck | undefined> {
    try {
      const answer: unknown = await socket.timeout(ackMs).emitWithAck('message:send', { id, parts })
      return answer as WireAck // what the gateway promises to answer
    } catch {
      return undefined
    }
  }

  function forget(id: string): void {
    const at = queue.findIndex((one) => one.id === id)
    if (at !== -1) queue.splice(at, 1)
  }

  function enqueue(message: Unsent): void {
    if (!queue.some(({ id }) => id === message.id)) queue.push(message)
    void sendNext()
  }

  return {
    say: enqueue,
    retry(message) {
      happened({ type: 'delivery', id: message.id, delivery: 'waiting' })
      enqueue(message)
    },
    discard: forget,
    typing(typing) {
      if (socket.connected) socket.emit(typing ? 'typing:start' : 'typing:stop')
    },
    read(id) {
      if (socket.connected) socket.emit('message:read', { id })
    },
    judge(id, verdict) {
      socket.emit('message:feedback', { id, verdict: verdict ?? null })
    },
    poke() {
      if (socket.connected) socket.emit('avatar:interaction', { type: 'poke' })
    },
    voice: (on) => asked(() => socket.timeout(ackMs).emitWithAck('avatar:voice', { on })),
    end: () => asked(() => socket.timeout(ackMs).emitWithAck('conversation:end')),
    forget: () => asked(() => socket.timeout(ackMs).emitWithAck('conversation:forget')),
    clear: () => void queue.splice(0),
    again: () => void socket.disconnect().connect(),
    close() {
      clearTimeout(comeBack)
      removeEventListener('online', hurry)
      document.removeEventListener('visibilitychange', hurry)
      socket.disconnect()
    },
  }
}

/** Whether it was done. */
async function asked(ask: () => Promise<WireAck>): Promise<boolean> {
  try {
    return (await ask()).ok
  } catch {
    return false
  }
}

const now = () => new Date().toISOString()
