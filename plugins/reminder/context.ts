import { ask, choice, list, number, object, optional, text, verbatim } from 'colloquy/sdk'
import type { Effect, HandlerContext, Schedule, Scheduled, Store } from 'colloquy/sdk'
import { quietIn, quietPattern } from './quiet.ts'
import type { Quiet } from './quiet.ts'
import type { Every } from './repeats.ts'
import { describeMoment, describeWait, zoneIn } from './zones.ts'

/** What every part of the plugin works with. */

export const minute = 60_000
/** Questions asked again before the person is let go with an example. */
export const tries = 4

export const settings = {
  quiet: optional(
    text({
      title: 'Quiet hours',
      description: 'When nobody is reminded unless they insist: 22:00-07:00, by the person’s clock.',
      pattern: quietPattern,
    }),
  ),
}

/** What is kept until a reminder is due. `zone` and `minute` of what comes again: the clock it comes by. */
export const payload = {
  what: text(),
  zone: optional(text()),
  minute: optional(number()),
  every: optional(
    object({
      unit: choice('day', 'week', 'month'),
      each: number(),
      days: optional(list(number())),
      date: optional(number()),
    }),
  ),
}
export interface Kept {
  readonly what: string
  readonly zone?: string
  readonly minute?: number
  readonly every?: Every
}

type Due = { readonly remind: typeof payload }
export type Context = HandlerContext<typeof settings> & { readonly schedule: Schedule<Due>; readonly store: Store }

/** What was checked by the host when it was scheduled. */
export function keptIn({ payload: kept }: Scheduled): Kept {
  return kept as Kept
}

/** The person's own quiet hours, or the operator's. They belong to the conversation: that is where reminders come. */
export async function quietOf({ store, settings: { quiet } }: Context): Promise<Quiet | undefined> {
  const own = await store.conversation.get('quiet', text())
  return quietIn(own ?? quiet ?? '')
}

export async function* askZone({ now, words }: Context): AsyncGenerator<Effect, string | undefined, unknown> {
  let question = words('where')
  for (let count = 0; count < tries; count++) {
    const zone = zoneIn(yield* ask(question), now())
    if (zone !== undefined) return zone
    question = words('whereAgain')
  }
  return undefined
}

export function momentWords(at: number, zone: string | undefined, { now, language, words }: Context): string {
  return zone === undefined || at - now() < 60 * minute
    ? describeWait(at, now(), language)
    : describeMoment(at, now(), zone, language, (values) => words('at', values))
}

/** Cut at a character's end, and nothing of it Markdown. */
export function shown(what: string, most = 500): string {
  return verbatim(what.slice(0, most).toWellFormed())
}
