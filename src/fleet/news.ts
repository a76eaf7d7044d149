import { randomUUID } from 'node:crypto'
import { fleetDefaults } from '../config/defaults.ts'
import type { News } from '../contracts/fleet.ts'
import { tag } from './redis.ts'
import type { Connection } from './redis.ts'

/** What is said on the channel. `n` counts what one process told, so that the others notice what they did not hear. */
interface Told {
  readonly from: string
  readonly n: number
  /** Absent: how far it has counted, and nothing new. */
  readonly subject?: string
  readonly news?: unknown
}

export interface SharedNews extends News {
  close(): void
}

/**
 * News over Redis' publish and subscribe, which keeps nothing: what is told while a process is away is lost to it, and
 * what is told while Redis is away to all. Every process therefore numbers what it tells, and says every few seconds how
 * far it is. Whoever is not that far looks at everything anew; what changed is in the databases.
 *
 * `telling` fails at once while Redis is away, `hearing` comes back by itself. Both are the caller's to close.
 */
export async function openNews(telling: Connection, hearing: Connection, name = 'news'): Promise<SharedNews> {
  const me = randomUUID()
  const channel = `${tag}:${name}`
  const listeners = new Map<string, ((news: unknown) => void)[]>()
  const looks: (() => void)[] = []
  const heard = new Map<string, { readonly n: number; readonly at: number }>()
  let n = 0
  let waiting = 0

  function publish(told: Told): void {
    // Not told, and counted: the next who hears of the number notices.
    if (waiting >= fleetDefaults.newsWaiting) return
    const text = JSON.stringify(told)
    if (text.length > fleetDefaults.newsLength) return
    waiting++
    telling.publish(channel, text).then(
      () => waiting--,
      () => waiting--,
    )
  }

  function missed(): void {
    for (const look of looks) look()
  }

  function take({ from, n, subject, news }: Told): void {
    if (from === me) return
    const before = heard.get(from)?.n
    heard.set(from, { n, at: performance.now() })
    const expected = before === undefined || subject === undefined ? before : before + 1
    if (expected !== undefined && n !== expected) missed()
    if (subject === undefined) return
    try {
      for (const listener of listeners.get(subject) ?? []) listener(news)
    } catch {
      // What another version tells in words that nobody here understands is as good as not heard.
      missed()
    }
  }

  function beat(): void {
    publish({ from: me, n })
    const gone = performance.now() - fleetDefaults.newsForgetMs
    for (const [from, { at }] of heard) if (at < gone) heard.delete(from)
  }

  hearing.on('message', (_channel: string, text: string) => {
    const told = toldIn(text)
    if (told !== undefined) take(told)
  })
  await hearing.subscribe(channel)
  const timer = setInterval(beat, fleetDefaults.newsBeatMs).unref()
  beat()

  return {
    tell(subject, news) {
      publish({ from: me, n: ++n, subject, news })
    },
    hear(subject, listener) {
      listeners.set(subject, [...(listeners.get(subject) ?? []), listener])
    },
    onMissed: (look) => void looks.push(look),
    close: () => clearInterval(timer),
  }
}

function toldIn(text: string): Told | undefined {
  try {
    const told: unknown = JSON.parse(text)
    if (typeof told !== 'object' || told === null || !('from' in told) || !('n' in told)) return undefined
    if (typeof told.from !== 'string' || typeof told.n !== 'number') return undefined
    const { from, n } = told
    if (!('subject' in told) || typeof told.subject !== 'string') return { from, n }
    return { from, n, subject: told.subject, news: 'news' in told ? told.news : undefined }
  } catch {
    return undefined
  }
}
