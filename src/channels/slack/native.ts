import { objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'

/** An event as Slack delivers it, an interaction, or a slash command: told apart by what is in it. */
export type Native = JsonObject

/** All that is promised about it: `parse` believes no more. */
export function isNative(value: JsonObject): boolean {
  return (
    objectIn(value, 'event') !== undefined ||
    ['type', 'command', 'trigger_word', 'ssl_check'].some((name) => textIn(value, name) !== undefined)
  )
}

/**
 * Several buttons of one interaction are several presses. A slash command tells no time: `at` is when it was sent,
 * milliseconds since 1970.
 */
export function splitNative(body: JsonObject, sentAt: number): readonly Native[] {
  if (textIn(body, 'command') !== undefined) return [{ ...body, at: sentAt }]
  const actions = body['type'] === 'block_actions' ? objectsIn(body, 'actions') : []
  return actions.length < 2 ? [body] : actions.map((action) => ({ ...body, actions: [action] }))
}
