import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import type { ServerToClient, WireAck, WireMessage, WireSession } from '../../src/contracts/wire.ts'
import type { Witness } from './fate.ts'
import type { Traffic } from './load.ts'
import type { Chat, Update } from './script.ts'
import { later } from './telegram.ts'
import type { Sent } from './telegram.ts'

/** People at a website. What they see is exact: a client that comes back says what it has, and gets the rest. */
export interface Visitors {
  send(chat: Chat, update: Update): Promise<void>
  /** What their bots' messages were, in the order in which they arrived. */
  readonly sent: readonly Sent[]
  close(): void
}

type Tab = Socket<ServerToClient, Record<string, (...args: never[]) => void>>

interface Visitor {
  readonly tab: Tab
  readonly came: Promise<void>
}

const acknowledgeMs = 3000

export function openVisitors(
  urlOf: (chat: Chat) => string,
  embedId: string,
  fate: Witness,
  traffic: Traffic,
): Visitors {
  const visitors = new Map<Chat, Visitor>()
  const sent: Sent[] = []

  function visit(chat: Chat): Visitor {
    let session: WireSession | undefined
    let lastSeq = 0
    const tab: Tab = io(`${urlOf(chat)}/chat`, {
      auth: (give) => give({ embedId, ...(session && { visitorToken: session.visitorToken, lastSeq }) }),
      forceNew: true,
      transports: ['websocket'],
      reconnectionDelay: 50,
      reconnectionDelayMax: 400,
    })
    tab.on('message:receive', ({ from, seq, parts }: WireMessage) => {
      lastSeq = Math.max(lastSeq, seq)
      if (from !== 'bot') return
      const text = parts.map((part) => ('text' in part ? (part.text ?? '') : '')).join('\n')
      // No life ever excuses a second time.
      sent.push({ life: Infinity, tenant: chat.tenant, chat: chat.id, text, at: performance.now(), answered: true })
    })
    // Not let in for now: socket.io comes back by itself only after a connection that broke.
    tab.on('connect_error', () => {
      if (!tab.active) setTimeout(() => tab.connect(), 100)
    })
    const came = new Promise<void>((resolve) => {
      tab.on('session', (given) => {
        session = given
        chat.address = given.visitorId
        resolve()
      })
    })
    return { tab, came }
  }

  return {
    sent,
    async send(chat, { mark, kind, text }) {
      const { tab, came } = visitors.get(chat) ?? visit(chat)
      visitors.set(chat, { tab, came })
      // Who writes before it is known who they are may become somebody else with the next connection.
      await came
      const parts = [kind === 'button' ? { type: 'chosen', id: text } : { type: 'text', text }]
      for (;;) {
        fate.see('receiving')
        const answer = await acknowledged(tab, { id: mark, parts })
        if (answer?.ok === true) {
          fate.see('acknowledged')
          return
        }
        if (answer !== undefined && answer.error.retryAfterMs === undefined)
          traffic.refusals.push(`The socket answered ${answer.error.code}: ${answer.error.message}`)
        traffic.retries++
        await later(answer?.error.retryAfterMs ?? 100)
      }
    },
    close() {
      for (const { tab } of visitors.values()) tab.disconnect()
    },
  }
}

/** Undefined when no answer came. */
async function acknowledged(tab: Tab, message: object): Promise<WireAck | undefined> {
  if (!tab.connected) return undefined
  try {
    return (await tab.timeout(acknowledgeMs).emitWithAck('message:send', ...([message] as never[]))) as WireAck // what the wire promises
  } catch {
    return undefined
  }
}
