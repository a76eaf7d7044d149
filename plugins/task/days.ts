/** Days of a calendar, and when somebody is reminded on one. */

const hour = 3_600_000
const day = 24 * hour
/** When people plan their day. */
const morning = 9

/** The day on the wall, `YYYY-MM-DD`, so many days from now. */
export function dayAfter(now: number, days: number, timeZone = 'UTC'): string {
  return new Date(now + offsetOf(now, timeZone) + days * day).toISOString().slice(0, 'YYYY-MM-DD'.length)
}

/** In the morning of the day; in an hour when that has passed. */
export function reminderOf(due: string, now: number, timeZone = 'UTC'): number {
  const wall = Date.parse(`${due}T00:00:00Z`) + morning * hour
  const at = wall - offsetOf(wall, timeZone)
  return at > now ? at : now + hour
}

/** `Saturday, 28 March`, in the language. */
export function written(due: string, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${due}T00:00:00Z`),
  )
}

/** Milliseconds that the clock on the wall is ahead of UTC. */
function offsetOf(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value ?? 0)
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  return wall - (at - (at % 60_000))
}
