import { deskDefaults } from '../../config/defaults.ts'
import type { Excerpt } from '../../contracts/desk.ts'
import { marksIn, type Sought } from './search-terms.ts'

/** What stands around the first thing that was found, on one line. */
export function excerptOf(whole: string, sought: Sought): Pick<Excerpt, 'text' | 'marks'> {
  const line = whole.replaceAll(/\s+/g, ' ').trim()
  const { excerptLength } = deskDefaults
  const [first = [0, 0]] = marksIn(line, sought)
  if (line.length <= excerptLength) return { text: line, marks: marksIn(line, sought) }
  const start = wordStart(line, Math.max(0, Math.min(first[0] - excerptLength / 4, line.length - excerptLength)))
  const end = Math.min(line.length, start + excerptLength)
  const text = `${start === 0 ? '' : '…'}${piece(line, start, end)}${end === line.length ? '' : '…'}`
  return { text, marks: marksIn(text, sought) }
}

/** The beginning of the word after a place, where one is near; never the middle of a character. */
function wordStart(line: string, place: number): number {
  const at = Math.floor(place)
  if (at === 0) return 0
  const space = line.indexOf(' ', at)
  if (space >= 0 && space < at + deskDefaults.excerptLength / 8) return space + 1
  return isTrailing(line, at) ? at + 1 : at
}

const piece = (line: string, start: number, end: number) => line.slice(start, isTrailing(line, end) ? end - 1 : end)
const isTrailing = (line: string, at: number) => /^[\udc00-\udfff]/.test(line.slice(at, at + 1))
