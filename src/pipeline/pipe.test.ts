// What the compiler accepts and refuses of a road. `tsc` reads this file; an expected error that is none is an error.

import { describe, expect, test } from '@jest/globals'
import type { Metrics } from '../contracts/metrics.ts'
import type { adapt } from './adapt.ts'
import type { context } from './context.ts'
import type { handle } from './handle.ts'
import type { inbox } from './inbox.ts'
import type { intent } from './intent.ts'
import type { language } from './language.ts'
import type { outbox } from './outbox.ts'
import { pipe, stage } from './pipe.ts'
import type { receive } from './receive.ts'
import type { route } from './route.ts'
import type { send } from './send.ts'
import type { transform } from './transform.ts'

const stages: { readonly name: string; readonly seconds: number }[] = []
const metrics = { stage: (name: string, seconds: number) => stages.push({ name, seconds }) } as unknown as Metrics // the rest is not called

const length = stage('length', (text: string) => text.length)
const double = stage('double', (number: number) => Promise.resolve(number * 2))
const words = stage('words', (number: number) => `${number} words`)

describe('a road', () => {
  test('is what its stages are, one after the other, with or without something to wait for', async () => {
    expect(await pipe(metrics, length, double)('four')).toBe(8)
    expect(await pipe(metrics, double, words)(2)).toBe('4 words')
  })

  test('says how long each of its stages took', async () => {
    stages.length = 0
    await pipe(metrics, length, double)('four')
    expect(stages.map(({ name }) => name)).toEqual(['length', 'double'])
    for (const { seconds } of stages) expect(seconds).toBeGreaterThanOrEqual(0)
  })

  test('ends at the stage that fails, whether at once or later', async () => {
    const reached: string[] = []
    const last = stage('last', (text: string) => reached.push(text))
    const atOnce = stage('at once', (_text: string): string => {
      throw new Error('at once')
    })
    const later = stage('later', (_text: string) => Promise.reject<string>(new Error('later')))
    await expect(pipe(metrics, atOnce, last)('x')).rejects.toThrow('at once')
    await expect(pipe(metrics, later, last)('x')).rejects.toThrow('later')
    expect(reached).toEqual([])
  })
})

/** Never called: what is in it only has to compile, or not to. */
export function roads(s: {
  readonly receive: ReturnType<typeof receive>
  readonly inbox: ReturnType<typeof inbox>
  readonly transform: ReturnType<typeof transform>
  readonly language: ReturnType<typeof language>
  readonly context: ReturnType<typeof context>
  readonly intent: ReturnType<typeof intent>
  readonly route: ReturnType<typeof route>
  readonly handle: ReturnType<typeof handle>
  readonly outbox: ReturnType<typeof outbox>
  readonly adapt: ReturnType<typeof adapt>
  readonly send: ReturnType<typeof send>
}): void {
  pipe(metrics, s.receive, s.inbox)
  pipe(metrics, s.adapt, s.send)
  pipe(metrics, s.transform, s.language, s.context, s.intent, s.route, s.handle, s.outbox)

  // @ts-expect-error -- a number is no text
  pipe(metrics, length, length)
  // @ts-expect-error -- nothing is kept before it was received
  pipe(metrics, s.inbox, s.receive)
  // @ts-expect-error -- nothing is sent before it was adapted
  pipe(metrics, s.send, s.adapt)
  // @ts-expect-error -- the language is found in the text, which transform makes
  pipe(metrics, s.language, s.transform, s.context, s.intent, s.route, s.handle, s.outbox)
  // @ts-expect-error -- who speaks is looked up after the language is known
  pipe(metrics, s.transform, s.context, s.language, s.intent, s.route, s.handle, s.outbox)
  // @ts-expect-error -- the intent needs the contact
  pipe(metrics, s.transform, s.language, s.intent, s.context, s.route, s.handle, s.outbox)
  // @ts-expect-error -- a route follows from the intent
  pipe(metrics, s.transform, s.language, s.context, s.route, s.intent, s.handle, s.outbox)
  // @ts-expect-error -- handlers are called along the routes
  pipe(metrics, s.transform, s.language, s.context, s.intent, s.handle, s.route, s.outbox)
  // @ts-expect-error -- nothing is committed that was not handled
  pipe(metrics, s.transform, s.language, s.context, s.intent, s.route, s.outbox, s.handle)
  // @ts-expect-error -- no stage is left out
  pipe(metrics, s.transform, s.language, s.context, s.intent, s.route, s.handle)
}
