import places from './places.json' with { type: 'json' }

/** Time zones: found in what a person says, and applied to a clock on their wall. */

/** Characters in which a place is looked for. */
const longestPlace = 200
const minute = 60_000
const hour = 60 * minute

/** Lower case, without accents, words apart by single spaces. */
function fold(said: string): string {
  const bare = said.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return bare.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

let known: ReadonlyMap<string, string> | undefined

/** Cities that zones are named after (`Europe/Berlin`), and other places people live in. */
function zonesByPlace(): ReadonlyMap<string, string> {
  known ??= new Map([
    ...Intl.supportedValuesOf('timeZone').flatMap((zone) => {
      const [continent, city, more] = zone.split('/')
      return city === undefined || more !== undefined || continent === 'Antarctica' ? [] : [[fold(city), zone] as const]
    }),
    ...Object.entries(places).flatMap(([zone, names]) => names.map((name) => [name, zone] as const)),
  ])
  return known
}

/**
 * The zone a person means by a city, a country, a zone's own name, an abbreviation, an offset from UTC, or by saying
 * what time it is for them. An offset has no daylight saving, so it comes last but one.
 */
export function zoneIn(text: string, now: number): string | undefined {
  const said = text.slice(0, longestPlace)
  return named(said) ?? placeIn(said) ?? offsetIn(said) ?? zoneOfClock(said, now)
}

function named(said: string): string | undefined {
  const name = /[A-Za-z]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?/.exec(said.replaceAll(/(?<=\/\w+) (?=\w)/g, '_'))?.[0]
  return name === undefined ? undefined : canonical(name)
}

function canonical(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/** The longest place named: “New York” before “York”. With an offset beside it (“UTC+2”), “UTC” is no place. */
function placeIn(said: string): string | undefined {
  if (/\b(?:utc|gmt)\s*[+−-]\s*\d/i.test(said)) return undefined
  const words = fold(said).split(' ').slice(0, 30)
  for (let length = Math.min(3, words.length); length > 0; length--) {
    for (let start = 0; start + length <= words.length; start++) {
      const zone = zonesByPlace().get(words.slice(start, start + length).join(' '))
      if (zone !== undefined) return zone
    }
  }
  return undefined
}

function offsetIn(said: string): string | undefined {
  const found = /(?:^|utc|gmt|\s)\s*([+−-])\s*(\d{1,2})(?::?([0-5]\d))?(?!\d)/i.exec(said)
  if (found === null) return undefined
  const [, sign, hours, minutes = '00'] = found
  return zoneOfOffset((sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes)))
}

/** Minutes east of UTC. */
function zoneOfOffset(minutes: number): string | undefined {
  if (minutes < -12 * 60 || minutes > 14 * 60) return undefined
  if (minutes === 0) return 'UTC'
  const size = Math.abs(minutes)
  // The signs of Etc/GMT are the other way round, after POSIX.
  if (size % 60 === 0) return `Etc/GMT${minutes > 0 ? '-' : '+'}${size / 60}`
  return `${minutes > 0 ? '+' : '-'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
}

/** “It is 3:40 pm here”, by a watch that may be some minutes wrong. */
function zoneOfClock(said: string, now: number): string | undefined {
  const found = /\b(\d{1,2})[:.]([0-5]\d)\s*([ap])?\.?m?/i.exec(said)
  if (found === null) return undefined
  const [, hours, minutes, half] = found
  if (Number(hours) > (half === undefined ? 23 : 12)) return undefined
  const clock =
    ((Number(hours) % (half === undefined ? 24 : 12)) + (half?.toLowerCase() === 'p' ? 12 : 0)) * 60 + Number(minutes)
  const ahead = Math.round((clock - (Math.floor(now / minute) % (24 * 60))) / 30) * 30
  return zoneOfOffset(ahead > 14 * 60 ? ahead - 24 * 60 : ahead < -11 * 60 ? ahead + 24 * 60 : ahead)
}

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

/** Says `{day} at {time}` in the language. */
export type SayAt = (values: { readonly day: string; readonly time: string }) => string

/** “tomorrow at 09:00 (Saturday 28 March)”; the year when it is another one. Clocks are read as they are where one is. */
export function describeMoment(at: number, now: number, zone: string, language: string, sayAt: SayAt): string {
  const english = language.split('-', 1)[0] === 'en'
  const locale = english ? (zone.startsWith('America/') ? 'en-US' : 'en-GB') : language
  const [then, today] = [new Date(wallClock(at, zone)), new Date(wallClock(now, zone))]
  const days = Math.round((then.setUTCHours(0, 0, 0, 0) - today.setUTCHours(0, 0, 0, 0)) / (24 * hour))
  const time = describeClock(at, zone, language)
  const sameYear = then.getUTCFullYear() === today.getUTCFullYear()
  const date = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: zone,
  }).format(at)
  if (days !== 0 && days !== 1) return sayAt({ day: english ? `on ${date}` : date, time })
  const day = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
  return days === 0 ? sayAt({ day, time }) : `${sayAt({ day, time })} (${date})`
}

/** What the clock shows, as one reads it there. */
export function describeClock(at: number, zone: string, language: string): string {
  const english = language.split('-', 1)[0] === 'en'
  const locale = english ? (zone.startsWith('America/') ? 'en-US' : 'en-GB') : language
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(at)
}

/** “in 5 minutes”, for whom no zone is known. */
export function describeWait(at: number, now: number, language: string): string {
  const minutes = Math.max(1, Math.round((at - now) / minute))
  const [amount, unit] =
    minutes < 120
      ? [minutes, 'minute' as const]
      : minutes < 48 * 60
        ? [Math.round(minutes / 60), 'hour' as const]
        : [Math.round(minutes / 1440), 'day' as const]
  return new Intl.RelativeTimeFormat(language, { numeric: 'always' }).format(amount, unit)
}
