import type { Log } from '../contracts/plugin.ts'
import type { Frame } from './run.ts'

/**
 * Lines carry the plugin and the conversation; a replay does not write them again. What the person just said is taken
 * out of them: a plugin's author wrote the sentence, and may have quoted it.
 */
export function lendLog(frame: Frame, log: Log): Log {
  const unsaid = withoutWords(frame)
  const write =
    (level: keyof Log) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      if (!frame.journal.live) return
      const { id: turn, conversation } = frame.run.turn
      log[level](String(unsaid(message)), {
        ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, unsaid(value)])),
        plugin: frame.loaded.plugin.name,
        handler: frame.handler.key,
        conversation,
        turn,
      })
    }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

/** Shorter texts are in every sentence: taking those out would hide the line and nobody. */
const shortest = 4

function withoutWords({ input, run }: Frame): (value: unknown) => unknown {
  const words = [run.turn.text, input.text, run.turn.translated ?? '']
    .map((text) => text.trim())
    .filter((text) => text.length >= shortest)
  return (value) =>
    typeof value === 'string' ? words.reduce((rest, said) => rest.replaceAll(said, '[said]'), value) : value
}
