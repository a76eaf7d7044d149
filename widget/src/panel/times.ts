/** Times as people of a language write them, where the reader is. */
export interface Times {
  clock(at: string): string
  /** “Today”, “Yesterday”, “Monday, 5 January”. */
  day(at: string, now: number): string
  /** Equal for times of one day. */
  dayKey(at: string): string
  full(at: string): string
}

const dayMs = 86_400_000

export function timesIn(language: string, timeZone?: string): Times {
  const zone = timeZone === undefined ? {} : { timeZone }
  const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', ...zone })
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', ...zone })
  const full = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', ...zone })
  const key = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', ...zone })
  const near = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const begin = (text: string) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
  return {
    clock: (at) => clock.format(new Date(at)),
    dayKey: (at) => key.format(new Date(at)),
    full: (at) => full.format(new Date(at)),
    day(at, now) {
      const days = Math.round((Date.parse(key.format(new Date(at))) - Date.parse(key.format(now))) / dayMs)
      return begin(days === 0 || days === -1 ? near.format(days, 'day') : day.format(new Date(at)))
    },
  }
}

/** `482000` → “482 kB”. */
export function bytesIn(language: string, count: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const index = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(count, 1)) / 3))
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[index] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(count / 1000 ** index)
}
