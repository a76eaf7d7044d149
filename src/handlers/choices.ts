import { handlerDefaults } from '../config/defaults.ts'
import type { ChooseOption, ValueReader } from '../contracts/ports.ts'
import { normalWord } from './sentences.ts'

/** Which of some choices a person means by what they typed. */

/** Finds the option that is meant, among those that were shown as a numbered list: ids are nothing that a person sees. */
export const createChooser =
  ({ number }: Pick<ValueReader, 'number'>): ChooseOption =>
  (said, options, language) => {
    const index = chosenIndex(
      said,
      options.map(({ label }) => [label]),
      (text) => number(text, language),
    )
    return index === undefined ? undefined : options[index]
  }

/**
 * By name, number in the list (`2`, `2.`, `two`), or a name with a slip in it that fits no other. `names` has the names
 * of each choice; undefined when none is meant.
 */
export function chosenIndex(
  text: string,
  names: readonly (readonly string[])[],
  number: (text: string) => number | undefined,
): number | undefined {
  const said = normalWord(text)
  if (said === '') return undefined
  const known = names.map((each) => each.map(normalWord))
  const exact = known.findIndex((each) => each.includes(said))
  if (exact >= 0) return exact
  const place = placeIn(text, number)
  if (place !== undefined) return place <= names.length ? place - 1 : undefined
  const close = known.flatMap((each, index) => (each.some((name) => isSlipOf(said, name)) ? [index] : []))
  return close.length === 1 ? close[0] : undefined
}

/** The number that is all that was said, from 1. */
function placeIn(text: string, number: (text: string) => number | undefined): number | undefined {
  // Keycaps (2️⃣) are a digit and two marks.
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\uFE0F\u20E3]/g, '')
    .trim()
  const digits = /^[(#]?(\d{1,3})[.):]?$/.exec(plain)?.[1]
  if (digits !== undefined) return Number(digits) > 0 ? Number(digits) : undefined
  const place = number(plain)
  return place !== undefined && Number.isInteger(place) && place > 0 ? place : undefined
}

function isSlipOf(said: string, name: string): boolean {
  if (name.length < handlerDefaults.typoLength) return false
  const forgiven = name.length >= handlerDefaults.twoTyposLength ? 2 : 1
  return Math.abs(said.length - name.length) <= forgiven && slips(said, name) <= forgiven
}

/** Letters that are missing, too many, wrong, or swapped with their neighbour (optimal string alignment). */
function slips(left: string, right: string): number {
  let before: number[] = []
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1]
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
      )
    }
    before = row
    row = next
  }
  return row[right.length] ?? 0
}
