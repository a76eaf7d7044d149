import { createRequire } from 'node:module'
import type { ParsedResult, ParsingOption, ParsingReference } from 'chrono-node'
import { languageDefaults } from '../config/defaults.ts'
import type { EntityQuestion } from '../contracts/understanding.ts'
import { hasOwnGrammar, ownDate } from './own-dates.ts'
import { instantOf, wallClock } from './zones.ts'

/** The door of chrono: days and moments in words. */

interface Grammar {
  parse(text: string, reference: ParsingReference, options: ParsingOption): readonly ParsedResult[]
}

export interface DateQuestion {
  /** Milliseconds since 1970. */
  readonly now: number
  /** IETF tag. */
  readonly language: string
  /** IANA name; UTC until it is known. */
  readonly timeZone: string | undefined
  /** A moment is wanted, not a day. */
  readonly time: boolean
}

/** Those that chrono has a grammar of. */
const grammars = new Set('ar de en es fi fr id it ja nl pt ru sv uk vi zh'.split(' '))
const require = createRequire(import.meta.url)

/**
 * Finds a day (`YYYY-MM-DD`) or a moment (ISO 8601) in words, in the person's language or else in English; undefined when
 * there is none, when it has no time and a moment is wanted, and when there are several. A grammar takes 30 ms to load,
 * the first time that it is needed.
 */
export function readDate(text: string, question: DateQuestion): string | undefined {
  const { language, timeZone = 'UTC' } = question
  const own = language.split('-')[0]?.toLowerCase() ?? ''
  if (hasOwnGrammar(own)) {
    const found = ownDateIn(text.slice(0, languageDefaults.dateLength), own, question, timeZone)
    if (found !== undefined) return found
  }
  for (const name of new Set([own, 'en'])) {
    if (!grammars.has(name)) continue
    const [only, another] = parsed(
      grammarOf(name, timeZone),
      text.slice(0, languageDefaults.dateLength),
      question.now,
      timeZone,
    )
    if (only !== undefined && another === undefined) return written(only, question, timeZone)
  }
  return undefined
}

/** Days and moments with their places; of the languages that chrono does not know, one. */
export function datesIn(
  text: string,
  { now, language, timeZone = 'UTC' }: Pick<EntityQuestion, 'now' | 'language' | 'timeZone'>,
): readonly { readonly value: string; readonly start: number; readonly end: number }[] {
  const said = text.slice(0, languageDefaults.dateLength)
  const own = language.split('-', 1)[0]?.toLowerCase() ?? ''
  if (hasOwnGrammar(own)) {
    const found = ownDate(said, own, wallClock(now, timeZone))
    const question = { now, language, timeZone, time: found?.hasTime === true }
    const value = found === undefined ? undefined : ownDateIn(said, own, question, timeZone)
    return found === undefined || value === undefined ? [] : [{ value, start: found.start, end: found.end }]
  }
  const grammar = grammarOf(grammars.has(own) ? own : 'en', timeZone)
  return parsed(grammar, said, now, timeZone).flatMap((result) => {
    const question = { now, language, timeZone, time: result.start.isCertain('hour') }
    const value = written(result, question, timeZone)
    return value === undefined ? [] : [{ value, start: result.index, end: result.index + result.text.length }]
  })
}

function parsed(grammar: Grammar, text: string, now: number, timeZone: string): readonly ParsedResult[] {
  // The clock on the wall is given to chrono as if it were UTC: it knows no zones by name.
  return grammar.parse(text, { instant: new Date(wallClock(now, timeZone)), timezone: 0 }, { forwardDate: true })
}

function ownDateIn(text: string, language: string, { now, time }: DateQuestion, timeZone: string): string | undefined {
  const found = ownDate(text, language, wallClock(now, timeZone))
  if (found === undefined || (time && !found.hasTime)) return undefined
  if (!time) return new Date(found.wall).toISOString().slice(0, 'YYYY-MM-DD'.length)
  const instant = found.elapsed === undefined ? instantOf(found.wall, timeZone) : now + found.elapsed
  return new Date(instant).toISOString()
}

/** 4/5 is the 5th of April in America, and the 4th of May in the rest of the world that writes English. */
function grammarOf(name: string, timeZone: string): Grammar {
  const grammar = require(`chrono-node/${name}`) as Grammar & { readonly GB?: Grammar } // what every locale exports
  return name === 'en' && !timeZone.startsWith('America/') ? (grammar.GB ?? grammar) : grammar
}

function written(found: ParsedResult, { now, time }: DateQuestion, timeZone: string): string | undefined {
  const { start } = found
  const part = (name: Parameters<typeof start.get>[0]): number => start.get(name) ?? 0
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  if (!time) return new Date(wall).toISOString().slice(0, 'YYYY-MM-DD'.length)
  if (!start.isCertain('hour')) return undefined
  const tags = found.tags()
  if (tags.has('result/relativeDateAndTime')) {
    return new Date(now + (start.date().getTime() - wallClock(now, timeZone))).toISOString()
  }
  const saysZone = start.isCertain('timezoneOffset') && !tags.has('result/relativeDate')
  return new Date(saysZone ? start.date().getTime() : instantOf(wall, timeZone)).toISOString()
}
