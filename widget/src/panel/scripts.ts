/** Scripts that are written by one language, or by one that most people mean. */
const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Armenian}/u, 'hy'],
  [/\p{Script=Georgian}/u, 'ka'],
  [/\p{Script=Bengali}/u, 'bn'],
  [/\p{Script=Tamil}/u, 'ta'],
  [/[ґєії]/iu, 'uk'],
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/[پچژگ]/u, 'fa'],
  [/\p{Script=Arabic}/u, 'ar'],
]

/** UTF-16 units that are enough to tell. */
const enough = 400

/** What `lang` a message is given, where its script tells; a voice then reads it as it should. */
export function languageByScript(text: string): string | undefined {
  const start = text.slice(0, enough)
  const letters = start.match(/\p{L}/gu)?.length ?? 0
  const [, language] = scripts.find(([script]) => script.test(start)) ?? []
  const latin = start.match(/\p{Script=Latin}/gu)?.length ?? 0
  // A foreign name in a Latin sentence does not change its language.
  return latin * 2 > letters ? undefined : language
}
