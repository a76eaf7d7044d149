import { Busy, GatewayError, Invalid, OverLimit, Unauthorized } from '../../contracts/errors.ts'
import type { WireError, WirePuzzle } from '../../contracts/wire.ts'
import { webDefaults } from '../../config/defaults.ts'

/** Hears of what is no refusal but a bug. */
export type Report = (error: unknown) => void

/** Too much at once; `afterMs` later there is room again. */
export class TooFast extends OverLimit {
  readonly afterMs: number
  constructor(message: string, afterMs: number) {
    super(message)
    this.afterMs = afterMs
  }
}

/** A new visitor is let in after some work. */
export class PuzzleFirst extends Unauthorized {
  readonly puzzle: WirePuzzle
  constructor(puzzle: WirePuzzle) {
    super('Solve the puzzle that comes with this, and come again with its solution.')
    this.puzzle = puzzle
  }
}

/** What a client is told: a refusal in its own words, of anything else only that it happened. */
export function wireError(error: unknown, report: Report): WireError {
  if (!(error instanceof GatewayError)) {
    report(error)
    return {
      code: 'E_INTERNAL',
      message: 'Something went wrong on our side. Please try again.',
      retryAfterMs: webDefaults.retryAfterMs,
    }
  }
  const { code, message } = error
  if (error instanceof Busy || error instanceof TooFast) {
    return { code, message, retryAfterMs: error.afterMs ?? webDefaults.retryAfterMs }
  }
  if (error instanceof PuzzleFirst) return { code, message, puzzle: error.puzzle }
  if (error instanceof Invalid && error.field !== undefined) return { code, message, field: error.field }
  return { code, message }
}

/** As Socket.IO takes it: the client finds `{code, message}` in the `data` of its `connect_error`. */
export function connectError(error: unknown, report: Report): Error {
  const data = wireError(error, report)
  return Object.assign(new Error(data.message), { data })
}
