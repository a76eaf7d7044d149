// What the compiler accepts and refuses of a plugin. `tsc` reads this file; an expected error that is none is an error.

import { describe, expect, test } from '@jest/globals'
import {
  ask,
  choice,
  definePlugin,
  goto,
  handoff,
  list,
  number,
  object,
  optional,
  pass,
  say,
  silence,
  text,
  url,
} from './sdk.ts'

const orders = definePlugin({
  name: 'orders',
  needs: ['http'],
  settings: { shop: url() },
  intents: {
    track: {
      examples: ['where is my order?', 'track my order'],
      slots: { order: text({ ask: 'Which order number?' }) },
      async handle({ slots, settings, http }) {
        const { status } = await http.json(`${settings.shop}/orders/${slots.order}`, { status: text() })
        return `Order ${slots.order} is ${status}.`
      },
    },
  },
})

const dialogue = definePlugin({
  name: 'dialogue',
  needs: ['http'],
  intents: {
    order: {
      examples: ['I want one'],
      async *handle({ http }) {
        const size = yield* ask('What size?', choice('small', 'large'))
        const exactly: 'small' | 'large' = size
        yield say('One moment…')
        const order = await http.json('https://shop.example/orders', { method: 'POST', expect: { id: text() } })
        return `Order ${order.id} is on its way, ${exactly}.`
      },
    },
  },
})

const everyReply = definePlugin({
  name: 'every-reply',
  needs: ['http', 'store', 'schedule'],
  intents: {
    string: { examples: ['a'], handle: () => 'Hello' },
    part: { examples: ['b'], handle: () => ({ type: 'text', text: 'Hello' }) },
    parts: { examples: ['c'], handle: () => [{ type: 'location', latitude: 1, longitude: 2 }] },
    streamed: {
      examples: ['d'],
      async *handle() {
        yield 'Hel'
        yield 'lo'
      },
    },
    slotted: {
      examples: ['e'],
      slots: { count: number(), note: optional(text()) },
      handle({ slots }) {
        const note: string | undefined = slots.note
        return `${slots.count.toFixed(1)} ${note ?? ''}`
      },
    },
    gone: { examples: ['f'], handle: () => goto('slotted', { count: 3 }) },
    either: { examples: ['g'], handle: ({ text: said }) => (said === '' ? pass : handoff('support')) },
  },
  commands: {
    quiet: { handle: () => silence },
    away: { handle: () => goto('quiet') },
    later: {
      slots: { what: text() },
      handle({ schedule, slots, now }) {
        schedule.at('remind', now() + 1000, { what: slots.what })
        return 'I will.'
      },
    },
    total: {
      async handle({ http, store }) {
        const { items } = await http.json('https://shop.example/cart', {
          items: list(object({ sku: text(), price: number() })),
        })
        const before: number | undefined = await store.contact.get('total', number())
        const total = items.reduce((sum, item) => sum + item.price, before ?? 0)
        store.contact.set('total', total)
        return `${total}`
      },
    },
    // No need to be asynchronous to ask.
    name: {
      *handle() {
        const name: string = yield* ask('Who are you?')
        return `Hello, ${name}.`
      },
    },
  },
  due: { remind: { payload: { what: text() }, handle: ({ payload }) => payload.what } },
  on: { joined: ({ event }) => `Somebody ${event.change}.` },
  fallback: ({ text: said }) => said,
})

const refused = definePlugin({
  name: 'refused',
  commands: {
    one: {
      // @ts-expect-error a capability that was not asked for is not there
      handle: ({ http }) => typeof http,
    },
  },
  intents: {
    slot: {
      examples: ['a'],
      slots: { order: text() },
      // @ts-expect-error the slot has another name
      handle: ({ slots }) => slots.oder,
    },
    slotType: {
      examples: ['b'],
      slots: { count: number() },
      // @ts-expect-error the slot is a number
      handle: ({ slots }) => slots.count,
    },
    forgotten: {
      examples: ['c'],
      // @ts-expect-error a handler returns what to say
      handle() {
        say('Hello')
      },
    },
    forgottenPromise: {
      examples: ['d'],
      // @ts-expect-error a handler returns what to say
      async handle() {
        await Promise.resolve()
      },
    },
    forgottenDialogue: {
      examples: ['e'],
      // @ts-expect-error a dialogue returns what to say in the end
      async *handle() {
        yield* ask('What size?', choice('small', 'large'))
      },
    },
    halfForgotten: {
      examples: ['f'],
      // @ts-expect-error every way through a handler returns what to say
      handle({ text: said }) {
        if (said === '') return 'Nothing?'
      },
    },
    nowhere: {
      examples: ['g'],
      // @ts-expect-error there is no such handler to go to
      handle: () => goto('nirvana'),
    },
    wrongSlots: {
      examples: ['h'],
      // @ts-expect-error the other handler's slot is a number
      handle: () => goto('slotType', { count: 'three' }),
    },
    // @ts-expect-error an intent without examples is never recognised
    mute: { handle: () => 'Hello' },
  },
})

const refusedNeeds = definePlugin({
  name: 'refused-needs',
  // @ts-expect-error there is no such capability
  needs: ['files'],
})

const refusedSettings = definePlugin({
  name: 'refused-settings',
  needs: ['schedule', 'http'],
  settings: { shop: url() },
  commands: {
    // @ts-expect-error the setting has another name
    settings: { handle: ({ settings }) => settings.shopp },
    // @ts-expect-error no handler of `due` has this name
    due: { handle: ({ schedule }) => schedule.at('forget', 0, {}) },
    // @ts-expect-error the handler of `due` needs another payload
    payload: { handle: ({ schedule }) => schedule.at('remind', 0, { wht: 'x' }) },
    choice: {
      async *handle() {
        const size = yield* ask('What size?', choice('small', 'large'))
        // @ts-expect-error no such size was offered
        return size === 'medium' ? 'Hm.' : 'Good.'
      },
    },
    answer: {
      async handle({ http }) {
        const answer = await http.json('https://shop.example', { status: text() })
        // @ts-expect-error the answer's shape has no such field
        return `${answer.state}`
      },
    },
  },
  due: { remind: { payload: { what: text() }, handle: ({ payload }) => payload.what } },
})

describe('a plugin', () => {
  test('is what its author wrote, and an object the host can read', () => {
    const plugins = [orders, dialogue, everyReply, refused, refusedNeeds, refusedSettings]
    expect(plugins.map(({ name }) => name)).toEqual([
      'orders',
      'dialogue',
      'every-reply',
      'refused',
      'refused-needs',
      'refused-settings',
    ])
    expect(orders.intents?.track?.examples).toEqual(['where is my order?', 'track my order'])
  })
})
