import { ask, choiceOf } from 'colloquy/sdk'
import type { Effect } from 'colloquy/sdk'
import { askZone, minute, momentWords, quietOf, shown, tries } from './context.ts'
import type { Context, Kept } from './context.ts'
import { clockOf, isQuiet, quietEnd } from './quiet.ts'
import { describeEvery, nextOf } from './repeats.ts'
import type { Every } from './repeats.ts'
import { minuteOf, momentOf, readWish } from './requests.ts'
import { describeClock } from './zones.ts'

/** Sets a reminder, and asks for what is missing. */

const farthest = 5 * 366 * 24 * 60 * minute
const mostReminders = 50
type Dialogue<Value> = AsyncGenerator<Effect, Value, unknown>

export async function* set(context: Context): Dialogue<string> {
  const { contact, schedule, words } = context
  if ((await schedule.list()).length >= mostReminders) return words('many', { count: mostReminders })
  const zone = contact.timeZone
  let { task, when, unclear, every } = await readWish(context.text, zone, context)
  if (task === '') {
    const said = yield* ask(words('what'))
    const wish = await readWish(said, zone, context)
    task = wish.task === '' ? said.trim() : wish.task
    every ??= wish.every
    if (when === '' && wish.task !== '') ({ when, unclear } = wish)
  }
  return every === undefined ? yield* once(context, task, when, unclear) : yield* again(context, task, when, every)
}

async function* once(context: Context, task: string, said: string, unclear: string | undefined): Dialogue<string> {
  const { contact, schedule, now, words } = context
  let zone = contact.timeZone
  let when = said
  let question = unclear === undefined ? words('when') : words('unclear', { said: shown(unclear, 100) })
  for (let count = 0; count < tries; count++) {
    if (when === '') when = yield* ask(question)
    let moment = await momentOf(when, zone, context)
    if (moment !== undefined && !moment.anywhere && zone === undefined) {
      zone = yield* askZone(context)
      if (zone === undefined) return words('noZone')
      contact.remember({ timeZone: zone })
      moment = await momentOf(when, zone, context)
    }
    if (moment !== undefined && moment.at > now() && moment.at < now() + farthest) {
      const at = yield* outsideQuiet(context, moment.at, zone)
      schedule.at('remind', at, keptFor(task, zone))
      return words('set', { when: momentWords(at, zone, context), what: shown(task) })
    }
    question = words(moment === undefined ? 'noTime' : moment.at <= now() ? 'passed' : 'far')
    when = ''
  }
  return `${words('noWhen')} ${words('example')}`
}

async function* again(context: Context, task: string, when: string, every: Every): Dialogue<string> {
  const { contact, schedule, now, words, language } = context
  const zone = contact.timeZone ?? (yield* askZone(context))
  if (zone === undefined) return words('noZone')
  if (contact.timeZone === undefined) contact.remember({ timeZone: zone })
  const clock = await minuteOf(when, zone, context)
  const first = yield* outsideQuiet(context, nextOf(every, clock, zone, now(), now()), zone)
  const quietClock = first === nextOf(every, clock, zone, now(), now()) ? clock : await quietMinute(context)
  schedule.at('remind', first, { ...keptFor(task, zone), every, minute: quietClock ?? clock })
  const [key, values] = describeEvery(every, first, zone, language)
  return words('repeat', {
    rule: words('at', { day: words(key, values), time: describeClock(first, zone, language) }),
    first: momentWords(first, zone, context),
    what: shown(task),
  })
}

function keptFor(task: string, zone: string | undefined): Kept {
  const what = task.slice(0, 500).toWellFormed()
  return zone === undefined ? { what } : { what, zone }
}

/** In the quiet hours only who insists is reminded. */
async function* outsideQuiet(context: Context, at: number, zone: string | undefined): Dialogue<number> {
  const quiet = zone === undefined ? undefined : await quietOf(context)
  if (quiet === undefined || zone === undefined || !isQuiet(quiet, at, zone)) return at
  const { words, language } = context
  const end = quietEnd(quiet, at, zone)
  const answer = yield* ask(
    words('quietAsk', { from: clockOf(quiet.from), to: clockOf(quiet.to) }),
    choiceOf({ anyway: words('anyway'), later: words('later', { time: describeClock(end, zone, language) }) }),
  )
  return answer === 'anyway' ? at : end
}

async function quietMinute(context: Context): Promise<number | undefined> {
  return (await quietOf(context))?.to
}
