import type { Viseme } from '../visemes.ts'

/** Scripts that write syllables: each sign says its vowel. */

const kanaRows: readonly (readonly [signs: string, consonant: Viseme | ''])[] = [
  ['あいうえお', ''],
  ['かきくけこ', 'kk'],
  ['がぎぐげご', 'kk'],
  ['さしすせそ', 'SS'],
  ['ざじずぜぞ', 'SS'],
  ['たちつてと', 'DD'],
  ['だぢづでど', 'DD'],
  ['なにぬねの', 'nn'],
  ['はひふへほ', ''],
  ['ばびぶべぼ', 'PP'],
  ['ぱぴぷぺぽ', 'PP'],
  ['まみむめも', 'PP'],
  ['らりるれろ', 'RR'],
  ['ぁぃぅぇぉ', ''],
]
const kanaVowels: readonly Viseme[] = ['aa', 'I', 'U', 'E', 'O']

const kana = new Map<string, readonly Viseme[]>([
  ...kanaRows.flatMap(([signs, consonant]) =>
    Array.from(signs, (sign, index) => {
      const vowel = kanaVowels[index] ?? 'aa'
      return [sign, consonant === '' ? [vowel] : [consonant, vowel]] as const
    }),
  ),
  ...Object.entries({ や: 'aa', ゆ: 'U', よ: 'O', ゃ: 'aa', ゅ: 'U', ょ: 'O' } as const).map(
    ([sign, vowel]) => [sign, ['I', vowel]] as const,
  ),
  ['わ', ['U', 'aa']],
  ['を', ['O']],
  ['ん', ['nn']],
  ['っ', ['sil']],
])

/** Hiragana, and katakana, which stands 96 places behind it. Undefined: no sign that is spoken by itself. */
export function kanaShapes(sign: string): readonly Viseme[] | undefined {
  const code = sign.charCodeAt(0)
  return kana.get(code >= 0x30a1 && code <= 0x30f6 ? String.fromCharCode(code - 96) : sign)
}

const initials: readonly Viseme[] = 'kk kk nn DD DD RR PP PP PP SS SS sil CH CH CH kk DD PP aa'
  .split(' ')
  .map((name) => name as Viseme) // the row above, and nothing else
const medials: readonly (readonly Viseme[])[] = [
  ['aa'],
  ['E'],
  ['I', 'aa'],
  ['I', 'E'],
  ['O'],
  ['E'],
  ['I', 'O'],
  ['I', 'E'],
  ['O'],
  ['U', 'aa'],
  ['U', 'E'],
  ['U', 'E'],
  ['I', 'O'],
  ['U'],
  ['U', 'O'],
  ['U', 'E'],
  ['U', 'I'],
  ['I', 'U'],
  ['U'],
  ['U', 'I'],
  ['I'],
]
/** Where the lips close at the end of a syllable: ㄻ ㅁ ㅂ ㅄ ㅍ; elsewhere the tongue or the throat does. */
const closed = new Set([10, 16, 17, 18, 26])

/** A hangul syllable is 588 · initial + 28 · medial + final from U+AC00 on (Unicode, chapter 3.12). */
export function hangulShapes(sign: string): readonly Viseme[] | undefined {
  const index = sign.charCodeAt(0) - 0xac00
  if (!(index >= 0 && index < 11172)) return undefined
  const initial = initials[Math.floor(index / 588)] ?? 'sil'
  const medial = medials[Math.floor((index % 588) / 28)] ?? ['aa']
  const final = index % 28
  return [
    ...(initial === 'sil' ? [] : [initial]),
    ...medial,
    ...(final === 0 ? [] : [closed.has(final) ? ('PP' as const) : ('nn' as const)]),
  ]
}
