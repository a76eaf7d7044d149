import type { GrammyError } from 'grammy'
import { Busy, Moved, Refused, Unauthorized } from '../../contracts/errors.ts'

/**
 * What to do about an answer of Telegram's that was not `ok`. What is not Telegram's answer is returned as it is.
 * https://core.telegram.org/bots/api#making-requests, https://core.telegram.org/api/errors
 */
export function asGatewayError(error: unknown): Error {
  // grammY keeps the address, and with it the token, out of its message; not out of its cause.
  if (error instanceof Error && error.name === 'HttpError')
    return new Busy('Telegram could not be reached (while a file was sent).')
  if (!isAnswer(error)) return error instanceof Error ? error : new Error('A call to Telegram failed.')
  const { error_code: code, description, parameters, method } = error
  const said = `Telegram answered ${method} with ${code}: ${description}`
  const movedTo = parameters.migrate_to_chat_id
  if (movedTo !== undefined) return new Moved(`${said}. The group is a supergroup now.`, { chat: String(movedTo) })
  if (code === 429) return new Busy(said, (parameters.retry_after ?? 1) * 1000)
  if (code >= 500) return new Busy(said)
  switch (code) {
    case 401:
      return new Unauthorized(`${said}. The bot token was revoked: get a new one from @BotFather.`)
    case 404:
      if (/method/i.test(description)) return new Refused(`${said}. The Bot API server is too old for it.`)
      return new Unauthorized(`${said}. There is no bot with this token.`)
    case 409:
      return new Busy(
        `${said}. Something else receives this bot's updates: a webhook that is registered, or a second program that polls.`,
      )
    default:
      return new Refused(said)
  }
}

/** Telegram did not like the formatting: without it the text may pass. */
export function isAboutEntities(error: unknown): boolean {
  return isAnswer(error) && error.error_code === 400 && /entit|can't parse/i.test(error.description)
}

/** Lets a call fail in this gateway's words. */
export function asked<Answer>(call: Promise<Answer>): Promise<Answer> {
  return call.catch((error: unknown) => {
    throw asGatewayError(error)
  })
}

/** By its name: grammY itself is loaded only where it is spoken to. */
function isAnswer(error: unknown): error is GrammyError {
  return error instanceof Error && error.name === 'GrammyError'
}
