import type { Witness } from './fate.ts'
import type { Line, Traffic } from './load.ts'
import type { Chat, Update } from './script.ts'
import type { Telegram } from './telegram.ts'
import { later } from './telegram.ts'
import type { Visitors } from './visitors.ts'

interface Post {
  readonly update_id: number
  readonly [kind: string]: unknown
}

/** Both bots count the same numbers, in the same chats: only the bot tells them apart. */
const firstUpdate = 5000

/** As Telegram calls: the same update until it is answered with 200; `url` is asked for each time. */
export function webhookLine(url: () => string, secret: string, fate: Witness, traffic: Traffic): Line {
  let number = firstUpdate
  return {
    isDisturbed: true,
    prepare(chat, update) {
      const body = JSON.stringify(envelope(chat, update, ++number))
      return async () => {
        for (let failures = 0; ; failures++) {
          fate.see('receiving')
          const status = await post(url(), secret, body)
          if (status === 200) {
            fate.see('acknowledged')
            return
          }
          if (status !== 503 && status !== undefined) traffic.refusals.push(`The webhook answered ${status}.`)
          traffic.retries++
          await later(Math.min(40 * 2 ** failures, 800) * Math.random())
        }
      }
    },
  }
}

/** Undefined when nobody is there, or nobody any more. */
async function post(url: string, secret: string, body: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      body,
      signal: AbortSignal.timeout(10_000),
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return undefined
  }
}

/** Numbered as it comes, and kept until the gateway confirms the number. */
export function pollingLine(bot: string, telegram: Telegram): Line {
  let number = firstUpdate
  return {
    isDisturbed: false,
    prepare: (chat, update) => () => telegram.offer(bot, envelope(chat, update, ++number)),
  }
}

export function webLine(visitors: Visitors): Line {
  return {
    isDisturbed: false,
    prepare: (chat, update) => () => visitors.send(chat, update),
  }
}

function envelope(chat: Chat, update: Update, update_id: number): Post {
  const { kind, text } = update
  const message_id = chat.steps.flat().indexOf(update) + 1
  const from = { id: chat.id, is_bot: false, first_name: 'Ada' }
  const place = { message_id, date: 1_700_000_000, chat: { id: chat.id, type: 'private' as const } }
  if (kind === 'button') return { update_id, callback_query: { id: `${update_id}`, from, message: place, data: text } }
  const [name = ''] = text.split(' ')
  const entities = kind === 'command' ? [{ type: 'bot_command', offset: 0, length: name.length }] : undefined
  return { update_id, message: { ...place, from, text, ...(entities && { entities }) } }
}
