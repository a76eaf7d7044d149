import { parse } from 'csv-parse/sync'
import { documentDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'
import { Blocks, rowText, titled } from './blocks.ts'
import type { DocumentText } from './blocks.ts'

/** CSV: the first line names the columns, every other is a row that speaks for itself. */
export function readTable(text: string): DocumentText {
  const [headers = [], ...rows] = rowsOf(text)
  const blocks = new Blocks()
  for (const row of rows.length === 0 ? [headers] : rows)
    blocks.add({ kind: 'row', text: rowText(rows.length === 0 ? [] : headers, row) })
  return titled(undefined, blocks.all)
}

function rowsOf(text: string): readonly (readonly string[])[] {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: documentDefaults.rows,
      max_record_size: documentDefaults.rowLength,
      bom: true,
    })
  } catch (error) {
    throw new Refused(`The table cannot be read: ${error instanceof Error ? error.message : 'it is no CSV'}`, {
      cause: error,
    })
  }
}

/** The one that cuts the first lines into the most columns, and into as many in each. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n/, 20).filter((line) => line.trim() !== '')
  const evenness = (delimiter: string): number => {
    const counts = lines.map((line) => line.split(delimiter).length)
    const first = counts[0] ?? 1
    return first < 2 ? 0 : (counts.filter((count) => count === first).length / counts.length) * Math.min(first, 10)
  }
  return [',', ';', '\t', '|'].reduce((best, other) => (evenness(other) > evenness(best) ? other : best))
}
