import { numbersIn } from './numbers.ts'

/** Days and moments in the languages that chrono has no grammar of: Turkish, Polish, Hindi, Korean. Small, on purpose. */

export interface OwnDate {
  /** What the clock on the wall shows then, as if it were UTC. */
  readonly wall: number
  /** An hour was said. */
  readonly hasTime: boolean
  /** "In five minutes": so much later than now, whatever the clocks do. Milliseconds. */
  readonly elapsed?: number
  /** The first UTF-16 unit of what says so, and one past the last. */
  readonly start: number
  readonly end: number
}

interface Moment {
  readonly wall: number
  readonly hasTime: boolean
  readonly elapsed?: number
}

interface Grammar {
  /** Words and how many days from today; longer words first where one is within another. */
  readonly days: Readonly<Record<string, number>>
  /** Monday to Sunday, beginnings of words. */
  readonly weekdays: readonly string[]
  /** January to December, beginnings of words. */
  readonly months: readonly string[]
  /** Beginnings of words. */
  readonly units: Readonly<Record<'minute' | 'hour' | 'day' | 'week' | 'month', string>>
  /** `N`, `U` stand for the number and the unit. */
  readonly later: readonly string[]
  /** Named groups `h` and, where it can be said, `m`. */
  readonly clocks: readonly string[]
  /** Words that put an hour into the afternoon, and into the morning. */
  readonly afternoon: string
  readonly morning: string
  readonly half?: string
}

const grammars: Readonly<Record<string, Grammar>> = {
  tr: {
    days: { 'öbür gün': 2, 'ertesi gün': 1, yarın: 1, bugün: 0, dün: -1, haftaya: 7 },
    weekdays: ['pazartesi', 'salı', 'çarşamba', 'perşembe', 'cuma(?!rtesi)', 'cumartesi', 'pazar(?!tesi)'],
    months: 'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık'.split(' '),
    units: { minute: 'dakika|dk', hour: 'saat', day: 'gün', week: 'hafta', month: 'ay' },
    later: ['N (?:U)\\p{L}* (?:sonra|içinde)'],
    clocks: [
      'saat (?<h>\\d{1,2})(?:[:.](?<m>\\d{2})| (?<half>buçuk))?',
      '(?<h>\\d{1,2})[:.](?<m>\\d{2})',
      "(?<h>\\d{1,2})'?(?:de|da|te|ta)(?!\\p{L})",
    ],
    afternoon: 'akşam|öğleden sonra|gece',
    morning: 'sabah|öğleden önce',
  },
  pl: {
    days: { pojutrze: 2, jutro: 1, dziś: 0, dzisiaj: 0, wczoraj: -1 },
    weekdays: ['poniedział', 'wtor', 'środ|srod', 'czwart', 'piąt|piat', 'sobot', 'niedziel'],
    months: [
      'stycz',
      'lut',
      'mar(?:ca|zec)',
      'kwie',
      'maj',
      'czerw',
      'lip',
      'sierp',
      'wrze',
      'paździer',
      'listop',
      'grud',
    ],
    units: { minute: 'minut|min', hour: 'godzin|godz', day: 'dzień|dni', week: 'tydzień|tygod', month: 'miesi' },
    later: ['za (?:N )?(?:U)\\p{L}*'],
    clocks: [
      '(?:o|godz\\.?|godzin[aęie]+) (?:godz(?:\\.|inie) ?)?(?<h>\\d{1,2})(?:[:.](?<m>\\d{2}))?',
      '(?<h>\\d{1,2}):(?<m>\\d{2})',
    ],
    afternoon: 'wieczor|po południu',
    morning: 'rano|przed południem',
  },
  hi: {
    // कल is yesterday as well: what is asked about is mostly still to come.
    days: { परसों: 2, कल: 1, आज: 0 },
    weekdays: ['सोमवार', 'मंगलवार', 'बुधवार', 'गुरुवार|बृहस्पतिवार|गुरूवार', 'शुक्रवार', 'शनिवार', 'रविवार|इतवार'],
    months: 'जनवरी फ़रवरी|फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर'.split(' '),
    units: { minute: 'मिनट', hour: 'घंटे|घंटा|घण्टे|घंटों', day: 'दिन', week: 'हफ़्ते|हफ्ते|सप्ताह', month: 'महीने|महीना|माह' },
    later: ['N (?:U)[\\p{L}\\p{M}]* (?:में|बाद|के बाद)'],
    clocks: ['(?<h>\\d{1,2})(?::(?<m>\\d{2}))? ?बजे', '(?<h>\\d{1,2}):(?<m>\\d{2})'],
    afternoon: 'शाम|दोपहर|रात',
    morning: 'सुबह|सवेरे',
  },
  ko: {
    days: { 모레: 2, 내일: 1, 오늘: 0, 어제: -1 },
    weekdays: '월요일 화요일 수요일 목요일 금요일 토요일 일요일'.split(' '),
    months: Array.from({ length: 12 }, (_, index) => `${index + 1}월`),
    units: { minute: '분', hour: '시간', day: '일(?!요일)', week: '주일?', month: '개월|달' },
    later: ['N ?(?:U) ?(?:후|뒤|이내|있다가)'],
    clocks: ['(?<h>\\d{1,2}) ?시(?!간)(?: ?(?<m>\\d{1,2}) ?분| ?(?<half>반))?', '(?<h>\\d{1,2}):(?<m>\\d{2})'],
    afternoon: '오후|저녁|밤',
    morning: '오전|아침|새벽',
  },
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

export const hasOwnGrammar = (language: string): boolean => Object.hasOwn(grammars, language)

/** `now` is the clock on the wall as if it were UTC. Undefined: no day is named, or two are. */
export function ownDate(text: string, language: string, now: number): OwnDate | undefined {
  const grammar = Object.hasOwn(grammars, language) ? grammars[language] : undefined
  if (grammar === undefined) return undefined
  const said = new Said(text, language)
  const found = momentIn(said, grammar, now)
  return found === undefined ? undefined : { ...found, ...said.span }
}

function momentIn(said: Said, grammar: Grammar, now: number): Moment | undefined {
  const later = laterIn(said, grammar, now)
  if (later?.elapsed !== undefined) return later
  const clock = clockIn(said, grammar)
  const today = Math.floor(now / dayMs) * dayMs
  const named = new Set([...(later === undefined ? [] : [later.wall]), ...daysIn(said, grammar, today)])
  if (named.size > 1 || (named.size === 0 && clock === undefined)) return undefined
  const [day = today] = named
  if (clock === undefined) return { wall: day, hasTime: false }
  const wall = day + clock * minuteMs
  // An hour that is over today is meant tomorrow.
  return { wall: named.size === 0 && wall <= now ? wall + dayMs : wall, hasTime: true }
}

/** What was said, with numbers in words as digits, so that the grammars know digits alone; and which part of it they used. */
class Said {
  readonly #text: string
  /** Where each unit was in the text as it was given. */
  readonly #places: readonly number[]
  #start = Infinity
  #end = 0

  constructor(given: string, language: string) {
    const lower = given.toLocaleLowerCase(language)
    const text = lower.length === given.length ? lower : given
    const places: number[] = []
    let plain = ''
    const add = (piece: string, from: number, width: number) => {
      for (let index = 0; index < piece.length; index++) places.push(from + Math.min(index, width - 1))
      plain += piece
    }
    let at = 0
    for (const { value, start, end } of numbersIn(text, language)) {
      if (!Number.isInteger(value) || value < 0) continue
      add(text.slice(at, start), at, Infinity)
      add(String(value), start, end - start)
      at = end
    }
    add(text.slice(at), at, Infinity)
    places.push(text.length)
    this.#text = plain.replaceAll(/\s/gu, ' ')
    this.#places = places
  }

  get span(): { readonly start: number; readonly end: number } {
    return { start: this.#places[this.#start] ?? 0, end: this.#places[this.#end] ?? 0 }
  }

  /** What a match consists of counts as used. */
  find(source: string): RegExpExecArray | undefined {
    const match = patternOf(source).exec(this.#text)
    if (match === null) return undefined
    this.#start = Math.min(this.#start, match.index)
    this.#end = Math.max(this.#end, match.index + match[0].length)
    return match
  }

  has(source: string): boolean {
    return this.find(source) !== undefined
  }
}

function laterIn(said: Said, { units, later }: Grammar, now: number): Moment | undefined {
  for (const [unit, words] of Object.entries(units)) {
    for (const form of later) {
      const match = said.find(form.replace('N', '(?<n>\\d{1,4}|bir|एक)').replace('U', words))
      if (match === undefined) continue
      const count = Number(match.groups?.n ?? 1) || 1
      const today = Math.floor(now / dayMs) * dayMs
      switch (unit) {
        case 'minute':
          return { wall: now + count * minuteMs, hasTime: true, elapsed: count * minuteMs }
        case 'hour':
          return { wall: now + count * 60 * minuteMs, hasTime: true, elapsed: count * 60 * minuteMs }
        case 'day':
          return { wall: today + count * dayMs, hasTime: false }
        case 'week':
          return { wall: today + count * 7 * dayMs, hasTime: false }
        default:
          return { wall: monthsLater(today, count), hasTime: false }
      }
    }
  }
  return undefined
}

/** The last day of a shorter month, where the day is not in it. */
function monthsLater(day: number, count: number): number {
  const date = new Date(day)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count + 1, 0)).getUTCDate()
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, Math.min(date.getUTCDate(), last))
}

function daysIn(said: Said, { days, weekdays, months }: Grammar, today: number): readonly number[] {
  const found: number[] = []
  for (const [word, offset] of Object.entries(days)) {
    if (said.has(word)) {
      found.push(today + offset * dayMs)
      break
    }
  }
  weekdays.forEach((word, index) => {
    if (!said.has(`(?:${word})`)) return
    // The next one: said on a Friday, Friday is in a week.
    const ahead = (index + 1 - new Date(today).getUTCDay() + 7) % 7
    found.push(today + (ahead === 0 ? 7 : ahead) * dayMs)
  })
  months.forEach((word, index) => {
    const match =
      said.find(`(?<d>\\d{1,2})\\.? (?:${word})\\p{L}*(?: (?<y>\\d{4}))?`) ??
      said.find(`(?:(?<y>\\d{4})년 ?)?(?<![\\d])(?:${word})[\\p{L}\\p{M}]* ?(?<d>\\d{1,2})(?:일|(?![\\d:]))`)
    const day = dayOf(match?.groups?.y, index, match?.groups?.d, today)
    if (day !== undefined) found.push(day)
  })
  const numeric = said.find('(?<![./])(?<d>\\d{1,2})[./](?<mo>\\d{1,2})(?:[./](?<y>\\d{4}))?(?![\\d./])')?.groups
  const day = numeric === undefined ? undefined : dayOf(numeric.y, Number(numeric.mo) - 1, numeric.d, today)
  if (day !== undefined && found.length === 0) found.push(day)
  return found
}

/** Undefined for what is in no calendar. Without a year: the next time. */
function dayOf(year: string | undefined, month: number, day: string | undefined, today: number): number | undefined {
  if (day === undefined) return undefined
  const inYear = (candidate: number): number | undefined => {
    const date = Date.UTC(candidate, month, Number(day))
    return new Date(date).getUTCMonth() === month ? date : undefined
  }
  if (year !== undefined) return inYear(Number(year))
  const thisYear = new Date(today).getUTCFullYear()
  const soon = inYear(thisYear)
  return soon !== undefined && soon < today ? inYear(thisYear + 1) : soon
}

/** Minutes since midnight. */
function clockIn(said: Said, { clocks, afternoon, morning }: Grammar): number | undefined {
  for (const clock of clocks) {
    const groups = said.find(clock)?.groups
    if (groups === undefined) continue
    const hour = Number(groups.h)
    const minute = groups.half === undefined ? Number(groups.m ?? 0) : 30
    if (hour > 24 || minute > 59) continue
    const isLate = hour < 12 && said.has(`(?:${afternoon})`)
    const isMidnight = hour === 12 && said.has(`(?:${morning})`)
    return (isLate ? hour + 12 : isMidnight || hour === 24 ? 0 : hour) * 60 + minute
  }
  return undefined
}

const patterns = new Map<string, RegExp>()

/** At the beginning of a word. There are as many as the grammars have forms. */
function patternOf(source: string): RegExp {
  let pattern = patterns.get(source)
  if (pattern === undefined) {
    pattern = new RegExp(`(?<![\\p{L}\\p{M}\\d])${source}`, 'u')
    patterns.set(source, pattern)
  }
  return pattern
}
