import { readFile, writeFile } from 'node:fs/promises'
import type { Finding } from './finding.ts'

const file = new URL('../README.md', import.meta.url)
const mark = (name: string, end: 'begin' | 'end') => `<!-- ${name}: ${end} -->`

/** For people at a terminal. */
export function table(findings: readonly Finding[]): string {
  const rows = findings.map((finding) => [
    finding.bench,
    finding.what,
    finding.measured,
    finding.budget ?? '',
    verdict(finding),
  ])
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Replaces a named part of bench/README.md and leaves the others as they were measured before. */
export async function writePart(name: string, text: string): Promise<void> {
  const page = await readFile(file, 'utf8')
  const begin = page.indexOf(mark(name, 'begin'))
  const end = page.indexOf(mark(name, 'end'))
  if (begin < 0 || end < begin) throw new Error(`bench/README.md has no part "${name}".`)
  const before = page.slice(0, begin + mark(name, 'begin').length)
  await writeFile(file, `${before}\n\n${text}\n\n${page.slice(end)}`)
}

export function asMarkdown(findings: readonly Finding[], facts: string): string {
  const rows = findings.map(
    (finding) =>
      `| ${finding.bench} | ${finding.what} | ${finding.measured} | ${finding.budget ?? ''} | ${verdict(finding)} |`,
  )
  return [facts, '', '| bench | what | measured | budget | verdict |', '|---|---|---:|---|---|', ...rows].join('\n')
}

function verdict({ kept }: Finding): string {
  return kept === undefined ? '' : kept ? 'kept' : 'missed'
}
