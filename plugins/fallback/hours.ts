/** When people are there: `mon-fri 09:00-18:00, sat 10:00-14:00`, by the clock of a time zone. */

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const day = `(?:${days.join('|')})`
const span = `${day}(?:-${day})? (?:[01]\\d|2[0-3]):[0-5]\\d-(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)`

/** What a setting must look like. */
export const hoursPattern = `^${span}(?:, ${span})*$`

const minute = 60_000
const week = 7 * 24 * 60

interface Span {
  /** Minutes since Sunday, 0:00. */
  readonly from: number
  readonly to: number
}

function spansIn(hours: string): readonly Span[] {
  return hours.split(', ').flatMap((one) => {
    const [, first = '', last = first, from = '', to = ''] = /^(\w+)(?:-(\w+))? ([\d:]+)-([\d:]+)$/.exec(one) ?? []
    const begin = days.findIndex((name) => name === first)
    const count = (days.findIndex((name) => name === last) - begin + days.length) % days.length
    return Array.from({ length: count + 1 }, (_, index) => {
      const midnight = ((begin + index) % days.length) * 24 * 60
      return { from: midnight + minutesOf(from), to: midnight + minutesOf(to) }
    })
  })
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** When somebody is there again, milliseconds since 1970; undefined: somebody is there now. */
export function opensAt(hours: string, zone: string, now: number): number | undefined {
  const spans = spansIn(hours)
  const here = minuteOfWeek(now, zone)
  if (spans.some(({ from, to }) => from <= here && here < to)) return undefined
  const waits = spans.map(({ from }) => (from - here + week) % week)
  return (Math.floor(now / minute) + Math.min(...waits)) * minute
}

function minuteOfWeek(now: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  })
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]))
  const today = days.findIndex((name) => name === parts.get('weekday')?.toLowerCase())
  return today * 24 * 60 + Number(parts.get('hour')) * 60 + Number(parts.get('minute'))
}

/** “Monday 9:00 AM”, in the language and by the zone's clock. */
export function describeOpening(at: number, timeZone: string, language: string): string {
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone })
  const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone })
  return `${day.format(at)} ${clock.format(at)}`
}
