import type { HandlerContext } from 'colloquy/sdk'
import type { Moment } from './moments.ts'
import { instantOf, wallClock } from './zones.ts'
import { takeEvery } from './repeats.ts'
import type { Every } from './repeats.ts'

/** What a person asks to be reminded of and when, in whatever language they write. */

export interface Wish {
  /** What to remind of; empty when it was not said. */
  readonly task: string
  /** The words that say when; empty when none do. */
  readonly when: string
  /** Words in the place of a time that say none. */
  readonly unclear: string | undefined
  readonly every: Every | undefined
}

type Context = Pick<HandlerContext, 'now' | 'language' | 'named'>

/** Characters that are looked at: nobody asks for a reminder in more. */
const longest = 1000

/** Loaded with the first reminder: English has a grammar of its own, the heaviest part. */
const loadEnglish = () => import('./moments.ts')

const isEnglish = ({ language }: Context): boolean => language.split('-', 1)[0] === 'en'

export async function readWish(text: string, zone: string | undefined, context: Context): Promise<Wish> {
  const said = text.slice(0, longest).toWellFormed()
  const taken = takeEvery(said, context.language)
  const rest = taken?.rest ?? said
  const every = taken?.every
  if (isEnglish(context)) {
    const { readRequest } = await loadEnglish()
    const { task, when, unclear } = readRequest(rest, context.now(), zone ?? 'UTC')
    return { task, when, unclear, every }
  }
  const wait = every === undefined ? waitIn(rest, context) : undefined
  if (wait !== undefined)
    return { task: taskIn(rest.replace(wait.words, ' ')), when: wait.words, unclear: undefined, every }
  const spans = context.named(rest, zone ?? 'UTC').filter(({ kind }) => kind === 'date')
  let left = rest
  for (const { text } of spans) left = left.replace(text, ' ')
  // What the grammar does not see beside its day: a clock, or a part of the day.
  const more = clockPattern.exec(left)?.[0] ?? (spans.length > 0 ? evening.exec(left)?.[0] : undefined) ?? ''
  const task = taskIn(more === '' ? left : left.replace(more, ' '))
  return { task, when: [...spans.map(({ text }) => text), more].join(' ').trim(), unclear: undefined, every }
}

/** `9h`, `às 9:30`, `9 Uhr`, `9点`. */
const clockPattern =
  /(?:(?<![\p{L}\p{N}])(?:a las|às|as|à|alle|ore|um|om|o|в|saat|jam|pukul|الساعة)\s+)?(?<![\d:.])(?<hour>[01]?\d|2[0-3])(?:[:.h](?<minute>[0-5]\d)|h|\s?(?:uhr|uur|बजे|時|点|點))(?![\p{L}\d])/iu

/** The moment that words say; undefined when they say none. */
export async function momentOf(when: string, zone: string | undefined, context: Context): Promise<Moment | undefined> {
  const { now, named } = context
  if (isEnglish(context)) return (await loadEnglish()).momentIn(when, now(), zone ?? 'UTC')
  const wait = waitIn(when, context)
  if (wait !== undefined) return { at: now() + wait.ms, anywhere: true }
  const read = (clockOf: string): string | undefined => {
    const found = named(when, clockOf).find(({ kind }) => kind === 'date')
    return typeof found?.value === 'string' ? found.value : undefined
  }
  const said = read(zone ?? 'UTC')
  const clock = clockPattern.exec(when)?.groups
  if (said === undefined) return clock === undefined ? undefined : clockToday(clock, zone ?? 'UTC', now())
  if (said.length > 10) {
    const at = Date.parse(said)
    return { at, anywhere: read('Asia/Tokyo') === read('America/New_York') }
  }
  const here = wallClock(now(), zone ?? 'UTC')
  const midnight = Date.parse(`${said}T00:00Z`)
  const minute =
    clock === undefined
      ? usualMinute(when, midnight === here - (here % 86_400_000), here)
      : Number(clock['hour']) * 60 + Number(clock['minute'] ?? 0)
  return { at: instantOf(midnight + minute * 60_000, zone ?? 'UTC'), anywhere: false }
}

/** A clock alone means its next time. */
function clockToday(clock: Readonly<Record<string, string | undefined>>, zone: string, now: number): Moment {
  const wall = wallClock(now, zone)
  const midnight = wall - (wall % 86_400_000)
  const at = instantOf(midnight + (Number(clock['hour']) * 60 + Number(clock['minute'] ?? 0)) * 60_000, zone)
  return { at: at > now ? at : at + 86_400_000, anywhere: false }
}

/** The minute of the day of what comes again and again: as said, by the whole day's clock, or nine in the morning. */
export async function minuteOf(when: string, zone: string, context: Context): Promise<number> {
  if (when === '') return 9 * 60
  const wall = wallClock(context.now(), zone)
  const midnight = instantOf(wall - (wall % 86_400_000), zone)
  const moment = isEnglish(context)
    ? (await loadEnglish()).momentIn(when, midnight, zone)
    : await momentOf(when, zone, context)
  return moment === undefined ? 9 * 60 : Math.floor((wallClock(moment.at, zone) % 86_400_000) / 60_000)
}

/** The words that ask, in any language. */
const asking = [
  /(?:recu[eé]rd[ae](?:me|nos)|av[ií]s[ae]me|(?:pon|crea|añade)(?:me)? un recordatorio|no me dejes olvidar)/iu,
  /(?:me lembr[ae]|lembr[ae]-me|me avis[ae]|avis[ae]-me|cri(?:e|ar|a) um lembrete|não me deixe esquecer)/iu,
  /(?:rappel(?:le|ez)[-\s]moi|(?:mets|mettre|crée|créer|ajoute) un rappel|ne me laisse pas oublier)/iu,
  /(?:erinner(?:e|n sie) mich(?: bitte)?(?: daran)?|(?:(?:stell|setz|mach)\p{L}* (?:mir )?)?(?:eine )?erinnerung(?: anlegen| setzen| stellen)?|lass mich|nicht vergessen)/iu,
  /(?:ricordami|mi ricordi|avvisami|(?:imposta|crea|aggiungi) un promemoria|non farmi dimenticare)/iu,
  /(?:herinner (?:me|mij)(?: eraan)?|(?:zet|maak) een herinnering|laat me|niet vergeten)/iu,
  /(?:(?:przypomnij|przypominaj)(?: mi)?|(?:ustaw|dodaj) przypomnienie|nie pozwól mi zapomnieć)/iu,
  /(?:hatırlatıcı (?:kur|oluştur)|(?:bana )?hatırlat(?:ır mısın|ın)?(?!\p{L})|unutturma)/iu,
  /(?:(?:напомни|напоминай)(?:те)?(?: мне)?|(?:поставь|создай|добавь) напоминание|не дай мне забыть)/iu,
  /(?:ذكّ?رني|نبهني|(?:ضع|أنشئ) تذكيرا|لا تدعني أنسى)/u,
  /(?:याद (?:दिलाना|दिला दो|दिलाओ|दिलाएँ|दिलाइए)|रिमाइंडर (?:लगाओ|बनाओ)|भूलने मत देना)/u,
  /(?:ingatkan(?: saya| aku)?|(?:buat|pasang) pengingat|jangan biarkan saya lupa)/iu,
  /(?:请|請)?(?:提醒我?一?下?|叫我|设(?:置|定)?(?:一?个)?|别让我忘了)/gu,
  /(?:(?:こと)?を?(?:の)?(?:よう(?:に)?)?(?:リマインダーを(?:設定|作)\S*|リマインドし?\S*|知らせ\S*|教え\S*)|忘れない(?:ように)?)/gu,
] as const

/** Small words that join a time to a task, and are none: at either end. */
const small =
  'de|del|que|para|di|che|per|pour|d|an|am|den|das|dass|zu|für|um|om|aan|dat|de|op|voor|het|w|na|o|że|żeby|aby|чтобы|что|о|об|на|в|во|untuk|agar|bahwa|hari|a|el|la|le|les|il|lo|na|no|em|e|el|un|une|için|günü|bitte|por favor|per favore|alsjeblieft|proszę|lütfen|пожалуйста|من فضلك|कृपया|tolong|मुझे|को|की|का|में|के लिए|يوم|في|to'
const marks = "[\\s,.:;!?'’、，。：！？]"
const leading = new RegExp(
  `^(?:['’]\\p{L}{1,3}(?=\\s|$)|${marks}+|(?:${small})(?=${marks}|$)|d['’](?=\\p{L})|[にのをは的要]+)`,
  'iu',
)
const trailing = new RegExp(`(?:${marks}+|(?<=^|${marks})(?:${small})|(?<=^|\\s)['’]\\p{L}{1,3}|[にのを的])$`, 'iu')

function taskIn(text: string): string {
  let task = text.replaceAll(/\s+/g, ' ').trim()
  for (const pattern of asking) task = task.replace(pattern, ' ').replaceAll(/\s+/g, ' ').trim()
  // Small words stand behind each other: “de la”.
  for (let before = ''; before !== task;) {
    before = task
    task = task.replace(leading, '').replace(trailing, '').trim()
  }
  return task
}

// ── What the grammars of days do not know ────────────────────────────────────────────────────────────────────────

/** So many minutes from now, where the grammar of the language has no words for it. */
const waits: Readonly<Record<string, RegExp>> = {
  pt: /(?:em|daqui a|dentro de)\s+(?<count>\d{1,3})\s*(?<unit>min|h|d)\p{L}*/iu,
  ja: /(?<count>\d{1,3})\s*(?<unit>分|時間|日)後に?/u,
}
const units: Readonly<Record<string, number>> = { min: 1, 分: 1, h: 60, 時間: 60, d: 1440, 日: 1440 }

interface Wait {
  readonly words: string
  readonly ms: number
}

function waitIn(text: string, { language }: Context): Wait | undefined {
  const found = waits[language.split('-', 1)[0] ?? '']?.exec(text)
  const unit = units[found?.groups?.['unit']?.toLowerCase() ?? '']
  if (found === null || found === undefined || unit === undefined) return undefined
  return { words: found[0], ms: Number(found.groups?.['count']) * unit * 60_000 }
}

const evening =
  /\p{L}*(?:noche|noite|soir|abend|sera|avond|wiecz|akşam|вечер|مساء|शाम|malam)\p{L}*|今晚|今夜|晚上|今晩/iu

/** A day without a clock means an hour at which people do things: of this day, a later one. */
function usualMinute(said: string, isToday: boolean, here: number): number {
  const usual = evening.test(said) ? 19 * 60 : 9 * 60
  const passed = Math.floor((here % 86_400_000) / 60_000)
  return isToday && usual <= passed ? Math.ceil((passed + 60) / 30) * 30 : usual
}
