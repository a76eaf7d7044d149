import { ask, definePlugin, handoff, number, optional, text, url, yesNo } from 'colloquy/sdk'

/** An id that no platform's button has room for. */
const longId = (name: string) => `${name}-${'long'.repeat(30)}`

/** A handler for each thing that a journey asks of one. */
export default definePlugin({
  name: 'desk',
  needs: ['http', 'store', 'schedule'],
  settings: { shop: optional(url()), broken: optional(yesNo()) },
  commands: {
    echo: { handle: ({ text }) => text },
    person: { handle: () => handoff('support') },
    offer: {
      handle: () => ({
        type: 'choices',
        text: 'Which one?',
        options: [
          { id: longId('first'), label: 'The first' },
          { id: longId('second'), label: 'The second' },
        ],
      }),
    },
    order: {
      async *handle({ http, settings }) {
        const count = yield* ask('How many?', number())
        const { id } = await http.json(`${settings.shop}/orders`, {
          method: 'POST',
          body: { count },
          expect: { id: number() },
        })
        const place = yield* ask(`Order ${id}. Where to?`)
        return `Order ${id}: ${count} to ${place}.`
      },
    },
    wait: {
      async handle({ http, settings }) {
        const { id } = await http.json(`${settings.shop}/wait`, { id: number() })
        return `Waited for ${id}.`
      },
    },
    fragile: {
      handle({ settings, text }) {
        if (settings.broken === true) throw new Error('It is broken.')
        return `Whole: ${text}`
      },
    },
    remind: {
      handle({ schedule, now, text }) {
        schedule.at('remind', now() + Number(text), { of: text })
        return 'I will.'
      },
    },
    count: {
      async handle({ store }) {
        const count = ((await store.conversation.get('count', number())) ?? 0) + 1
        store.conversation.set('count', count)
        return `${count}`
      },
    },
  },
  due: { remind: { payload: { of: text() }, handle: ({ payload }) => `Reminded after ${payload.of}.` } },
  on: {
    button: ({ event }) => (event.option.length > 64 ? `Chosen: ${event.option}` : `Pressed: ${event.option}`),
    edited: ({ event }) => {
      const [part] = event.parts
      return `Edited: ${part?.type === 'text' ? part.text : ''}`
    },
  },
  fallback: ({ text, parts }) => `You said: ${text.replaceAll('\n', ' | ')} (${parts.length})`,
})
