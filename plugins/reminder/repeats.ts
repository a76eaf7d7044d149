import { instantOf, wallClock } from './zones.ts'

/** What comes again and again: read from words, and when it comes next. By the clock on the person's wall. */

export interface Every {
  readonly unit: 'day' | 'week' | 'month'
  /** Every one, or every other. */
  readonly each: 1 | 2
  /** Of a week: Sunday is 0. */
  readonly days?: readonly number[]
  /** Of a month: in a shorter one, its last day. */
  readonly date?: number
}

interface Words {
  readonly every: string
  readonly other?: string
  readonly day: string
  readonly workday: string
  readonly week: string
  readonly month: string
  /** Words that say it all. */
  readonly daily?: string
  readonly weekly?: string
  readonly monthly?: string
  /** The 15th of every month; the first group is the day. */
  readonly dated: string
  /** What is between two weekdays. */
  readonly and: string
  /** Written without spaces between words. */
  readonly dense?: true
}

/** As regular expressions. In `dense` languages the word for “every” may stand in the same word. */
const languages: Readonly<Record<string, Words>> = {
  en: { every: 'every|each', other: 'other|second', day: 'day|morning|afternoon|evening|night', workday: 'weekday|workday|working day', week: 'week', month: 'month', daily: 'daily', weekly: 'weekly', monthly: 'monthly', dated: '(?:on )?the (\\d{1,2})(?:st|nd|rd|th)? of (?:every|each|the) month|(?:every|each) (\\d{1,2})(?:st|nd|rd|th)', and: 'and' },
  es: { every: 'cada|todos los|todas las', other: 'dos|segundo', day: 'días?|dias?|mañanas?|tardes?|noches?', workday: 'días? laborables?|dias? laborables?', week: 'semanas?', month: 'mes(?:es)?', daily: 'diariamente|a diario', weekly: 'semanalmente', monthly: 'mensualmente', dated: '(?:el )?(?:día )?(\\d{1,2}) de cada mes', and: 'y' },
  pt: { every: 'a cada|cada|tod[oa]s? [oa]s?|tod[oa]s?', other: 'dois|duas', day: 'dias?|manhãs?|tardes?|noites?', workday: 'dias? úte?is', week: 'semanas?', month: 'mês|meses', daily: 'diariamente', weekly: 'semanalmente', monthly: 'mensalmente', dated: '(?:no )?dia (\\d{1,2}) de (?:cada|todo) mês', and: 'e' },
  fr: { every: 'chaque|tous les|toutes les', other: 'deux', day: 'jours?|matins?|soirs?', workday: 'jours? (?:ouvrables?|ouvrés?)', week: 'semaines?', month: 'mois', daily: 'quotidiennement', weekly: 'hebdomadairement', monthly: 'mensuellement', dated: 'le (\\d{1,2})(?:er)? (?:de )?chaque mois', and: 'et' },
  de: { every: 'jede[nrsm]?|alle', other: 'zweite[nrsm]?|zwei', day: 'tage?|morgen|abend', workday: 'werktage?|arbeitstage?', week: 'wochen?', month: 'monate?', daily: 'täglich', weekly: 'wöchentlich', monthly: 'monatlich', dated: '(?:am )?(\\d{1,2})\\. (?:jede[ns]|des) monats|jeden (\\d{1,2})\\.', and: 'und' },
  it: { every: 'ogni|tutti i|tutte le', other: 'due', day: 'giorn[oi]|mattin[ae]|ser[ae]', workday: 'giorn[oi] (?:lavorativ[oi]|ferial[ei])', week: 'settiman[ae]', month: 'mes[ei]', daily: 'quotidianamente', weekly: 'settimanalmente', monthly: 'mensilmente', dated: '(?:il )?(\\d{1,2}) (?:di ogni|del) mese', and: 'e' },
  nl: { every: 'elke|elk|iedere|ieder', other: 'tweede|andere', day: 'dag|ochtend|avond', workday: 'werkdag|weekdag', week: 'week', month: 'maand', daily: 'dagelijks', weekly: 'wekelijks', monthly: 'maandelijks', dated: '(?:op )?de (\\d{1,2})(?:e|de|ste)? van (?:elke|de) maand', and: 'en' },
  pl: { every: 'każd\\p{L}+|co', other: 'drug\\p{L}+|dwa', day: 'dzień|dni|rano|ranek|wieczór', workday: 'dzień roboczy|dni robocze', week: 'tydzień|tygodnie', month: 'miesiąc', daily: 'codziennie', weekly: 'cotygodniowo', monthly: 'comiesięcznie', dated: '(\\d{1,2})\\.? (?:dnia )?każdego miesiąca', and: 'i' },
  tr: { every: 'her', other: 'iki', day: 'gün|sabah|akşam', workday: 'iş günü|hafta içi', week: 'hafta', month: 'ay', daily: 'günlük', weekly: 'haftalık', monthly: 'aylık', dated: 'her ayın (\\d{1,2})\\p{L}*', and: 've' },
  ru: { every: 'кажд\\p{L}+|по', other: 'втор\\p{L}+', day: 'день|утро|вечер', workday: 'рабоч\\p{L}+ день|рабочим дням|будн\\p{L}+', week: 'недел\\p{L}+', month: 'месяц', daily: 'ежедневно', weekly: 'еженедельно', monthly: 'ежемесячно', dated: '(\\d{1,2})(?:-?го)? числа каждого месяца', and: 'и' },
  ar: { every: 'كل', day: 'يوم|صباح|مساء', workday: 'يوم عمل', week: 'أسبوع', month: 'شهر', daily: 'يوميا|يوميًا', weekly: 'أسبوعيا|أسبوعيًا', monthly: 'شهريا|شهريًا', dated: '(?:يوم )?(\\d{1,2}) من كل شهر', and: 'و' },
  hi: { every: 'हर|प्रत्येक', other: 'दूसरे', day: 'दिन|सुबह|शाम|रात', workday: 'कामकाजी दिन', week: 'हफ़्ते|हफ्ते|सप्ताह', month: 'महीने|माह', daily: 'रोज़|रोज|प्रतिदिन', weekly: 'साप्ताहिक', monthly: 'मासिक', dated: 'हर महीने(?: की)? (\\d{1,2})(?: तारीख़?)?(?: को)?', and: 'और' },
  id: { every: 'setiap|tiap', day: 'hari|pagi|siang|sore|malam', workday: 'hari kerja', week: 'pekan|minggu', month: 'bulan', daily: 'harian', weekly: 'mingguan', monthly: 'bulanan', dated: '(?:setiap|tiap) tanggal (\\d{1,2})|tanggal (\\d{1,2}) (?:setiap|tiap) bulan', and: 'dan' },
  zh: { every: '每', other: '隔一|两', day: '个?(?:天早上|天晚上|天|日|晚|早)', workday: '个?工作日', week: '个?(?:周|星期|礼拜)', month: '个?月', dated: '每个?月(\\d{1,2})[号日]', and: '和', dense: true },
  ja: { every: '毎|隔', day: '日|朝|晩|夜', workday: '平日', week: '週', month: '月', daily: '日々', dated: '毎月(\\d{1,2})日', and: 'と', dense: true },
} // prettier-ignore

export interface Taken {
  readonly every: Every
  /** What is left of the text. */
  readonly rest: string
}

/** Takes “every Monday” out of a text; undefined when nothing in it comes again. */
export function takeEvery(said: string, language: string): Taken | undefined {
  const text = said.slice(0, 1000)
  const own = language.split('-', 1)[0] ?? 'en'
  for (const tag of new Set([own, 'en'])) {
    const words = languages[tag]
    const taken = words === undefined ? undefined : takenIn(text, words, tag)
    if (taken !== undefined) return taken
  }
  return undefined
}

function takenIn(text: string, words: Words, language: string): Taken | undefined {
  const { every, other, day, workday, week, month, daily, weekly, monthly, dated, and, dense } = words
  const edge = (source: string): RegExp =>
    new RegExp(dense === true ? `(?:${source})` : `(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'iu')
  const gap = dense === true ? '' : '\\s+'
  const second = other === undefined ? '' : `(?<other>(?:${other})${gap})?`
  const names = weekdaysIn(language)
  const oneOf = `(?:${names.map(({ pattern }) => pattern).join('|')})`
  const series = `(?<days>${oneOf}(?:\\s*(?:,|、|${and}|${and}\\s)\\s*${oneOf})*)`
  // “on Mondays” says it in English too; Chinese and Arabic put a word for week or day between.
  const onDays = language === 'en' ? `(?:(?:${every})\\s+${second}|on\\s+(?=${oneOf}s))` : `(?:${every})${gap}${second}`
  const between = dense === true ? `(?:${week})` : language === 'ar' ? `(?:(?:${day})${gap})?` : ''
  const patterns: readonly (readonly [RegExp, (found: RegExpExecArray) => Every])[] = [
    [edge(dated), ({ 1: first, 2: last }) => ({ unit: 'month', each: 1, date: dateOf(first ?? last) })],
    [
      edge(`(?:${every})${gap}(?:${workday})s?${language === 'ja' ? `|${workday}` : ''}`),
      () => ({ unit: 'week', each: 1, days: [1, 2, 3, 4, 5] }),
    ],
    [
      edge(`${onDays}${between}${series}s?`),
      ({ groups }) => ({
        unit: 'week',
        each: eachOf(groups),
        days: namedDays(groups?.['days'] ?? '', names, dense === true),
      }),
    ],
    [
      edge(`(?:${every})${gap}${second}(?:${day})${daily === undefined ? '' : `|${daily}`}`),
      ({ groups }) => ({ unit: 'day', each: eachOf(groups) }),
    ],
    [
      edge(`(?:${every})${gap}${second}(?:${week})${weekly === undefined ? '' : `|${weekly}`}`),
      ({ groups }) => ({ unit: 'week', each: eachOf(groups) }),
    ],
    [
      edge(`(?:${every})${gap}(?:${month})${monthly === undefined ? '' : `|${monthly}`}`),
      () => ({ unit: 'month', each: 1 }),
    ],
  ]
  for (const [pattern, make] of patterns) {
    const found = pattern.exec(text)
    if (found === null) continue
    return {
      every: make(found),
      rest: `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.trim(),
    }
  }
  return undefined
}

const eachOf = (groups: RegExpExecArray['groups']): 1 | 2 => (groups?.['other'] === undefined ? 1 : 2)
const dateOf = (said: string | undefined): number => Math.min(31, Math.max(1, Number(said ?? 1)))

interface Weekday {
  readonly day: number
  readonly pattern: string
}

const known = new Map<string, readonly Weekday[]>()

/** Names of the week's days as they are bent in sentences: without an ending that changes, and with any. */
function weekdaysIn(language: string): readonly Weekday[] {
  let found = known.get(language)
  if (found === undefined) {
    const long = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
    // The first of these days is a Sunday.
    found = Array.from({ length: 7 }, (_, day) => ({
      day,
      pattern: patternOf(long.format(Date.UTC(2026, 0, 4 + day)), language),
    }))
    known.set(language, found)
  }
  return found
}

function patternOf(name: string, language: string): string {
  const plain = name.toLowerCase()
  switch (language) {
    case 'zh':
      return `(?:周|星期|礼拜)?${plain.slice(-1) === '日' ? '[日天]' : plain.slice(-1)}`
    case 'ja':
      return `${plain.slice(0, 1)}曜日?`
    case 'ar':
      return `(?:ال)?${plain.replace(/^ال/u, '')}`
    case 'pt':
      return `${plain.replace(/-feira$/u, '')}(?:-feira)?s?`
    case 'ru':
    case 'pl':
      return `${plain.replace(/[аяayи]$/u, '')}\\p{L}{0,3}`
    default:
      return `${plain}\\p{L}{0,2}`
  }
}

/** In a dense language a name ends where the next begins; in others it is a whole word: `pazar` is not in `pazartesi`. */
function namedDays(said: string, names: readonly Weekday[], dense: boolean): readonly number[] {
  return names.flatMap(({ day, pattern }) =>
    new RegExp(dense ? pattern : `(?<!\\p{L})${pattern}(?!\\p{L})`, 'iu').test(said) ? [day] : [],
  )
}

// ── When it comes ────────────────────────────────────────────────────────────────────────────────────────────────

const dayMs = 24 * 60 * 60_000

/**
 * The next time after a moment, milliseconds since 1970. `minute` is the minute of the day on the wall; `anchor` a
 * moment at which it came, from which every other day or week is counted.
 */
export function nextOf(every: Every, minute: number, zone: string, after: number, anchor: number): number {
  const since = dayNumber(anchor, zone)
  const today = dayNumber(after, zone)
  for (let day = today; day < today + 70; day++) {
    if (!comesOn(every, day, since)) continue
    const at = instantOf(day * dayMs + minute * 60_000, zone)
    if (at > after) return at
  }
  // Whatever it is comes within two months; this is for the compiler.
  return after + dayMs
}

const dayNumber = (at: number, zone: string): number => Math.floor(wallClock(at, zone) / dayMs)

function comesOn({ unit, each, days, date }: Every, day: number, since: number): boolean {
  const on = new Date(day * dayMs)
  switch (unit) {
    case 'day':
      return (day - since) % each === 0
    case 'week': {
      // Weeks begin on Mondays; the first day there is was a Thursday.
      const weeks = Math.floor((day + 3) / 7) - Math.floor((since + 3) / 7)
      const wanted = days ?? [new Date(since * dayMs).getUTCDay()]
      return weeks % each === 0 && wanted.includes(on.getUTCDay())
    }
    case 'month': {
      const last = new Date(Date.UTC(on.getUTCFullYear(), on.getUTCMonth() + 1, 0)).getUTCDate()
      return on.getUTCDate() === Math.min(date ?? new Date(since * dayMs).getUTCDate(), last)
    }
  }
}

/** How it is said: a key of the words, and what stands in it. `at`: a moment at which it comes. */
export function describeEvery(
  { unit, each, days, date }: Every,
  at: number,
  zone: string,
  language: string,
): readonly [string, Readonly<Record<string, string>>] {
  const wall = new Date(wallClock(at, zone))
  switch (unit) {
    case 'day':
      return [each === 1 ? 'everyDay' : 'everyOtherDay', {}]
    case 'week': {
      const wanted = days ?? [wall.getUTCDay()]
      if (each === 1 && wanted.join() === '1,2,3,4,5') return ['everyWorkday', {}]
      const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
      const names = wanted.map((day) => name.format(Date.UTC(2026, 0, 4 + day)))
      const list = new Intl.ListFormat(language, { type: 'conjunction' }).format(names)
      return [each === 1 ? 'everyWeek' : 'everyOtherWeek', { days: list }]
    }
    case 'month':
      return ['everyMonth', { date: String(date ?? wall.getUTCDate()) }]
  }
}
