import type { LauncherWords } from '../../../src/contracts/wire.ts'

/** How many messages wait, by the plural rules of the language. */
export function unreadWords({ language, unread }: LauncherWords, count: number): string {
  const form = unread[new Intl.PluralRules(language).select(count)] ?? unread.other
  return form.replace('{count}', new Intl.NumberFormat(language).format(count))
}
