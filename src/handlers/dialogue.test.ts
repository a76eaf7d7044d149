import { describe, expect, test } from '@jest/globals'
import { Busy, Refused } from '../contracts/errors.ts'
import type { Part } from '../contracts/message.ts'
import { ask, definePlugin, handoff, pass, say } from '../contracts/plugin.ts'
import type { Plugin } from '../contracts/plugin.ts'
import { choice, number, text, yesNo } from '../contracts/shape.ts'
import { Rehearsal } from '../testing/rehearsal.ts'
import type { Heard } from '../testing/rehearsal.ts'

const day = 24 * 60 * 60 * 1000

function textOf(parts: readonly Part[]): string {
  return parts.map((part) => ('text' in part ? part.text : part.type)).join('|')
}
const said = ({ messages }: Heard): readonly string[] => messages.map(textOf)

const pizza = definePlugin({
  name: 'pizza',
  needs: ['http', 'store', 'schedule'],
  intents: {
    order: {
      examples: ['I want a pizza', 'order a pizza', 'pizza please'],
      slots: { count: number({ ask: 'How many?' }) },
      async *handle({ slots, http, store, schedule, now }) {
        const size = yield* ask('What size?', choice('small', 'large'))
        yield say('One moment…')
        const { id } = await http.json('https://shop.example/orders', { method: 'POST', expect: { id: number() } })
        store.contact.set('last', id)
        schedule.at('feedback', now() + day, { id })
        const sure = yield* ask('Are you sure?', yesNo(), { back: true })
        const last = await store.contact.get('last', number())
        return `${slots.count} ${size}, order ${id}, ${sure ? 'sure' : 'unsure'}, last ${last ?? 'none'}`
      },
    },
    hours: { examples: ['when are you open?', 'what are your opening hours?'], handle: () => 'Always.' },
  },
  commands: { help: { handle: () => 'Helped.' } },
  due: { feedback: { payload: { id: number() }, handle: ({ payload }) => `How was order ${payload.id}?` } },
})

function pizzeria(plugins: readonly Plugin[] = [pizza]): Rehearsal {
  const rehearsal = new Rehearsal({ plugins })
  let orders = 0
  rehearsal.http.answer('POST', 'https://shop.example/orders', () => ({ body: { id: ++orders } }))
  return rehearsal
}

async function play(rehearsal: Rehearsal, ...texts: readonly string[]): Promise<readonly string[]> {
  let heard: readonly string[] = []
  for (const words of texts) heard = said(await rehearsal.say(words))
  return heard
}

describe('a dialogue', () => {
  test('asks for its slots and its questions one by one', async () => {
    const rehearsal = pizzeria()
    expect(await play(rehearsal, 'I want a pizza')).toEqual(['How many?'])
    expect(await play(rehearsal, '2')).toEqual(['What size?'])
    expect(await play(rehearsal, 'large')).toEqual(['One moment…', 'Are you sure?'])
    expect(await play(rehearsal, 'yes')).toEqual(['2 large, order 1, sure, last 1'])
    expect(rehearsal.state.dialogue).toBeUndefined()
    expect(rehearsal.http.calls).toHaveLength(1)
  })

  test('survives a week and a new process at every question, and does nothing twice', async () => {
    const rehearsal = pizzeria()
    for (const words of ['I want a pizza', '2', 'large']) {
      await rehearsal.say(words)
      rehearsal.restart()
      rehearsal.clock.advance(9 * day)
    }
    expect(await play(rehearsal, 'yes')).toEqual(['2 large, order 1, sure, last 1'])
    expect(rehearsal.http.calls).toHaveLength(1)
    expect((await rehearsal.passTime(rehearsal.clock.now())).map(said)).toEqual([['How was order 1?']])
  })

  test('sees its clock where each answer was given, and the same random numbers again', async () => {
    const seen: number[][] = []
    const plugin = definePlugin({
      name: 'watch',
      commands: {
        watch: {
          async *handle({ now, random }) {
            const values = [now(), random()]
            yield* ask('One?')
            values.push(now(), random())
            yield* ask('Two?')
            values.push(now(), random())
            seen.push(values)
            return 'done'
          },
        },
      },
    })
    const rehearsal = new Rehearsal({ plugins: [plugin], start: 1000 })
    await rehearsal.say('/watch')
    rehearsal.clock.set(2000)
    await rehearsal.say('a')
    rehearsal.clock.set(3000)
    await rehearsal.say('b', 'before the commit')
    const [first = [], second = []] = seen
    expect(second).toEqual(first)
    expect([first[0], first[2], first[4]]).toEqual([1000, 2000, 3000])
    expect(new Set([first[1], first[3], first[5]]).size).toBe(3)
  })

  test('is asked again, with a reason, when an answer does not fit, and left in the end', async () => {
    const rehearsal = pizzeria()
    await play(rehearsal, 'I want a pizza', '1')
    expect(await play(rehearsal, 'xyzzy')).toEqual(['Please choose one of these.\n\nWhat size?'])
    expect(await play(rehearsal, 'xyzzy')).toEqual([
      'Please choose one of these. You can say “cancel” to stop.\n\nWhat size?',
    ])
    expect(await play(rehearsal, 'xyzzy', 'xyzzy')).toEqual([expect.stringContaining('What size?')])
    expect(await play(rehearsal, 'xyzzy')).toEqual([expect.stringContaining('I stopped that')])
    expect(rehearsal.state.dialogue).toBeUndefined()
  })

  test('in a group waits for the person it asked, and leaves the others alone', async () => {
    const rehearsal = pizzeria()
    rehearsal.inGroup('ada')
    await rehearsal.event({
      kind: 'message',
      id: 'm',
      parts: [{ type: 'text', text: 'I want a pizza' }],
      mentioned: true,
    })
    rehearsal.inGroup('grace')
    for (const words of ['7', 'cancel', 'when are you open?'])
      expect(await rehearsal.say(words)).toMatchObject({ outcome: 'nobody', messages: [] })
    expect(said(await rehearsal.say('/help'))).toEqual(['Helped.'])
    rehearsal.inGroup('ada')
    expect(await play(rehearsal, '2')).toEqual(['What size?'])
  })

  test('takes an answer by button', async () => {
    const rehearsal = pizzeria()
    await play(rehearsal, 'I want a pizza', '1')
    expect(said(await rehearsal.press('small'))).toEqual(['One moment…', 'Are you sure?'])
    expect(said(await rehearsal.press('yes', 'Yes'))).toEqual(['1 small, order 1, sure, last 1'])
  })
})

describe('a dialogue is left', () => {
  test.each(['cancel', 'Stop!', 'never mind', '/cancel', '/stop'])('by "%s"', async (words) => {
    const rehearsal = pizzeria()
    await play(rehearsal, 'I want a pizza', '1')
    expect(await play(rehearsal, words)).toEqual(['All right, I stopped that.'])
    expect(rehearsal.state.dialogue).toBeUndefined()
  })

  test('by another intent that is clear, while the answer does not fit', async () => {
    const rehearsal = pizzeria()
    await play(rehearsal, 'I want a pizza', '1')
    expect(await play(rehearsal, 'when are you open?')).toEqual(['Always.'])
    expect(rehearsal.state.dialogue).toBeUndefined()
  })

  test('by a command that somebody has, but not by an unknown one', async () => {
    const rehearsal = pizzeria()
    await play(rehearsal, 'I want a pizza', '1')
    expect(await play(rehearsal, '/unknown')).toEqual(['What size?'])
    expect(await play(rehearsal, '/help')).toEqual(['Helped.'])
    expect(rehearsal.state.dialogue).toBeUndefined()
  })

  test('after two weeks without an answer, which is said when nobody else answers', async () => {
    const rehearsal = pizzeria()
    await play(rehearsal, 'I want a pizza', '1')
    rehearsal.clock.advance(15 * day)
    expect(await play(rehearsal, 'large')).toEqual([expect.stringContaining('a while ago')])
    expect(rehearsal.state.dialogue).toBeUndefined()
  })

  test('by a person who takes over', async () => {
    const plugin = definePlugin({
      name: 'desk',
      commands: {
        desk: {
          async *handle() {
            const wants = yield* ask('What is it about?')
            return wants === 'money' ? handoff('sales') : 'Fine.'
          },
        },
      },
    })
    const rehearsal = new Rehearsal({ plugins: [plugin] })
    const heard = await rehearsal.say('/desk').then(() => rehearsal.say('money'))
    expect(heard).toMatchObject({ outcome: 'handoff' })
    expect(said(heard)).toEqual([expect.stringContaining('passing you on')])
    expect(rehearsal.state).toMatchObject({ handoff: { queue: 'sales', since: rehearsal.clock.now() } })
    expect(rehearsal.state.dialogue).toBeUndefined()
  })

  test('not by an interrupt that answers beside it, nor by what comes due', async () => {
    const consent = definePlugin({
      name: 'consent',
      interrupt: ({ text: words }) => (words === 'privacy' ? 'We keep nothing.' : pass),
    })
    const rehearsal = pizzeria([consent, pizza])
    await play(rehearsal, 'I want a pizza', '1', 'large')
    expect(await play(rehearsal, 'privacy')).toEqual(['We keep nothing.'])
    expect((await rehearsal.passTime(rehearsal.clock.now() + 2 * day)).map(said)).toEqual([['How was order 1?']])
    expect(await play(rehearsal, 'yes')).toEqual(['1 large, order 1, sure, last 1'])
  })
})

describe('a dialogue whose plugin was changed', () => {
  const asking = (question: string, field = text()): Plugin =>
    definePlugin({
      name: 'ask',
      commands: {
        ask: {
          async *handle() {
            const first = yield* ask(question, field)
            const second = yield* ask('And then?')
            return `${first}, ${second}`
          },
        },
      },
    })

  test('goes on while its journal fits', async () => {
    const rehearsal = new Rehearsal({ plugins: [asking('What?')] })
    await play(rehearsal, '/ask', 'a')
    rehearsal.restart([asking('What?')])
    expect(await play(rehearsal, 'b')).toEqual(['a, b'])
  })

  const changed = definePlugin({ name: 'ask', commands: { ask: { handle: () => 'no question any more' } } })
  const calling = definePlugin({
    name: 'ask',
    needs: ['http'],
    commands: {
      ask: {
        async *handle({ http }) {
          await http.json('https://a.example').catch(() => undefined)
          return yield* ask('What?')
        },
      },
    },
  })
  test.each<readonly [string, readonly Plugin[]]>([
    ['asks something else', [asking('Why?')]],
    ['takes other answers', [asking('What?', text({ pattern: '^x' }))]],
    ['ends earlier', [changed]],
    ['calls somebody it did not call, even if it does not care', [calling]],
    ['is gone', []],
  ])('and now %s ends kindly, and nobody is stuck', async (_, plugins) => {
    const rehearsal = new Rehearsal({ plugins: [asking('What?')] })
    await play(rehearsal, '/ask', 'a')
    rehearsal.restart(plugins)
    expect(await play(rehearsal, 'b')).toEqual([expect.stringContaining('I changed while we were talking')])
    expect(rehearsal.state.dialogue).toBeUndefined()
    expect(rehearsal.http.calls).toEqual([])
    expect(rehearsal.log.lines).toMatchObject([{ level: 'warn', fields: { plugin: 'ask', handler: 'command:ask' } }])
  })
})

describe('going back', () => {
  const survey = definePlugin({
    name: 'survey',
    needs: ['store'],
    commands: {
      survey: {
        async *handle({ store }) {
          yield say('Welcome.')
          const name = yield* ask('Name?', text(), { back: true })
          store.contact.set('name', name)
          yield say('Thanks.')
          const age = yield* ask('Age?', number(), { back: true })
          const fine = yield* ask('Fine?', yesNo(), { back: true })
          return `${name} ${age} ${fine}`
        },
      },
    },
  })

  test('asks the question before again, says nothing twice, and goes on from there', async () => {
    const rehearsal = new Rehearsal({ plugins: [survey] })
    expect(await play(rehearsal, '/survey')).toEqual(['Welcome.', 'Name?'])
    expect(await play(rehearsal, 'Ada', '36')).toEqual(['Fine?'])
    expect(await play(rehearsal, 'back')).toEqual(['Age?'])
    rehearsal.restart()
    expect(await play(rehearsal, 'zurück')).toEqual(['Name?'])
    expect(await play(rehearsal, '/back')).toEqual(['There is no question before this one.', 'Name?'])
    expect(await play(rehearsal, 'Grace')).toEqual(['Thanks.', 'Age?'])
    expect(await play(rehearsal, '85', 'yes')).toEqual(['Grace 85 true'])
  })

  test('is offered only where the author says so', async () => {
    const rehearsal = pizzeria()
    await play(rehearsal, 'I want a pizza', '1')
    expect(await play(rehearsal, 'back')).toEqual([expect.stringContaining('Please choose')])
  })
})

describe('failures of calls', () => {
  const shop = definePlugin({
    name: 'shop',
    needs: ['http'],
    commands: {
      careful: {
        async *handle({ http }) {
          let found = 'found'
          try {
            await http.json('https://shop.example/a')
          } catch (error) {
            found = error instanceof Refused ? `refused ${error.status ?? 0}` : error instanceof Busy ? 'busy' : 'bug'
          }
          const more = yield* ask('More?')
          return `${found} ${more}`
        },
      },
      careless: {
        async handle({ http }) {
          await http.json('https://shop.example/a')
          return 'fine'
        },
      },
    },
  })

  test.each([
    [404, 'refused 404'],
    [503, 'busy'],
  ])('with %i are the same when the dialogue is replayed', async (status, found) => {
    const rehearsal = new Rehearsal({ plugins: [shop] })
    rehearsal.http.answer('GET', '*', { status })
    await rehearsal.say('/careful')
    rehearsal.http.answer('GET', '*', { body: {} })
    rehearsal.restart()
    expect(await play(rehearsal, 'no')).toEqual([`${found} no`])
    expect(rehearsal.http.calls).toHaveLength(1)
  })

  test('that may pass go to the pipeline, which tries the turn again', async () => {
    const rehearsal = new Rehearsal({ plugins: [shop] })
    rehearsal.http.answer('GET', '*', { status: 503 })
    await expect(rehearsal.say('/careless')).rejects.toThrow(Busy)
    rehearsal.http.answer('GET', '*', { status: 404 })
    await expect(rehearsal.say('/careless')).rejects.toThrow(Refused)
  })
})
