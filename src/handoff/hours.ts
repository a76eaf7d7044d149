import { handoffDefaults } from '../config/defaults.ts'
import { weekdays } from '../contracts/handoff.ts'
import type { Hours, Span } from '../contracts/handoff.ts'

/**
 * When people are there, by the clock on the wall of their zone. Between two moves of that clock (summer time) wall and
 * world run alike, so each such stretch is looked at as a whole: what is found is what a person with a watch would find,
 * also in the hour that there is twice, and in the one that there is not.
 */

const day = 24 * 60 * 60_000

/**
 * When somebody is there, from `now` on: `now` itself when somebody is. Undefined when nobody ever is, or not within a
 * year. Milliseconds since 1970.
 */
export function opensAt(hours: Hours, now: number): number | undefined {
  const clock = clockOf(hours.zone)
  const end = now + handoffDefaults.horizonMs
  for (let at = now; at < end;) {
    const offset = clock(at)
    const midnight = dayWithSpans(hours, at + offset, end + offset)
    if (midnight === undefined) return undefined
    // No clock is moved by a day: what comes before need not be looked at closely.
    const leap = midnight - offset - day
    if (leap > at) {
      at = leap
      continue
    }
    const until = sameOffsetUntil(clock, at, offset)
    const wall = firstOpen(hours, at + offset, until + offset)
    if (wall !== undefined) return wall - offset
    at = until
  }
  return undefined
}

/** The first day on the wall, beginning with today, on which somebody is there at all. */
function dayWithSpans(hours: Hours, from: number, until: number): number | undefined {
  for (let midnight = from - modulo(from, day); midnight < until; midnight += day)
    if (spansOf(hours, midnight).length > 0) return midnight
  return undefined
}

/** The first moment in a stretch of wall time (as if it were UTC) at which somebody is there. */
function firstOpen(hours: Hours, from: number, until: number): number | undefined {
  for (let midnight = from - modulo(from, day); midnight < until; midnight += day) {
    const starts = spansOf(hours, midnight).flatMap((span) => {
      const start = Math.max(midnight + minutesOf(span.from) * 60_000, from)
      return start < Math.min(midnight + minutesOf(span.to) * 60_000, until) ? [start] : []
    })
    if (starts.length > 0) return Math.min(...starts)
  }
  return undefined
}

function spansOf({ week, exceptions = [] }: Hours, midnight: number): readonly Span[] {
  const date = new Date(midnight).toISOString().slice(0, 10)
  const exception = exceptions.find((one) => one.date === date)
  if (exception !== undefined) return exception.open
  // 1970 began on a Thursday.
  const weekday = weekdays[modulo(Math.floor(midnight / day) + 3, 7)]
  return weekday === undefined ? [] : (week[weekday] ?? [])
}

/** Minutes since midnight of `09:30`. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}

/** What the wall shows, minus UTC, in milliseconds. */
type Clock = (at: number) => number

/** The end of the stretch in which the wall's clock is not moved, some hours long at the most. */
function sameOffsetUntil(clock: Clock, from: number, offset: number): number {
  let after = from + handoffDefaults.clockStepMs
  if (clock(after) === offset) return after
  // Clocks are moved at whole minutes.
  let before = Math.floor(from / 60_000) * 60_000
  after = Math.ceil(after / 60_000) * 60_000
  while (after - before > 60_000) {
    const middle = before + Math.floor((after - before) / 120_000) * 60_000
    if (clock(middle) === offset) before = middle
    else after = middle
  }
  return after
}

const formats = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Clock {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', year: 'numeric' })
    // A few hundred zones at the most: whoever sets one has it checked first.
    formats.set(timeZone, format)
  }
  const known = format
  return (at) => offsetIn(known.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '')
}

/** `GMT`, `GMT+05:30`, `GMT-00:44:30`. */
function offsetIn(name: string): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /^GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(name) ?? []
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
  return sign === '-' ? -size : size
}

/** “Monday, November 23 at 9:00 AM GMT+1”, in the language and by the zone's clock. */
export function describe(at: number, timeZone: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(at)
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
