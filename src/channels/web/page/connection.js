// The line to the gateway: what is said while it is down is kept and said when it is back, under the same id, so that
// nothing is lost and nothing is said twice.

/**
 * @typedef {import('../../../contracts/wire.ts').WireMessage} WireMessage
 * @typedef {import('../../../contracts/wire.ts').WireError} WireError
 * @typedef {import('../../../contracts/wire.ts').WireAck} WireAck
 * @typedef {import('../../../contracts/wire.ts').WireSession} WireSession
 * @typedef {import('../../../contracts/wire.ts').ClientToServer} ClientToServer
 * @typedef {import('../../../contracts/wire.ts').ServerToClient} ServerToClient
 * @typedef {import('../../../contracts/message.ts').Part} Part
 * @typedef {{ id: string, parts: readonly Part[], at: string }} Unsent
 * @typedef {'waiting' | 'sending' | 'sent' | 'failed'} SendState
 * @typedef {'connecting' | 'online' | 'offline' | 'refused'} LineState
 *
 * @typedef {object} Listener
 * @property {(state: LineState, reason?: string) => void} line
 * @property {(now: boolean) => void} replaying What was said before is said again: no news.
 * @property {() => void} stranger The gateway does not know who we were: what is shown is somebody else's.
 * @property {(message: WireMessage) => void} message
 * @property {(id: string, state: SendState, reason?: string) => void} sent
 * @property {(id: string) => void} streamStart
 * @property {(id: string, text: string) => void} streamChunk
 * @property {(id: string) => void} streamEnd
 * @property {(typing: boolean) => void} typing
 * @property {(state: 'bot' | 'waiting' | 'human', agent?: string) => void} handed
 * @property {() => void} ended
 */

const ackMs = 10_000
const tries = 6
/** Worth another try, in time; anything else will be refused again. */
const passing = new Set(['E_BUSY', 'E_OVER_LIMIT', 'E_INTERNAL'])

/**
 * @param {string} embedId
 * @param {Listener} listener
 */
export function openLine(embedId, listener) {
  /** @type {typeof import('socket.io-client').io} */
  const io = Reflect.get(globalThis, 'io') // the script before this one
  const token = stored(() => localStorage, `colloquy:${embedId}:visitor`)
  const kept = stored(() => sessionStorage, `colloquy:${embedId}:unsent`)
  /** @type {Unsent[]} */
  let unsent = parsed(kept.get())
  /** @type {Map<string, Unsent>} */
  const failed = new Map()
  let visitor = ''
  let lastSeq = 0
  let replayedTo = 0
  let sending = false
  let attempts = 0

  /** @type {import('socket.io-client').Socket<ServerToClient, ClientToServer>} */
  const socket = io('/chat', {
    auth: (/** @type {(auth: object) => void} */ give) => {
      const visitorToken = token.get()
      give({ embedId, lastSeq, ...(visitorToken === null ? {} : { visitorToken }) })
    },
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 15_000,
  })

  socket.on('session', (session) => {
    if (visitor !== '' && visitor !== session.visitorId) {
      lastSeq = 0
      listener.stranger()
    }
    visitor = session.visitorId
    lastSeq = Math.min(lastSeq, session.lastSeq)
    replayedTo = session.lastSeq
    listener.replaying(lastSeq < replayedTo)
    token.set(session.visitorToken)
    listener.line('online')
    void sendNext()
  })
  socket.on('message:receive', (message) => {
    lastSeq = Math.max(lastSeq, message.seq)
    listener.message(message)
    if (lastSeq >= replayedTo) listener.replaying(false)
  })
  socket.on('stream:start', ({ id }) => listener.streamStart(id))
  socket.on('stream:chunk', ({ id, text }) => listener.streamChunk(id, text))
  socket.on('stream:end', ({ id }) => listener.streamEnd(id))
  socket.on('typing:start', () => listener.typing(true))
  socket.on('typing:stop', () => listener.typing(false))
  socket.on('conversation:handoff', ({ state, agent }) => listener.handed(state, agent))
  socket.on('conversation:end', () => listener.ended())

  socket.on('disconnect', (reason) => {
    listener.typing(false)
    listener.line('offline')
    for (const { id } of unsent) listener.sent(id, 'waiting')
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 1000)
  })
  socket.on('connect_error', (error) => {
    /** @type {WireError | undefined} */
    const refusal = Reflect.get(error, 'data')
    if (refusal === undefined) listener.line('offline')
    else if (passing.has(refusal.code)) {
      listener.line('offline')
      setTimeout(() => socket.connect(), refusal.retryAfterMs ?? 2000)
    } else listener.line('refused', refusal.message)
  })
  addEventListener('online', () => {
    if (!socket.connected) socket.disconnect().connect()
  })

  async function sendNext() {
    const next = unsent[0]
    if (sending || next === undefined || !socket.connected) return
    sending = true
    listener.sent(next.id, 'sending')
    const answer = await said(next)
    sending = false
    if (answer === undefined) {
      if (socket.connected) setTimeout(sendNext, 500)
      return
    }
    attempts += 1
    if (!answer.ok && passing.has(answer.error.code) && attempts < tries) {
      setTimeout(sendNext, (answer.error.retryAfterMs ?? 1000) * attempts)
      return
    }
    attempts = 0
    keep(unsent.filter(({ id }) => id !== next.id))
    if (answer.ok) listener.sent(next.id, 'sent')
    else {
      failed.set(next.id, next)
      listener.sent(next.id, 'failed', answer.error.message)
    }
    void sendNext()
  }

  /**
   * Undefined when there was no answer: it may have arrived or not, and is said again under the same id.
   * @param {Unsent} message
   * @returns {Promise<WireAck | undefined>}
   */
  async function said({ id, parts }) {
    try {
      return await socket.timeout(ackMs).emitWithAck('message:send', { id, parts })
    } catch {
      return undefined
    }
  }

  /** @param {Unsent[]} messages */
  function keep(messages) {
    unsent = messages
    kept.set(JSON.stringify(messages))
  }

  return {
    /** What was said before the page was loaded again, and has not arrived yet. */
    unsent: () => unsent,
    /** @param {readonly Part[]} parts */
    send(parts) {
      const message = { id: newId(), parts, at: new Date().toISOString() }
      keep([...unsent, message])
      // After the caller has shown it.
      queueMicrotask(sendNext)
      return message
    },
    /** @param {string} id */
    retry(id) {
      const message = failed.get(id)
      if (message === undefined) return
      failed.delete(id)
      keep([...unsent, message])
      listener.sent(id, 'waiting')
      void sendNext()
    },
    /** @param {boolean} now */
    typing(now) {
      if (socket.connected) socket.emit(now ? 'typing:start' : 'typing:stop')
    },
    /** @returns {Promise<boolean>} whether it has ended */
    async end() {
      try {
        const answer = await socket.timeout(ackMs).emitWithAck('conversation:end')
        return answer.ok
      } catch {
        return false
      }
    },
  }
}

/** `crypto.randomUUID` is there on https and localhost only. */
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * A place in the browser's storage; where there is none (private windows, blocked), in memory.
 * @param {() => Storage} storage
 * @param {string} key
 */
function stored(storage, key) {
  /** @type {string | null} */
  let memory = null
  return {
    get() {
      try {
        return storage().getItem(key) ?? memory
      } catch {
        return memory
      }
    },
    set(/** @type {string} */ text) {
      memory = text
      try {
        storage().setItem(key, text)
      } catch {
        // It lives as long as the page.
      }
    },
  }
}

/**
 * @param {string | null} text
 * @returns {Unsent[]}
 */
function parsed(text) {
  try {
    const messages = JSON.parse(text ?? '[]')
    return Array.isArray(messages) ? messages : []
  } catch {
    return []
  }
}
