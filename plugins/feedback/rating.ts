import { ask, choiceOf, handoff, number, pass, text, yesNo } from 'colloquy/sdk'
import type { ChoicesPart, deliveryPayload, Effect, HandlerContext, Option, Schedule, Store } from 'colloquy/sdk'
import type { settings } from './settings.ts'

/** One rating: its number, the reason for it, and what comes of it. */

export type Context = HandlerContext<typeof settings> & {
  readonly store: Store
  readonly schedule: Schedule<{ readonly deliver: typeof deliveryPayload }>
}
/** Who or what made the bot ask. */
type Occasion = 'asked' | 'handoff' | 'end'
type Answer = string | ReturnType<typeof handoff> | typeof pass
type Talk = AsyncGenerator<Effect, Answer, unknown>

const day = 86_400_000
const usualDays = 30
/** Whoever rates and goes away says no more: the webhook waits so long for the reason. */
const reasonMs = 10 * 60_000
const most = { stars: 5, recommend: 10 } as const
/** Ratings up to here are those of unhappy people; of the NPS these are its detractors. */
const low = { stars: 2, recommend: 6 } as const

const kindOf = ({ settings: { kind = 'stars' } }: Context) => kind

/** Asks, for as long as the conversation goes on. */
export async function* hold(context: Context, occasion: Occasion): Talk {
  noteAsked(context)
  const stars = choiceOf(Object.fromEntries(optionsOf(context).map(({ id, label }) => [id, label])))
  const rating =
    kindOf(context) === 'stars'
      ? Number(yield* ask(questionOf(context), stars))
      : yield* ask(questionOf(context), number({ integer: true, minimum: 0, maximum: most.recommend }))
  return yield* comment(context, occasion, rating)
}

/** Asks in a conversation that has ended: the answer comes in another one, by its button. */
export async function askAtEnd(context: Context): Promise<ChoicesPart | typeof pass> {
  if (!(await mayAsk(context))) return pass
  noteAsked(context)
  const options = optionsOf(context).map(({ id, label }) => ({ id: `feedback:${kindOf(context)}:${id}`, label }))
  return { type: 'choices', text: questionOf(context), options }
}

export async function* askAfterHandoff(context: Context): Talk {
  return (await mayAsk(context)) ? yield* hold(context, 'handoff') : pass
}

/** A button of ours was pressed, whenever that may be. */
export async function* pressed(context: Context): Talk {
  const { event } = context
  const [, kind, digits] = /^feedback:(\w+):(\d{1,2})$/.exec(event.kind === 'button' ? event.option : '') ?? []
  // A button of before the kind was changed is about another scale.
  if (kind !== kindOf(context) || Number(digits) > most[kindOf(context)]) return pass
  return yield* comment(context, 'end', Number(digits))
}

async function mayAsk({ settings, store, now }: Context): Promise<boolean> {
  if (settings.unasked === false) return false
  const asked = await store.contact.get('asked', text())
  return asked === undefined || now() - Date.parse(asked) >= (settings.everyDays ?? usualDays) * day
}

function noteAsked({ store, now }: Context): void {
  store.contact.set('asked', new Date(now()).toISOString())
}

function questionOf(context: Context): string {
  const { words, settings } = context
  return words(settings.question ?? kindOf(context))
}

function optionsOf(context: Context): readonly Option[] {
  const kind = kindOf(context)
  const first = kind === 'stars' ? 1 : 0
  return Array.from({ length: most[kind] - first + 1 }, (_, index) => {
    const id = String(index + first)
    return { id, label: kind === 'stars' ? `${id} ⭐` : id }
  })
}

// ── The reason, and what comes of it ─────────────────────────────────────────────────────────────────────────────

async function* comment(context: Context, occasion: Occasion, rating: number): Talk {
  const { words, settings, schedule, store } = context
  const unhappy = rating <= low[kindOf(context)]
  const { key, entry } = entryOf(context, occasion, rating)
  // Kept at once: whoever says no more has rated all the same.
  store.chatbot.set(key, entry)
  const waiting = send(context, key, entry, reasonMs)
  const said = yield* ask(words(unhappy ? 'what_was_wrong' : 'what_was_good'), text({ maxLength: 2000 }))
  if (!words('skip_words').split('|').includes(said.trim().toLowerCase())) {
    const more = { ...entry, comment: said }
    store.chatbot.set(key, more)
    if (waiting !== undefined) schedule.cancel(waiting)
    send(context, key, more, 0)
  }
  if (!unhappy) return words('thanks')
  if (settings.queue === undefined) return words('sorry')
  return (yield* ask(words('a_person'), yesNo())) ? handoff(settings.queue) : words('sorry')
}

function entryOf(context: Context, occasion: Occasion, rating: number) {
  const { now, contact, conversation, language } = context
  const kind = kindOf(context)
  const at = new Date(now()).toISOString()
  const { id, platform } = conversation
  const entry = { kind, rating, of: most[kind], occasion, person: contact.id, conversation: id, platform, language, at }
  return { key: `rating:${at}:${id}`, entry }
}

function send(
  { settings, schedule, now }: Context,
  key: string,
  body: Readonly<Record<string, unknown>>,
  afterMs: number,
) {
  if (settings.webhook === undefined) return undefined
  return schedule.at('deliver', now() + afterMs, { url: settings.webhook, body, key, attempt: 0 })
}
