// Any dialogue, stopped anywhere: what it comes to must not depend on when the process ended.

import fc from 'fast-check'
import { expect, test } from '@jest/globals'
import { ask, definePlugin, say } from '../contracts/plugin.ts'
import type { Plugin } from '../contracts/plugin.ts'
import { choice, number, text } from '../contracts/shape.ts'
import { Rehearsal } from '../testing/rehearsal.ts'
import type { Crash, Heard } from '../testing/rehearsal.ts'

function said({ messages }: Heard): readonly string[] {
  return messages.map((parts) => parts.map((part) => ('text' in part ? part.text : part.type)).join('|'))
}

type Op =
  'ask' | 'choose' | 'call' | 'calls' | 'say' | 'set' | 'get' | 'schedule' | 'random' | 'now' | 'refused' | 'floating'

/** Does what the script says and tells in the end what it saw. */
function scripted(script: readonly Op[]): Plugin {
  return definePlugin({
    name: 'scripted',
    needs: ['http', 'store', 'schedule'],
    commands: {
      go: {
        async *handle({ http, store, schedule, random, now }) {
          const seen: unknown[] = []
          for (const [index, op] of script.entries()) {
            const url = `https://shop.example/${op}/${index % 3}`
            if (op === 'ask') seen.push(yield* ask(`Question ${index}?`))
            else if (op === 'choose') seen.push(yield* ask(`Choice ${index}?`, choice('answer', 'other')))
            else if (op === 'call') seen.push(await http.json(url))
            else if (op === 'calls')
              seen.push(await Promise.all([http.json(`${url}a`), http.json(`${url}b`), store.contact.get('key')]))
            else if (op === 'say') yield say(`Said ${index}.`)
            else if (op === 'set') store.contact.set('key', `${index}`)
            else if (op === 'get') seen.push(await store.contact.get('key', text()), await store.contact.keys())
            else if (op === 'schedule')
              seen.push(schedule.at('later', now() + index, { index }), (await schedule.list()).length)
            else if (op === 'random') seen.push(random())
            else if (op === 'now') seen.push(now())
            else if (op === 'refused') seen.push(await http.json(`https://no.example/${index}`).catch(String))
            else void http.json(`${url}/nobody-waits`)
          }
          return `Saw ${JSON.stringify(seen)}`
        },
      },
    },
    due: { later: { payload: { index: number() }, handle: ({ payload }) => `Due ${payload.index}.` } },
  })
}

interface Played {
  readonly said: readonly (readonly string[])[]
  readonly due: readonly (readonly string[])[]
  readonly recorded: readonly number[]
  readonly keys: readonly string[]
}

async function playScript(
  script: readonly Op[],
  accidents: ReadonlyMap<number, Crash>,
  restarts: ReadonlySet<number>,
): Promise<Played> {
  const rehearsal = new Rehearsal({ plugins: [scripted(script)], start: 0 })
  // A server that keeps the promise of idempotency keys, and otherwise never answers the same twice.
  const answered = new Map<string, number>()
  rehearsal.http.answer('GET', 'https://shop.example/*', ({ idempotencyKey }) => {
    const answer = answered.get(idempotencyKey) ?? answered.size
    answered.set(idempotencyKey, answer)
    return { body: answer }
  })
  rehearsal.http.answer('GET', 'https://no.example/*', { status: 403 })
  const heard: Heard[] = []
  for (let turn = 0; turn === 0 || rehearsal.state.dialogue !== undefined; turn++) {
    if (restarts.has(turn)) rehearsal.restart()
    rehearsal.clock.advance(1000)
    heard.push(await rehearsal.say(turn === 0 ? '/go' : 'answer', accidents.get(turn)))
  }
  const due = await rehearsal.passTime(1e9)
  return {
    said: heard.map(said),
    due: due.map(said),
    recorded: heard.map(({ recorded }) => recorded),
    keys: rehearsal.http.calls.map(({ idempotencyKey }) => idempotencyKey),
  }
}

const ops: readonly Op[] = [
  'ask',
  'choose',
  'call',
  'calls',
  'say',
  'set',
  'get',
  'schedule',
  'random',
  'now',
  'refused',
  'floating',
]

test('any dialogue, stopped anywhere and replayed, comes to the same and makes each call once', async () => {
  const moment = fc.oneof(
    fc.constant<Crash>('before the commit'),
    fc.nat(4).map((afterRecords): Crash => ({ afterRecords })),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...ops), { maxLength: 14 }),
      fc.array(fc.tuple(fc.nat(6), moment), { maxLength: 4 }),
      fc.array(fc.nat(6), { maxLength: 4 }),
      async (script, accidents, restarts) => {
        const expected = await playScript(script, new Map(), new Set())
        // A crash after more records than the turn makes never happens: the turn then simply ends.
        const possible = accidents.filter(
          ([turn, crash]) => crash === 'before the commit' || crash.afterRecords < (expected.recorded[turn] ?? 0),
        )
        const accident = new Map(possible)
        const played = await playScript(script, accident, new Set(restarts))
        expect(played.said).toEqual(expected.said)
        expect(played.due).toEqual(expected.due)
        expect(new Set(played.keys)).toEqual(new Set(expected.keys))
        expect(new Set(expected.keys).size).toBe(expected.keys.length)
        // Only calls that were cut off in the middle may be made again: at most those that ran side by side.
        const cutOff = [...accident.values()].filter((crash) => crash !== 'before the commit').length
        expect(played.keys.length).toBeLessThanOrEqual(expected.keys.length + cutOff * (script.length + 2))
      },
    ),
    { numRuns: 300 },
  )
}, 60_000)
