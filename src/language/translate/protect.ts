/**
 * What must come through a translation as it is becomes a sign that nobody translates, and is put back afterwards: code,
 * addresses, placeholders, commands, numbers, names. A text that lost one of them is not used.
 */

export interface Protected {
  readonly text: string
  readonly kept: readonly string[]
}

/** Bounded everywhere: a text that is nothing but letters costs one pass. */
const patterns: readonly RegExp[] = [
  /```[^]*?```/,
  /`[^`\n]+`/,
  /https?:\/\/[^\s<>()"]+/,
  /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/,
  /\{\w{1,60}\}/,
  /(?<![\w/])\/[a-z]\w{0,32}/,
  /(?<!\w)[@#]\w{1,64}/,
  /[\p{L}\p{N}_#-]{0,32}\p{Nd}(?:[\p{L}\p{N}_.,:/-]{0,64}[\p{L}\p{N}])?/u,
]

/** `keep`: names and the like, whole words. */
export function protect(text: string, keep: readonly string[] = []): Protected {
  const kept: string[] = []
  const names = keep
    .filter((name) => name !== '')
    .map((name) => `(?<![\\p{L}\\p{N}])${RegExp.escape(name)}(?![\\p{L}\\p{N}])`)
  const all = new RegExp([...patterns.map(({ source }) => source), ...names].join('|'), 'gu')
  // A text that has such signs of its own is left alone by who translates: they would be mistaken for ours.
  const masked = text.replaceAll(all, (found) => `⟦${kept.push(found) - 1}⟧`)
  return { text: masked, kept }
}

/** Undefined when a sign was lost, doubled or made up. */
export function restore(translated: string, kept: readonly string[]): string | undefined {
  const seen = new Set<number>()
  const strange: string[] = []
  const text = translated.replaceAll(/⟦\s*(\d{1,4})\s*⟧/g, (sign, number: string) => {
    const index = Number(number)
    const original = kept[index]
    if (original === undefined || seen.has(index)) strange.push(sign)
    seen.add(index)
    return original ?? sign
  })
  return strange.length === 0 && seen.size === kept.length && !/[⟦⟧]/.test(withoutKept(text, kept)) ? text : undefined
}

/** What is left beside what was put back: brackets of ours in it are half a sign. */
function withoutKept(text: string, kept: readonly string[]): string {
  return kept.reduce((left, piece) => left.replace(piece, ''), text)
}

/** Whether there is anything to translate: a letter outside of what is kept. */
export function hasWords({ text }: Protected): boolean {
  return /\p{L}/u.test(text)
}
