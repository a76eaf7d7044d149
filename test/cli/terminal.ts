import { runCommand, type ExitCode } from '../../src/cli/program.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { engineOf } from '../parts/engine.ts'

export interface Ran {
  readonly exit: ExitCode
  /** What a program would read. */
  readonly out: string
  /** What a person sees beside it. */
  readonly notes: string
}

/** A terminal where nobody sits, on a data folder of its own. */
export function quietTerminal(dataDir: string, changes: Partial<Terminal> = {}): Terminal {
  return {
    out: () => undefined,
    note: () => undefined,
    interactive: false,
    environment: () => ({ DATA_DIR: dataDir, ...engineOf(dataDir) }),
    lines: () => ({
      async *[Symbol.asyncIterator]() {
        // Nothing is typed.
      },
      say: () => undefined,
    }),
    ...changes,
  }
}

/** Runs command lines on a data folder; `typed` is piped in. */
export function terminalOn(dataDir: string, environment: Readonly<Record<string, string>> = {}) {
  return async (line: string, typed: readonly string[] = []): Promise<Ran> => {
    const out: string[] = []
    const notes: string[] = []
    const terminal = quietTerminal(dataDir, {
      out: (text) => void out.push(text),
      note: (text) => void notes.push(text),
      environment: () => ({ DATA_DIR: dataDir, ...engineOf(dataDir), ...environment }),
      lines: () => ({
        async *[Symbol.asyncIterator]() {
          yield* typed
        },
        say: (text) => void out.push(text),
      }),
    })
    const words = (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))
    return { exit: await runCommand(words, terminal), out: out.join('\n'), notes: notes.join('\n') }
  }
}
