import { describe, expect, test } from '@jest/globals'
import type { Part } from '../contracts/message.ts'
import { ask, definePlugin, silence } from '../contracts/plugin.ts'
import type { FullContext, Plugin } from '../contracts/plugin.ts'
import { number, text } from '../contracts/shape.ts'
import { Rehearsal } from '../testing/rehearsal.ts'
import type { Heard } from '../testing/rehearsal.ts'

const said = ({ messages }: Heard): readonly (readonly Part[])[] => messages
const line = (words: string): readonly Part[] => [{ type: 'text', text: words }]
const command = (name: string, handle: (context: FullContext) => unknown): Plugin =>
  ({ name, commands: { [name]: { handle } } }) as Plugin // also what no TypeScript author could write
const answersOf = (plugin: Plugin, words: string): Promise<Heard> => new Rehearsal({ plugins: [plugin] }).say(words)

describe('a handler is lent', () => {
  test('exactly what its plugin asked for', async () => {
    const seen: string[][] = []
    const watch = (needs: Plugin['needs']): Plugin => ({
      ...command('a', (context) => {
        seen.push(['http', 'store', 'schedule'].filter((name) => name in context))
        return 'ok'
      }),
      ...(needs && { needs }),
    })
    await answersOf(watch(undefined), '/a')
    await answersOf(watch(['store']), '/a')
    await answersOf(watch(['http', 'schedule']), '/a')
    expect(seen).toEqual([[], ['store'], ['http', 'schedule']])
  })

  test('a store that reads what it wrote, per conversation, person and chatbot, and gives typed values or none', async () => {
    const plugin = definePlugin({
      name: 'notes',
      needs: ['store'],
      commands: {
        write: {
          async handle({ store, text: words }) {
            store.conversation.set('a', { words })
            store.contact.set('b', 1)
            store.chatbot.set('c', 2)
            store.chatbot.set('gone', 2)
            store.chatbot.delete('gone')
            return `${JSON.stringify(await store.conversation.get('a'))} ${(await store.chatbot.keys()).join()}`
          },
        },
        read: {
          async handle({ store }) {
            const typed = [
              await store.contact.get('b', number()),
              await store.contact.get('b', text()),
              await store.contact.get('x', text()),
            ]
            return JSON.stringify([await store.conversation.get('a'), typed, await store.chatbot.keys('c')])
          },
        },
      },
    })
    const rehearsal = new Rehearsal({ plugins: [plugin] })
    expect(said(await rehearsal.say('/write hi'))).toEqual([line('{"words":"hi"} c')])
    rehearsal.restart()
    expect(said(await rehearsal.say('/read'))).toEqual([line('[{"words":"hi"},[1,null,null],["c"]]')])
  })

  test('a store whose past writes a replay does not write again', async () => {
    const plugin = definePlugin({
      name: 'counter',
      needs: ['store', 'schedule'],
      commands: {
        begin: {
          async *handle({ store, schedule, now }) {
            store.contact.set('count', 1)
            schedule.at('change', now() + 1000, {})
            yield* ask('Ready?')
            return String(await store.contact.get('count'))
          },
        },
      },
      due: {
        change: {
          handle({ store }) {
            store.contact.set('count', 2)
            return silence
          },
        },
      },
    })
    const rehearsal = new Rehearsal({ plugins: [plugin] })
    await rehearsal.say('/begin')
    await rehearsal.passTime(rehearsal.clock.now() + 5000)
    expect(said(await rehearsal.say('yes'))).toEqual([line('2')])
  })

  test.each<readonly [string, (context: FullContext) => unknown, string]>([
    ['a function in the store', ({ store }) => store?.contact.set('a', () => 1), 'nothing that JSON can hold'],
    ['nothing in the store', ({ store }) => store?.contact.set('a', undefined), 'nothing that JSON can hold'],
    ['too much in the store', ({ store }) => store?.contact.set('a', 'x'.repeat(70_000)), 'larger than'],
    ['an empty key', ({ store }) => store?.contact.set('', 1), 'A key of the store'],
    ['a schedule for nobody', ({ schedule }) => schedule?.at('b', 1, {}), 'has no `due.b`; it has later'],
    ['a schedule at no moment', ({ schedule }) => schedule?.at('later', NaN, { what: 'x' }), 'is no moment'],
    ['a schedule with another payload', ({ schedule }) => schedule?.at('later', 1, { what: 1 }), 'does not fit'],
    ['a time zone that is none', ({ contact }) => contact.remember({ timeZone: 'Moon/Base' }), 'no time zone'],
  ])('nothing for %s', async (_, misuse, sentence) => {
    const plugin: Plugin = {
      ...command('a', (context) => {
        misuse(context)
        return 'ok'
      }),
      needs: ['store', 'schedule'],
      due: { later: { payload: { what: text() }, handle: () => 'later' } },
    }
    await expect(answersOf(plugin, '/a')).rejects.toThrow(sentence)
  })

  test('schedules that can be seen and cancelled, in the same turn and later', async () => {
    const plugin = definePlugin({
      name: 'later',
      needs: ['schedule'],
      commands: {
        add: {
          async handle({ schedule, now }) {
            const first = schedule.at('later', now() + 2000, { what: 'a' })
            schedule.at('later', new Date(now() + 1000), { what: 'b' })
            const third = schedule.at('later', now() + 3000, { what: 'c' })
            schedule.cancel(third)
            return `${first === third} ${(await schedule.list()).map(({ payload }) => JSON.stringify(payload)).join()}`
          },
        },
        clear: {
          async handle({ schedule }) {
            for (const { id } of await schedule.list()) schedule.cancel(id)
            return `${(await schedule.list()).length}`
          },
        },
      },
      due: { later: { payload: { what: text() }, handle: ({ payload }) => payload.what } },
    })
    const rehearsal = new Rehearsal({ plugins: [plugin] })
    expect(said(await rehearsal.say('/add'))).toEqual([line('false {"what":"b"},{"what":"a"}')])
    expect((await rehearsal.passTime(rehearsal.clock.now() + 1500)).map(said)).toEqual([[line('b')]])
    expect(said(await rehearsal.say('/clear'))).toEqual([line('0')])
    expect(await rehearsal.passTime(rehearsal.clock.now() + 5000)).toEqual([])
  })

  test('what is known of the person, and what it learned is known from then on', async () => {
    const plugin = definePlugin({
      name: 'zone',
      commands: {
        zone: {
          handle({ contact }) {
            contact.remember({ timeZone: 'Europe/Berlin', language: 'de' })
            return `${contact.isNew} ${contact.timeZone ?? 'unknown'}`
          },
        },
      },
    })
    const rehearsal = new Rehearsal({ plugins: [plugin] })
    expect(said(await rehearsal.say('/zone'))).toEqual([line('true unknown')])
    expect(said(await rehearsal.say('/zone'))).toEqual([line('false Europe/Berlin')])
  })
})

test('a payload of an older version is left out, with a line for the operator', async () => {
  const older = definePlugin({
    name: 'later',
    needs: ['schedule'],
    commands: { add: { handle: ({ schedule, now }) => schedule.at('later', now(), { what: 'x' }) } },
    due: { later: { payload: { what: text() }, handle: ({ payload }) => payload.what } },
  })
  const newer = definePlugin({
    name: 'later',
    due: { later: { payload: { what: number() }, handle: ({ payload }) => `${payload.what}` } },
  })
  const rehearsal = new Rehearsal({ plugins: [older] })
  await rehearsal.say('/add')
  rehearsal.restart([newer])
  expect(await rehearsal.passTime(rehearsal.clock.now())).toMatchObject([{ outcome: 'nobody', messages: [] }])
  expect(rehearsal.log.lines).toMatchObject([{ level: 'warn', fields: { handler: 'due:later' } }])
})
