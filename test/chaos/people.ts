import { addBot } from '../parts/app.ts'
import type { Api } from '../parts/app.ts'
import type { Books } from './database.ts'
import type { Counter } from './counter.ts'
import type { Witness } from './fate.ts'
import { pollingLine, webhookLine, webLine } from './lines.ts'
import type { Line, Traffic } from './load.ts'
import { writeChat } from './script.ts'
import type { Chat } from './script.ts'
import type { Telegram } from './telegram.ts'
import { openVisitors } from './visitors.ts'
import type { Visitors } from './visitors.ts'

/** Two with bots on Telegram that have the same chats and numbers, so that whatever crosses shows; and a website. */
export const tenants = ['a', 'b', 'c'] as const
/** Of the chats, so many are on Telegram for one at the website. */
const telegramShare = 4
export const tenantCode = (tenant: string) => `tenant-${tenant}`
/** Its tenant's name is its secret half. */
const botToken = (tenant: string) => `1000:${tenant}`
const updatesPerChat = 9
/** Of each seed in so many, one message kills the process whenever it is handled. */
const killerEvery = 10

export const hasKiller = (seed: number): boolean => seed % killerEvery === 0

/** What people write in a run: about so many messages, over all chats. */
export function writeChats(seed: number, messages: number): readonly Chat[] {
  const chatsEach = Math.ceil(messages / updatesPerChat / (2 + 1 / telegramShare))
  return tenants.flatMap((tenant) =>
    Array.from({ length: tenant === 'c' ? Math.ceil(chatsEach / telegramShare) : chatsEach }, (_, index) =>
      writeChat(seed, tenant, 100 + index, updatesPerChat, hasKiller(seed) && tenant === 'a' && index === 0),
    ),
  )
}

export interface People {
  readonly lines: ReadonlyMap<string, Line>
  readonly visitors: Visitors
}

/** Where people and platforms come in. */
export interface Doors {
  /** Of what was to be called at `url`: asked for each time. */
  webhook(url: string): string
  /** Of a visitor. */
  website(chat: Chat): string
}

export interface PeopleOptions {
  readonly api: Api
  readonly doors: Doors
  readonly telegram: Telegram
  readonly counter: Counter
  readonly fate: Witness
  readonly traffic: Traffic
  readonly seed: number
}

/** Three tenants; in every other seed the second bot is asked for its updates instead of told. */
export async function bringPeople(options: PeopleOptions): Promise<People> {
  const { api: home, doors, telegram, counter, fate, traffic, seed } = options
  const lines = new Map<string, Line>()
  const add = async (tenant: string, platform: string, settings: Readonly<Record<string, unknown>>) => {
    const bot = await addBot(home, tenantCode(tenant), platform, settings)
    const plugin = `/chatbots/${bot.chatbot.id}/plugins/chaos`
    await home.api('PUT', plugin, { enabled: true, settings: { counter: counter.url } })
    return bot
  }
  for (const tenant of ['a', 'b']) {
    const bot = botToken(tenant)
    const { channel } = await add(tenant, 'telegram', { token: bot, apiRoot: telegram.url })
    if (tenant === 'b' && seed % 2 === 1) {
      lines.set(tenant, pollingLine(bot, telegram))
      continue
    }
    await home.api('POST', `/channels/${channel.id}/webhook`, {})
    const url = () => doors.webhook(channel.webhookUrl)
    lines.set(tenant, webhookLine(url, telegram.secretOf(bot) ?? '', fate, traffic))
  }
  const { chatbot } = await add('c', 'web', {})
  const visitors = openVisitors((chat) => doors.website(chat), chatbot.embedId, fate, traffic)
  lines.set('c', webLine(visitors))
  return { lines, visitors }
}

/** What waits in a tenant's database, and who has not seen all that was said to them; in words. Undefined: nothing, nobody. */
export function stuckIn(
  tenant: string,
  books: Books,
  { chats, visitors }: { readonly chats: readonly Chat[]; readonly visitors: Visitors },
): string | undefined {
  const rows = books.unfinished()
  const unseen = tenant === 'c' ? chats.filter((chat) => chat.tenant === tenant && !hasSeen(chat)).length : 0
  if (unseen > 0) rows['visitors who wait'] = unseen
  return Object.keys(rows).length === 0 ? undefined : `Tenant ${tenant} is stuck: ${JSON.stringify(rows)}.`

  function hasSeen({ id, address }: Chat): boolean {
    const said = books.history(address).filter(({ author }) => author === 'bot').length
    return visitors.sent.filter((message) => message.tenant === tenant && message.chat === id).length >= said
  }
}

/** A line of the log without what only a debugger wants to see. */
export function brief(line: string): string {
  try {
    const {
      time = '',
      level,
      msg,
      conversation = '',
      turn = '',
      error,
    } = JSON.parse(line) as Record<string, string | undefined> & {
      readonly error?: { readonly message?: string }
    }
    return `${time.slice(11, 23)} ${level}: ${msg} ${error?.message ?? ''} ${conversation} ${turn}`
  } catch {
    return line
  }
}

export function countBy(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]))
}
