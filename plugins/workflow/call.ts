import { Busy } from 'colloquy/sdk'
import type { Call, Step } from './definition.ts'
import type { Context, Run } from './run.ts'
import { fill, fillJson, lookUp } from './template.ts'
import type { Values } from './template.ts'

/** The calls of a workflow, under keys that are the same whenever they are made again. */

/** What it takes to try again; its wait doubles: 10 s, 20 s … ten minutes. */
const firstWaitMs = 10_000
const longestWaitMs = 10 * 60_000

export type CallResult =
  | { readonly result: 'done'; readonly answer: unknown }
  | { readonly result: 'busy'; readonly afterMs: number; readonly reason: string }
  | { readonly result: 'failed'; readonly reason: string }

export async function make(
  context: Context,
  run: Run,
  { method = 'POST', url = '', headers = {}, body }: Call,
): Promise<CallResult> {
  const { http, settings } = context
  const values: Values = { ...run.values, secret: settings.key ?? '' }
  try {
    const answer = await http.json(fill(url, run.values, encodeURIComponent), {
      method,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value, values, oneLine)])),
      ...(body === undefined ? {} : { body: fillJson(body, run.values) }),
      idempotencyKey: `${String(run.values['run'])}-${run.begunAt}-${run.calls}`,
    })
    return { result: 'done', answer }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    if (!(error instanceof Busy)) return { result: 'failed', reason }
    const waitMs = Math.min(firstWaitMs * 2 ** run.tries, longestWaitMs)
    return { result: 'busy', afterMs: Math.max(waitMs, error.afterMs ?? 0), reason }
  }
}

/** A header has one line, whatever somebody wrote. */
const oneLine = (value: string): string => value.replaceAll(/[^\x20-\x7e\xa0-\xff]/g, ' ')

/** What the step keeps of the answer. */
export function taken({ take = {} }: Step, answer: unknown): Values {
  return Object.fromEntries(Object.entries(take).map(([name, path]) => [name, lookUp(answer, path) ?? null]))
}

/** The call that takes it back, with what is known by now: later values are not its own. */
export function undoOf({ undo }: Step, values: Values): Readonly<Record<string, unknown>> | undefined {
  if (undo === undefined) return undefined
  const { method = 'DELETE', url = '', headers = {}, body } = undo
  return {
    method,
    url: fill(url, values, encodeURIComponent),
    headers,
    ...(body === undefined ? {} : { body: fillJson(body, values) as Readonly<Record<string, unknown>> }), // an object stays one
  }
}
