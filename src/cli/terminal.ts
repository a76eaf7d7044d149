/** What a command speaks to: the terminal, or a test. */
export interface Terminal {
  /** A line of what was asked for. */
  out(line: string): void
  /** A line beside it: progress, warnings, what a program that reads the output should not see. */
  note(line: string): void
  /** Whether a person sits there who can be asked. */
  readonly interactive: boolean
  readonly environment: () => Readonly<Record<string, string | undefined>>
  /** What is typed or piped in, until its end. */
  readonly lines: () => Lines
}

export interface Lines extends AsyncIterable<string> {
  /** A line above the one that is being typed. */
  say(line: string): void
}

/** It did what was asked, said what it found, and that is no success. */
export class CommandFailed extends Error {}

export type Row = Readonly<Record<string, string | number | boolean | undefined>>

/** Rows as a table with a line of headings, or as JSON. */
export function printRows(terminal: Terminal, rows: readonly Row[], json: boolean): void {
  if (json) {
    printJson(terminal, rows)
    return
  }
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const table = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))]
  const widths = names.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  for (const cells of rows.length === 0 ? [] : table) {
    terminal.out(
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  }
}

/** One row as its names and values, or as JSON. */
export function printRow(terminal: Terminal, row: Row, json: boolean): void {
  if (json) {
    printJson(terminal, row)
    return
  }
  const width = Math.max(...Object.keys(row).map((name) => name.length))
  for (const [name, value] of Object.entries(row)) {
    if (value !== undefined) terminal.out(`${name.padEnd(width)}  ${String(value)}`)
  }
}

function printJson(terminal: Terminal, value: unknown): void {
  terminal.out(JSON.stringify(value, undefined, 2))
}
