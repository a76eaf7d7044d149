import { ask, choiceOf, definePlugin, number, pass, text } from 'colloquy/sdk'

/** Written in several languages where it orders, and in English alone where it complains. */
export default definePlugin({
  name: 'pizzeria',
  intents: {
    order: {
      examples: {
        en: ['I would like a pizza', 'order a pizza'],
        es: ['quiero una pizza', 'quisiera pedir una pizza'],
        ar: ['أريد بيتزا'],
        ja: ['ピザを注文したい'],
      },
      async *handle({ words }) {
        const size = yield* ask('words:which_size', choiceOf({ s: 'words:small', l: 'words:large' }))
        const count = yield* ask('words:how_many', number({ integer: true, minimum: 1, maximum: 20 }), { back: true })
        return words(size === 's' ? 'small_ordered' : 'large_ordered', { count })
      },
    },
    complain: {
      examples: [
        'my pizza is cold',
        'it arrived cold',
        'I have a complaint',
        'I want to complain',
        'this is cold and awful',
      ],
      slots: { order: text({ title: 'order number', pattern: '^P-\\d+$', ask: 'Which order number?' }) },
      handle: ({ slots }) => ({
        type: 'choices',
        text: `We are sorry about **${slots.order}**. Write to help@pizza.example or choose:`,
        options: [
          { id: 'pizzeria:money', label: 'Money back' },
          { id: 'pizzeria:again', label: 'A new pizza' },
        ],
      }),
    },
  },
  on: { button: ({ event }) => (event.option === 'pizzeria:money' ? 'You get your money back.' : pass) },
})
