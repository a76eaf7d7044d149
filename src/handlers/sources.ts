import type { Passage, PassageSource } from '../contracts/knowledge.ts'

/** Passages as a model is shown them, and as people see where its answer comes from. */

/** Numbered from `first`. */
export function shownPassages(passages: readonly Passage[], first: number): string {
  return passages
    .map(
      ({ text, source }, index) =>
        `[${first + index}] ${[source.title, ...(source.headings ?? [])].join(' › ')}\n${text}`,
    )
    .join('\n\n')
}

/** Lines of Markdown for the passages whose numbers are in the text; empty when it names none. */
export function citedIn(text: string, passages: readonly Passage[]): string {
  const named = new Set([...text.matchAll(/\[(\d{1,3})\]/g)].map(([, number]) => Number(number)))
  const lines = [...named]
    .sort((one, other) => one - other)
    .flatMap((number) => {
      const source = passages[number - 1]?.source
      return source === undefined ? [] : [`[${number}] ${sourceLine(source)}`]
    })
  return lines.length === 0 ? '' : `\n\n${lines.join('\n')}`
}

/** Titles and addresses come from documents: they may be anything, and must not become anything else. */
function sourceLine({ title, url, page }: PassageSource): string {
  const name = title.replaceAll(/[\s\p{Cc}]+/gu, ' ').replaceAll(/[\\`*_[\]<>]/g, '\\$&')
  const where = page === undefined ? '' : `, p. ${page}`
  return url !== undefined && /^https?:\/\/[^\s<>()]+$/i.test(url) ? `[${name}](${url})${where}` : `${name}${where}`
}
