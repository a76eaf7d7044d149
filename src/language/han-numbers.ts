/** Numbers in Chinese characters: 三十五, 两千零一, 一億二千万; also as digits in a row, 二〇二六. */

const digits = new Map(Array.from('〇一二三四五六七八九').map((digit, value) => [digit, value]))
for (const [digit, value] of [
  ['零', 0],
  ['两', 2],
  ['兩', 2],
  ['壹', 1],
  ['贰', 2],
  ['叁', 3],
] as const)
  digits.set(digit, value)
const powers = new Map([
  ['十', 10],
  ['拾', 10],
  ['百', 100],
  ['千', 1000],
])
const myriads = new Map([
  ['万', 1e4],
  ['萬', 1e4],
  ['亿', 1e8],
  ['億', 1e8],
])

export const hanNumeral = '[〇一二三四五六七八九零两兩壹贰叁十拾百千万萬亿億]'

/** Undefined for characters that make no number together. */
export function hanValue(text: string): number | undefined {
  const signs = Array.from(text)
  if (signs.every((sign) => digits.has(sign))) return Number(signs.map((sign) => String(digits.get(sign))).join(''))
  let total = 0
  let section = 0
  let digit: number | undefined
  for (const sign of signs) {
    const value = digits.get(sign)
    const power = powers.get(sign)
    const myriad = myriads.get(sign)
    if (value !== undefined) {
      // Two digits beside each other, a zero aside, are no number with powers in it.
      if (digit !== undefined && digit !== 0) return undefined
      digit = value
    } else if (power !== undefined) {
      section += (digit ?? 1) * power
      digit = undefined
    } else if (myriad !== undefined) {
      section += digit ?? 0
      total += (section === 0 ? 1 : section) * myriad
      section = 0
      digit = undefined
    } else return undefined
  }
  return total + section + (digit ?? 0)
}
