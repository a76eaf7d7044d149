import { Busy } from '../../contracts/errors.ts'
import { field, integerIn, isObject, textIn } from '../json.ts'
import { HttpFailure, RpcFailure } from './failure.ts'

export type Params = Readonly<Record<string, unknown>>

let requests = 0

/** Puts a call into words: https://www.jsonrpc.org/specification */
export function requestOf(method: string, params: Params): string {
  return JSON.stringify({ jsonrpc: '2.0', method, params, id: String(++requests) })
}

/** The result in an answer. Throws RpcFailure for an error, HttpFailure for what is no answer of a daemon's. */
export function resultIn(body: string): unknown {
  // 201 and no body: it was done, and there is nothing to say.
  if (body.trim() === '') return undefined
  const answer = parsed(body)
  const error = field(answer, 'error')
  if (isObject(error)) {
    throw new RpcFailure(integerIn(error, 'code') ?? 0, textIn(error, 'message') ?? 'no reason', field(error, 'data'))
  }
  if (field(answer, 'result') === undefined) throw new HttpFailure(200, 'in words that are not signal-cli’s', undefined)
  return field(answer, 'result')
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Why nothing was answered, without an address: codes are enough. */
export function unreachable(error: unknown): Busy {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
  return new Busy(`signal-cli could not be reached (${code}).`)
}
