import * as chrono from 'chrono-node/en'
import { instantOf, wallClock } from './zones.ts'

/** Reads a request: what to remind of, and when. */

export interface Reading {
  /** What to remind of; empty when it was not said. */
  readonly task: string
  /** The words that say when, in order; empty when none do. */
  readonly when: string
  /** Words in the place of a time that say none: “31 feb”, “later”. */
  readonly unclear: string | undefined
  /** “every day”: more than once was asked for. */
  readonly repeats: boolean
}

export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number
  /** The same moment wherever the person is: “in 5 minutes”, “at 9 UTC”. */
  readonly anywhere: boolean
}

type Found = ReturnType<typeof chrono.parse>[number]

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** What people type, and what they mean by it. */
const habits: readonly (readonly [RegExp, string])[] = [
  [/\b(?:tom+or+ow|tom+or+w|tmr+w?|tmo?rw|tmw|2mor+ow|2mrw|2moro)\b/gi, 'tomorrow'],
  [/\b(?:2nite|tonite)\b/gi, 'tonight'],
  [/\b(?:wensday|wednsday|wendsday|wedensday)\b/gi, 'wednesday'],
  [/\b(?:thrusday|thurday|thursady)\b/gi, 'thursday'],
  [/\b(?:tuseday|teusday|tuesdy)\b/gi, 'tuesday'],
  [/\b(?:saterday|satuday)\b/gi, 'saturday'],
  [/\bhalf an? hour\b/gi, '30 minutes'],
  [/\b(?:an|one|1) hour and a half\b/gi, '90 minutes'],
  [/\ban? quarter of an hour\b/gi, '15 minutes'],
  [/\ba couple of (?=minutes|hours|days|weeks)/gi, '2 '],
  [/\b(?:a few) (?=minutes|hours|days)/gi, '3 '],
  [/\bin (\d{1,3})(?=\s*(?:$|[,.!]|to\b))/gi, 'in $1 minutes'],
  [/\bo['’ ]?clock\b/gi, ''],
  [/\b(?:at )?(?:end of (?:the )?day|eod)\b/gi, 'at 17:00'],
  [/\b(?:at )?lunch ?time\b/gi, 'at 12:00'],
  [/\bafter work\b/gi, 'at 18:00'],
  [/\bin (?:the year )?(20\d\d)\b/gi, 'in January $1'],
  [/\bwake me (up )?at (\d{1,2}(?::\d\d)?)(?!\d|:|\s*[ap]\.?m)/gi, 'wake me $1at $2 am'],
  [/\bat (\d{1,2})h(?=\b)/gi, 'at $1:00'],
  [/\bat (\d{1,2})h(\d\d)\b/gi, 'at $1:$2'],
]

const hours = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')
const hourWords = `(?<hour>${hours.join('|')}|\\d{1,2})`

const months = 'January February March April May June July August September October November December'.split(' ')

/** `here` is what the clock on the wall shows. */
function tidy(text: string, here: number): string {
  const plain = habits.reduce((tidied, [said, meant]) => tidied.replaceAll(said, meant), text)
  const ended = `(?=\\s*(?:$|[,.!?]|[ap]\\.?m|to\\b|today|tomorrow|tonight|on\\b|in the\\b|sharp|remind|please|and\\b))`
  return plain
    .replaceAll(new RegExp(`\\bhalf past ${hourWords}\\b`, 'gi'), (_, said: string) => `${hourOf(said)}:30`)
    .replaceAll(new RegExp(`\\b(?:a )?quarter past ${hourWords}\\b`, 'gi'), (_, said: string) => `${hourOf(said)}:15`)
    .replaceAll(
      new RegExp(`\\b(?:a )?quarter to ${hourWords}\\b`, 'gi'),
      (_, said: string) => `${hourOf(said) - 1 || 12}:45`,
    )
    .replaceAll(
      new RegExp(`\\b(at|by|around) ${hourWords}\\b${ended}`, 'gi'),
      (_, word: string, said: string) => `${word} ${hourOf(said)}`,
    )
    .replaceAll(
      /(?<![\d.])([0-3]?\d)\.(0?[1-9]|1[0-2])\.(\d{4})?(?!\d)/g,
      (_, date: string, month: string, year?: string) => [date, months[Number(month) - 1], year].join(' '),
    )
    .replaceAll(
      /\b(?:on )?the (\d{1,2})(?:st|nd|rd|th)\b(?! of| (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/gi,
      (_, date: string) => {
        const today = new Date(here)
        const month = today.getUTCMonth() + (Number(date) > today.getUTCDate() ? 0 : 1)
        return `on ${date} ${months[month % 12] ?? ''}`
      },
    )
}

function hourOf(said: string): number {
  const index = hours.indexOf(said.toLowerCase())
  return index < 0 ? Number(said) : index + 1
}

const asking =
  /\b(?:(?:please|pls|plz|can|could|would|will|you|u|i(?:'d| would)? (?:like|want|need)(?: you)?(?: to)?|to)\s+)*(?:remind (?:me|us)|be reminded|(?:set|make|add|create|give|schedule|put|need|want|have)(?: me)?(?: up)?(?: an?)?(?: new)? (?:reminder|alarm)|reminder|(?:don['’]?t|do not) let me forget|help me remember|make sure i remember|(?:wake|ping|nudge|alert|notify|tell) me(?: up)?)\b(?:\s+(?:please|pls))?/i
const leading =
  /^(?:[\s,.:;!?–-]|(?:to|that|about|of|for|and|then|please|pls|hey|hi|hello|ok|okay|i (?:need|have|want) to)\b)+/i
const trailing = /(?:[\s,.:;!–-]|\b(?:please|pls|thanks|thank you|thx)\b)+$/i
const preposition = /\b(?:at|on|by|for|from|around|before|until|about|in|during)\s+(?:the\s+)?$/i
/** What stands where a time should, and is none. */
const noTime =
  /\b(?:at|on|by)\s+(?:the\s+)?\S*\d\S*(?:\s+\p{L}+)?(?=\s+to\b|\s*$)|\b(?:later|soon|sometime|some ?time|some ?day)\b/iu

/** Takes a request apart. `now` and `zone` matter only for telling which words are a time at all. */
export function readRequest(text: string, now: number, zone: string): Reading {
  const tidied = tidy(text.slice(0, 1000), wallClock(now, zone)).replaceAll(/\s+/g, ' ').trim()
  const spans = chosenSpans(tidied, parse(tidied, now, zone))
  let rest = ''
  let from = 0
  for (const { index, text: words } of spans) {
    rest += `${tidied.slice(from, index).replace(preposition, '')} `
    from = index + words.length
  }
  rest += tidied.slice(from)
  const repeats = /\b(?:every|each|daily|weekly|monthly)\b/i.test(rest)
  const wish = asking.exec(rest)?.[0] ?? ''
  const unclear = spans.length > 0 ? undefined : noTime.exec(rest)?.[0]
  const task = rest
    .replace(unclear ?? '', ' ')
    .replace(asking, ' ')
    .replaceAll(/\b(?:every|each)(?: day| week| month| morning| evening)?\b/gi, repeats ? '' : '$&')
    .replaceAll(/\s+/g, ' ')
    .replace(leading, '')
    .replace(trailing, '')
  return {
    task: task === '' ? usualTask(wish) : task,
    when: spans.map(({ text: words }) => words).join(' '),
    unclear: unclear
      ?.trim()
      .replace(preposition, '')
      .replace(/^(?:at|on|by) /i, ''),
    repeats,
  }
}

function usualTask(wish: string): string {
  return /wake/i.test(wish) ? 'wake up' : /alarm/i.test(wish) ? 'your alarm' : ''
}

/** The clock on the wall is given to chrono as if it were UTC: it knows no zones by name. */
function parse(text: string, now: number, zone: string): readonly Found[] {
  const parser = zone.startsWith('America/') ? chrono.casual : chrono.GB
  return parser.parse(text, { instant: new Date(wallClock(now, zone)), timezone: 0 }, { forwardDate: true })
}

const saysDay = ({ start }: Found): boolean =>
  start.isCertain('day') || start.isCertain('weekday') || start.isCertain('month')
const saysTime = ({ start }: Found): boolean => start.isCertain('hour')

/**
 * Of several times named, the one before “to …” is when to remind, the others belong to the task; else the last one.
 * A day and a time that stand apart (“tomorrow to call the bank at 9”) are one.
 */
function chosenSpans(text: string, found: readonly Found[]): readonly Found[] {
  const task = /\b(?:to|that|about)\b/i.exec(text)?.index ?? 0
  const chosen = found.findLast(({ index }) => index < task) ?? found.at(-1)
  if (chosen === undefined) return []
  const other = found.find((one) =>
    saysDay(chosen) && !saysTime(chosen)
      ? !saysDay(one) && saysTime(one)
      : !saysDay(chosen) && saysDay(one) && !saysTime(one),
  )
  return other === undefined ? [chosen] : [chosen, other].sort((a, b) => a.index - b.index)
}

/** The moment that words say; undefined when they say none. It may have passed. */
export function momentIn(text: string, now: number, zone: string): Moment | undefined {
  const here = wallClock(now, zone)
  const tidied = tidy(text.slice(0, 1000), here)
  const spans = chosenSpans(tidied, parse(tidied, now, zone))
  const [found] = spans.length > 1 ? parse(spans.map((span) => span.text).join(' '), now, zone) : spans
  if (found === undefined) return undefined
  const { start } = found
  const wall = Date.UTC(
    start.get('year') ?? 0,
    (start.get('month') ?? 1) - 1,
    start.get('day') ?? 1,
    start.get('hour') ?? 0,
    start.get('minute') ?? 0,
    start.get('second') ?? 0,
  )
  const tags = found.tags()
  if (tags.has('result/relativeDateAndTime') || /^now$/i.test(found.text)) {
    return { at: now + (start.date().getTime() - here), anywhere: true }
  }
  if (start.isCertain('timezoneOffset') && !tags.has('result/relativeDate')) {
    const at = wall - (start.get('timezoneOffset') ?? 0) * minute
    return { at: saysDay(found) ? at : now + ((((at - now) % day) + day) % day), anywhere: true }
  }
  return {
    at: instantOf(saysTime(found) ? likelyHalf(found, wall, here) : usualHour(found, wall, here), zone),
    anywhere: false,
  }
}

/** A day without a time, or with a part of the day, means an hour at which people do things, and on this day a later one. */
function usualHour({ text }: Found, wall: number, here: number): number {
  const isToday = /\b(?:today|tonight|this (?:morning|afternoon|evening))\b/i.test(text)
  const clock = isToday ? here : wall
  const at = /evening|tonight/i.test(text) ? 19 : /night/i.test(text) ? 21 : /afternoon/i.test(text) ? 15 : 9
  const usual = clock - (clock % day) + at * hour
  const half = 30 * minute
  return isToday && usual <= here ? Math.ceil((here + hour) / half) * half : usual
}

/** “at 5” is the next five o'clock at which people are awake; “tomorrow at 5” is in the afternoon, “at 05:00” is not. */
function likelyHalf(found: Found, wall: number, here: number): number {
  const { start, text } = found
  const said = start.get('hour') ?? 0
  if (start.isCertain('meridiem') || said < 1 || said > 11 || /\b0\d|morning/i.test(text)) return wall
  if (/afternoon|evening|tonight|night/i.test(text)) return wall + 12 * hour
  if (saysDay(found)) return said < 7 ? wall + 12 * hour : wall
  const first = here - (here % day) + (wall % day)
  const next = [first, first + 12 * hour, first + day, first + day + 12 * hour].find((candidate) => {
    const clock = (candidate % day) / hour
    return candidate > here && clock >= 7 && clock < 23
  })
  return next ?? wall
}
