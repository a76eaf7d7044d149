import { pino } from 'pino'
import type { DestinationStream, Level, Logger } from 'pino'
import type { Log, LogBindings } from '../contracts/log.ts'
import { clean, escapeUnseen } from './clean.ts'
import { tidy } from './tidy.ts'

export type LogThreshold = Level | 'silent'

/** Names pino itself writes: a binding of the same name stands beside them, not in their place. */
const reserved = new Set(['level', 'time', 'msg', 'pid'])

/** The door to pino: JSON lines on stdout (or `stream`), each complete, bounded, free of secrets and of people. */
export function createLog(
  threshold: LogThreshold,
  stream: DestinationStream = pino.destination({ dest: 1, sync: true }),
): Log {
  const root = pino(
    {
      level: threshold,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => error }, // what comes here was made plain already
      hooks: { streamWrite: escapeUnseen },
    },
    stream,
  )
  return over(root, () => root)
}

/** A child is made by its first line: there is one per turn, and most turns have nothing to say. */
function over(root: Logger, make: () => Logger): Log {
  let made: Logger | undefined
  const logger = () => (made ??= make())
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (bindings: LogBindings, message: string) => {
    if (root.isLevelEnabled(level)) logger()[level](plain(bindings), clean(message))
  }
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (bindings) => over(root, () => logger().child(plain(bindings))),
  }
}

function plain(bindings: LogBindings): Record<string, unknown> {
  const tidied = tidy(bindings) as Record<string, unknown> // a record stays a record
  return Object.fromEntries(
    Object.entries(tidied).map(([name, value]) => [reserved.has(name) ? `${name}_` : name, value]),
  )
}
