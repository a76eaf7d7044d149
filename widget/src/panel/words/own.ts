/** A sentence of the tenant's own: one for all, or by language. Undefined where it has none for this one. */
export function wordIn(
  sentence: string | Readonly<Record<string, string>> | null | undefined,
  language: string,
): string | undefined {
  if (typeof sentence === 'string') return sentence
  if (sentence === null || sentence === undefined) return undefined
  const base = language.split('-', 1)[0] ?? language
  return sentence[language] ?? sentence[base]
}
