import { timingSafeEqual } from 'node:crypto'
import type { Update } from 'grammy/types'
import { telegramDefaults } from '../../config/defaults.ts'
import type { WebhookContext, RawRequest } from '../../contracts/channel.ts'
import { Invalid, Unauthorized } from '../../contracts/errors.ts'
import { field, integerIn, isObject, objectIn } from '../json.ts'
import { limits } from './abilities.ts'
import type { ApiSignal, TelegramClient } from './client.ts'
import { asked } from './failure.ts'
import { allowedUpdates } from './parse.ts'
import type { Settings } from './settings.ts'

/** One update for each request. https://core.telegram.org/bots/api#setwebhook */
export function webhook(request: RawRequest, _: Settings, { webhookSecret }: WebhookContext): readonly Update[] {
  if (!isSame(request.headers['x-telegram-bot-api-secret-token'] ?? '', webhookSecret)) {
    throw new Unauthorized('The request does not carry the secret that Telegram was told.')
  }
  const update = parsed(request.body)
  if (!isUpdate(update)) throw new Invalid('The body is not an update of Telegram’s: a JSON object with an update_id.')
  return splitUpdate(update)
}

/**
 * Long polling. The next call confirms what the one before brought, and is made when the caller comes back for more:
 * then the batch is durable. What was not confirmed comes again, and is known by its keys.
 */
export async function* listen({ api }: TelegramClient, signal: AbortSignal): AsyncGenerator<readonly Update[]> {
  let offset = 0
  while (!signal.aborted) {
    const updates = await asked(
      api.getUpdates(
        { offset, limit: limits.updates, timeout: telegramDefaults.pollSeconds, allowed_updates: allowedUpdates },
        signal as ApiSignal,
      ),
    ).catch((error: unknown) => {
      if (signal.aborted) return []
      throw error
    })
    const batch = updates.filter(isUpdate)
    if (batch.length === 0) continue
    yield batch.flatMap(splitUpdate)
    offset = Math.max(...batch.map(({ update_id }) => update_id)) + 1
  }
}

/** Several messages deleted at once are several events: each of them is one message's end. */
function splitUpdate(update: Update): readonly Update[] {
  const isOnlyThat = Object.keys(update).every((name) => name === 'update_id' || name === 'deleted_business_messages')
  const deleted = isOnlyThat ? objectIn(update, 'deleted_business_messages') : undefined
  const ids = field(deleted, 'message_ids')
  if (!deleted || !Array.isArray(ids) || ids.length < 2) return [update]
  const each = ids.map((id: unknown) => ({ ...update, deleted_business_messages: { ...deleted, message_ids: [id] } }))
  return each as unknown as readonly Update[] // as much an update as the one it is made of
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** All that is promised about it: `parse` believes no more. */
function isUpdate(value: unknown): value is Update {
  const id = integerIn(value, 'update_id')
  return isObject(value) && id !== undefined && id >= 0
}

/**
 * In constant time; how long a secret is, is none. Without one that Telegram was told, a request must not claim to know
 * one: the token in the URL vouches for it alone.
 */
function isSame(given = '', secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)]
  return one.length === other.length && timingSafeEqual(one, other)
}
