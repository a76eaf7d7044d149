import { ask, choiceOf, definePlugin, goto, pass, text } from 'colloquy/sdk'
import type { Effect, Part, Scheduled } from 'colloquy/sdk'
import { askZone, keptIn, minute, momentWords, payload, quietOf, settings, shown } from './context.ts'
import type { Context, Kept } from './context.ts'
import { examples } from './examples.ts'
import { clockOf, isQuiet, quietEnd, quietIn } from './quiet.ts'
import { describeEvery, nextOf } from './repeats.ts'
import { set } from './set.ts'
import { describeClock, zoneIn } from './zones.ts'

const mostChoices = 8
/** A reminder that is later than this says that it is sorry. */
const late = 10 * minute
/** What is put off comes back after so long, milliseconds. */
const putOff = { soon: 10 * minute, hour: 60 * minute, tomorrow: 24 * 60 * minute } as const
const snooze = 'reminder:snooze:'

function lineOf(item: Scheduled, context: Context): string {
  const { what, every, zone } = keptIn(item)
  const { words, language, contact } = context
  const when = momentWords(item.dueAt, contact.timeZone ?? zone, context)
  if (every === undefined || zone === undefined) return `${shown(what)} (${when})`
  const [key, values] = describeEvery(every, item.dueAt, zone, language)
  return `${shown(what)} (🔁 ${words('at', { day: words(key, values), time: describeClock(item.dueAt, zone, language) })})`
}

async function list(context: Context): Promise<string> {
  const { words, schedule } = context
  const items = await schedule.list()
  if (items.length === 0) return `${words('empty')} ${words('example')}`
  const lines = items.map((item, index) => `${index + 1}. ${lineOf(item, context)}`)
  return [words('listHead'), '', ...lines, '', words('listFoot')].join('\n')
}

async function* cancel(context: Context): AsyncGenerator<Effect, string, unknown> {
  const { schedule, text: said, words } = context
  const items = await schedule.list()
  if (items.length === 0) return words('nothing')
  let chosen = meantIn(said, items)
  if (chosen === undefined) {
    const labels: Record<string, string> = Object.fromEntries(
      items.slice(0, mostChoices).map((item) => [item.id, keptIn(item).what.slice(0, 40).toWellFormed()]),
    )
    if (items.length > 1) labels['all'] = words('all')
    labels['none'] = words('none')
    const which = yield* ask(words('which'), choiceOf(labels))
    if (which === 'none') return words('stay')
    chosen = which === 'all' ? items : items.filter(({ id }) => id === which)
  }
  for (const { id } of chosen) schedule.cancel(id)
  const [only] = chosen
  return chosen.length === 1 && only !== undefined
    ? words('cancelled', { what: shown(keptIn(only).what) })
    : words('cancelledMany', { count: chosen.length })
}

const everything =
  /(?<!\p{L})(?:all|every|everything|todos|todas|tous|toutes|alle|tutti|tutte|wszystkie|tüm|hepsi|все|كل|सभी|semua)(?!\p{L})|所有|全部|すべて|全て/iu

/** All, the only one, one by its number, or those whose words are said; undefined: must be asked for. */
function meantIn(said: string, items: readonly Scheduled[]): readonly Scheduled[] | undefined {
  if (everything.test(said)) return items
  const numbered = items[Number(/(?:^|\D)(\d{1,2})(?!\d)/.exec(said)?.[1] ?? 0) - 1]
  if (numbered !== undefined) return [numbered]
  const words = wordsOf(said)
  const named = items.filter((item) => wordsOf(keptIn(item).what).some((word) => words.includes(word)))
  if (named.length === 1) return named
  // A bare “cancel” may have been meant for something else: better asked than lost.
  return items.length === 1 && /\b(?:remind|alarm)/i.test(said) && !/\babout\b/i.test(said) ? items : undefined
}

const common = new Set(
  'cancel delete remove stop drop reminder reminders remind about that please want don with from this the'.split(' '),
)

function wordsOf(said: string): readonly string[] {
  return (said.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).filter((word) => !common.has(word))
}

async function* moveTo(context: Context): AsyncGenerator<Effect, string, unknown> {
  const { contact, text: said, now, words, language } = context
  const zone = zoneIn(said, now()) ?? (yield* askZone(context))
  if (zone === undefined) return words('whereAgain')
  contact.remember({ timeZone: zone })
  return words('noted', { time: describeClock(now(), zone, language) })
}

/** “Do not remind me between 22:00 and 7:00”; without two clocks the night is meant, and said again, none. */
async function beQuiet({ text: said, store, words }: Context): Promise<string> {
  const drawer = store.conversation
  const had = await drawer.get('quiet', text())
  const quiet = quietIn(said) ?? (had === undefined || had === 'none' ? { from: 22 * 60, to: 7 * 60 } : undefined)
  if (quiet === undefined) {
    drawer.set('quiet', 'none')
    return words('quietOff')
  }
  const [from, to] = [clockOf(quiet.from), clockOf(quiet.to)]
  drawer.set('quiet', `${from}-${to}`)
  return words('quietSet', { from, to })
}

/** What is due is said, with ways to put it off; what comes again is set for its next time. */
async function remind(context: Context & { readonly payload: Kept }): Promise<Part | { readonly reply: 'silence' }> {
  const { payload: kept, event, now, words, schedule } = context
  const { what, every, zone } = kept
  const isLate = now() - event.at > late
  const quiet = isLate && zone !== undefined ? await quietOf(context) : undefined
  if (quiet !== undefined && zone !== undefined && isQuiet(quiet, now(), zone) && !isQuiet(quiet, event.at, zone)) {
    // It was not meant for the night, and comes then only because something was down.
    schedule.at('remind', quietEnd(quiet, now(), zone), kept)
    return { reply: 'silence' }
  }
  if (every !== undefined && zone !== undefined)
    schedule.at('remind', nextOf(every, kept.minute ?? 9 * 60, zone, now(), event.at), kept)
  const about = what.slice(0, 200).toWellFormed()
  return {
    type: 'choices',
    text: [words('due', { what: shown(what) }), ...(isLate ? [words('late')] : [])].join(' '),
    options: Object.keys(putOff).map((key) => ({ id: `${snooze}${key}:${about}`, label: words(key) })),
  }
}

function snoozed(option: string, context: Context): string | typeof pass {
  const [, key = '', what = ''] = /^(\w+):(.+)$/su.exec(option.slice(snooze.length)) ?? []
  if (!Object.hasOwn(putOff, key) || what === '') return pass
  const { schedule, words, now, contact } = context
  const at = now() + putOff[key as keyof typeof putOff] // looked up just above
  schedule.at('remind', at, contact.timeZone === undefined ? { what } : { what, zone: contact.timeZone })
  return words('snoozed', { when: momentWords(at, contact.timeZone, context), what: shown(what) })
}

export default definePlugin({
  name: 'reminder',
  description: 'Reminds of things at a time, once or again and again: sets, lists, puts off and cancels reminders.',
  needs: ['schedule', 'store'],
  settings,
  intents: {
    set: { description: 'Sets a reminder.', examples: examples.set, handle: set },
    list: { description: 'Lists your reminders.', examples: examples.list, handle: list },
    cancel: { description: 'Cancels a reminder.', examples: examples.cancel, handle: cancel },
    'time-zone': { description: 'Notes where you are.', examples: examples['time-zone'], handle: moveTo },
    quiet: { description: 'Keeps quiet at night.', examples: examples.quiet, handle: beQuiet },
  },
  commands: {
    remind: { description: 'Remind me of something', handle: set },
    reminders: { description: 'My reminders', handle: list },
  },
  due: { remind: { payload, handle: remind } },
  on: {
    button: (context) => (context.event.option.startsWith(snooze) ? snoozed(context.event.option, context) : pass),
  },
  /** “remind me …” is clear whatever the rest is about, even where so many new words leave the classifier in doubt. */
  fallback: ({ text: said }) => (/^\W*(?:please |can you |could you )?remind me\b/i.test(said) ? goto('set') : pass),
})
