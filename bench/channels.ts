// Budget: reading and rendering a message costs at most 3 times what it costs for Telegram, on every platform.
import { readdirSync, readFileSync } from 'node:fs'
import { createAdapters } from '../src/channels/index.ts'
import { split as signalSplit } from '../src/channels/signal/receive.ts'
import type { Native as SignalNative } from '../src/channels/signal/parse.ts'
import { received as whatsappReceived } from '../src/channels/whatsapp/fixtures/read.ts'
import type { Adapter } from '../src/contracts/channel.ts'
import type { Part } from '../src/contracts/message.ts'
import { median } from './parts/figures.ts'
import type { Finding } from './parts/finding.ts'

const budget = 3
const rounds = 9
/** Long enough that the clock does not matter, short enough that a neighbour on the machine disturbs few rounds. */
const roundMs = 60
const warmUpMs = 300

interface Cost {
  /** Microseconds a message. */
  readonly parse: number
  readonly render: number
}

/** The adapters' own fixtures through `parse`, and one set of messages through `render`, in rounds side by side. */
export async function channels(): Promise<readonly Finding[]> {
  const nobody = () => undefined
  const adapters = [
    ...createAdapters({
      message: nobody,
      typing: nobody,
      stream: nobody,
      animate: nobody,
      handed: nobody,
      ended: nobody,
    }).values(),
  ]
  const contenders = adapters.map(contenderOf).filter(({ natives }) => natives.length > 0)
  for (const contender of contenders) costOf(contender, warmUpMs)
  const costs = new Map(contenders.map(({ adapter }) => [adapter.platform, [] as Cost[]]))
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) costs.get(contender.adapter.platform)!.push(costOf(contender, roundMs))
  }
  const telegram = costs.get('telegram')!
  return [...costs].flatMap(([platform, own]) =>
    (['parse', 'render'] as const).map((step): Finding => {
      const ratio = median(own.map((cost, round) => cost[step] / telegram[round]![step]))
      const measured = `${median(own.map((cost) => cost[step])).toFixed(1)} µs`
      const what = `${platform}: ${step}`
      if (platform === 'telegram') return { bench: 'channels', what, measured }
      return {
        bench: 'channels',
        what,
        measured: `${measured}, ${ratio.toFixed(2)} times Telegram’s`,
        budget: `≤ ${budget} times`,
        kept: ratio <= budget,
      }
    }),
  )
}

interface Contender {
  readonly adapter: Adapter
  readonly natives: readonly unknown[]
  readonly chat: string
}

function contenderOf(adapter: Adapter): Contender {
  const { chat, natives } = sources[adapter.platform] ?? {}
  return {
    adapter,
    chat: chat ?? 'chat',
    natives: fixturesOf(adapter.platform).flatMap((one) => natives?.(one) ?? [one]),
  }
}

/** Where a platform's chats have names of their own, and where a payload is not yet what `parse` takes. */
const sources: Readonly<Record<string, { chat: string; natives?: (payload: unknown) => readonly unknown[] }>> = {
  telegram: { chat: '42' },
  slack: { chat: 'C0GENERAL' },
  whatsapp: { chat: '15550002222', natives: (payload) => whatsappReceived(payload) },
  'whatsapp-web': { chat: '15550002222@c.us' },
  signal: {
    chat: 'a1a1a1a1-a1a1-4a1a-8a1a-a1a1a1a1a1a1',
    natives: (payload) => signalSplit(payload as SignalNative),
  },
  web: { chat: 'v_4b1f0c8e2d7a49639f5e1a0b3c6d8e72' },
}

function fixturesOf(platform: string): readonly unknown[] {
  const folder = new URL(`../src/channels/${platform}/fixtures/`, import.meta.url)
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return files.map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as unknown)
}

function costOf({ adapter, natives, chat }: Contender, forMs: number): Cost {
  return {
    parse: perMessage(natives, (native) => adapter.parse(native), forMs),
    render: perMessage(messages, (parts) => adapter.render(parts, { chat }), forMs),
  }
}

/** Microseconds. */
function perMessage<Item>(items: readonly Item[], body: (item: Item) => unknown, forMs: number): number {
  const began = performance.now()
  let count = 0
  for (; performance.now() - began < forMs; count += items.length) for (const item of items) body(item)
  return ((performance.now() - began) * 1000) / count
}

const options = [
  { id: 'small', label: 'Small' },
  { id: 'large', label: 'Large', description: 'half a litre' },
]
const prose = 'Your order **1234** is on its way. See [where it is](https://example.org/track) — _soon_ at your door. '

/** What bots say. */
const messages: readonly (readonly Part[])[] = [
  [{ type: 'text', text: 'Good morning!' }],
  [{ type: 'text', text: prose }],
  [{ type: 'text', text: prose.repeat(10) }],
  [{ type: 'choices', text: 'What size?', options }],
  [{ type: 'image', url: 'https://example.org/tea.png', mime: 'image/png', caption: 'A pot of **tea**' }],
  [{ type: 'card', title: 'Tea', text: 'A pot of it.', imageUrl: 'https://example.org/tea.png', options }],
  [{ type: 'location', latitude: 52.52, longitude: 13.405, name: 'The shop' }],
]
