import { createInterface } from 'node:readline'
import { environment } from '../config/env.ts'
import { runCommand } from './program.ts'
import type { Lines } from './terminal.ts'

const interactive = process.stdin.isTTY && process.stdout.isTTY

// Set, not called: what was written is written before the process ends.
process.exitCode = await runCommand(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  note: (line) => process.stderr.write(`${line}\n`),
  interactive,
  environment,
  lines: typedLines,
})

function typedLines(): Lines {
  const reader = createInterface({
    input: process.stdin,
    ...(interactive ? { output: process.stdout } : {}),
    prompt: '> ',
  })
  if (interactive) reader.prompt()
  return {
    async *[Symbol.asyncIterator]() {
      for await (const line of reader) {
        yield line
        if (interactive) reader.prompt()
      }
    },
    say(line) {
      // Over the prompt, which comes back below with what was typed so far.
      process.stdout.write(interactive ? `\r\u001b[K${line}\n` : `${line}\n`)
      if (interactive) reader.prompt(true)
    },
  }
}
