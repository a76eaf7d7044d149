import { numbersIn } from './numbers.ts'
import type { FoundNumber } from './numbers.ts'

/** Amounts of money: a number beside a sign, a code or a name of a currency. */

export interface FoundMoney {
  readonly value: { readonly amount: number; readonly currency: string }
  readonly start: number
  readonly end: number
}

/** ISO 4217, and what stands for it besides its code: signs, and beginnings of words. */
const names: Readonly<Record<string, string>> = {
  EUR: '€ euro евро يورو यूरो 欧元 歐元 ユーロ',
  USD: 'us$ $ dollar dólar dolar доллар دولار डॉलर 美元 美金 ドル bucks',
  GBP: '£ pound libra pfund фунт جنيه 英镑',
  JPY: '円 ¥ yen 日元',
  CNY: '元 块 人民币 yuan rmb юан',
  INR: '₹ rs. rs rupee rupie रुपये रुपए रुपया',
  BRL: 'r$ reais',
  TRY: '₺ tl lira',
  PLN: 'zł zl złot zlot',
  RUB: '₽ руб',
  CHF: 'fr. franken franc',
  IDR: 'rp rupiah',
  AED: 'درهم dirham',
  SAR: 'ريال riyal',
  KRW: '₩ 원',
  UAH: '₴ грн гривн',
}
const codes = new Set([
  ...Object.keys(names),
  ...'AUD CAD MXN ARS CLP COP NZD SGD HKD SEK NOK DKK CZK HUF RON BGN ILS ZAR THB VND PHP MYR EGP NGN'.split(' '),
])
/** What a dollar and a yen sign are elsewhere. */
const dollars: Readonly<Record<string, string>> = {
  CA: 'CAD',
  AU: 'AUD',
  NZ: 'NZD',
  MX: 'MXN',
  AR: 'ARS',
  CL: 'CLP',
  CO: 'COP',
  SG: 'SGD',
  HK: 'HKD',
}

const byName: readonly (readonly [string, string])[] = Object.entries(names)
  .flatMap(([code, words]) => words.split(' ').map((word) => [word, code] as const))
  .sort((a, b) => b[0].length - a[0].length)

export function moneyIn(text: string, language: string, country: string | undefined): readonly FoundMoney[] {
  return numbersIn(text, language).flatMap((number) => {
    const found = after(text, number, language) ?? before(text, number)
    if (found === undefined) return []
    const currency = localOf(found.code, found.sign, country, language)
    return [{ value: { amount: number.value, currency }, start: found.start, end: found.end }]
  })
}

function localOf(code: string, sign: string, country: string | undefined, language: string): string {
  if (sign === '$' && country !== undefined && Object.hasOwn(dollars, country)) return dollars[country] ?? code
  return sign === '¥' && (country === 'CN' || language.startsWith('zh')) ? 'CNY' : code
}

interface Beside {
  readonly code: string
  readonly sign: string
  readonly start: number
  readonly end: number
}

/** `20 €`, `20 euros`, `20 USD`. */
function after(text: string, { start, end }: FoundNumber, language: string): Beside | undefined {
  const gap = /^[\s\u00A0\u202F]?/.exec(text.slice(end, end + 1))?.[0].length ?? 0
  const rest = text.slice(end + gap, end + gap + 24)
  const code = rest.slice(0, 3)
  if (codes.has(code) && !/^\p{L}/u.test(rest.slice(3))) return { code, sign: code, start, end: end + gap + 3 }
  const lower = rest.toLocaleLowerCase(language)
  for (const [word, of] of byName) {
    if (!lower.startsWith(word)) continue
    // Short signs are words of their own; of longer ones the ending is free: euro, euros, euró.
    const tail = /^[\p{L}\p{M}]*/u.exec(lower.slice(word.length))?.[0] ?? ''
    const isSign = /^[^\p{L}]|[$€£₹₺₽₩₴¥]$/u.test(word) || /\p{sc=Han}|\p{sc=Katakana}|\p{sc=Hangul}/u.test(word)
    if (!isSign && word.length <= 2 && tail !== '') continue
    if (!isSign && tail.length > 4) continue
    return { code: of, sign: word, start, end: end + gap + word.length + (isSign ? 0 : tail.length) }
  }
  return undefined
}

/** `€20`, `R$ 20`, `USD 20`. */
function before(text: string, { start, end }: FoundNumber): Beside | undefined {
  const head = text.slice(Math.max(0, start - 6), start)
  const trimmed = head.trimEnd()
  const code = trimmed.slice(-3)
  if (codes.has(code) && !/\p{L}$/u.test(trimmed.slice(0, -3)))
    return { code, sign: code, start: start - (head.length - trimmed.length) - 3, end }
  for (const [word, of] of byName) {
    if (!trimmed.toLowerCase().endsWith(word)) continue
    if (!/[$€£₹₺₽₩₴¥]$/u.test(word) && !['rp', 'rs', 'rs.', 'fr.'].includes(word)) continue
    if (/\p{L}$/u.test(trimmed.slice(0, -word.length)) && /^\p{L}/u.test(word)) continue
    return { code: of, sign: word, start: start - (head.length - trimmed.length) - word.length, end }
  }
  return undefined
}
