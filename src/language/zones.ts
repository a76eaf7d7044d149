/** Clocks on the walls of time zones. An unknown zone throws a RangeError. */

const hour = 3_600_000

/** What the clock on the wall shows, as if it were UTC: milliseconds to calculate with, not a moment. */
export function wallClock(instant: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  const whole = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return whole + (((instant % 1000) + 1000) % 1000)
}

/**
 * The moment when the clock shows it. Where the clock is put forward over it, as much later; where it shows it twice,
 * the first time.
 */
export function instantOf(wall: number, zone: string): number {
  const early = wall - (wallClock(wall - 12 * hour, zone) - (wall - 12 * hour))
  const late = wall - (wallClock(wall + 12 * hour, zone) - (wall + 12 * hour))
  const shows = (instant: number): boolean => wallClock(instant, zone) === wall
  return shows(early) ? early : shows(late) ? late : early
}
