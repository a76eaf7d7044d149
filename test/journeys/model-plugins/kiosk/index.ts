import { choice, definePlugin, number } from 'colloquy/sdk'

/** Sells pizza, tells stories, and says so when it understands nothing. */
export default definePlugin({
  name: 'kiosk',
  needs: ['ai'],
  intents: {
    order: {
      description: 'Orders pizza.',
      examples: ['I would like a pizza', 'order a pizza', 'pizza please'],
      slots: { size: choice('small', 'large'), count: number({ integer: true, minimum: 1, maximum: 9 }) },
      handle: ({ slots }) => `Ordered: ${slots.count} ${slots.size}.`,
    },
    recommend: {
      description: 'Recommends a pizza.',
      examples: ['what do you recommend', 'which pizza is good'],
      handle: ({ ai, text }) => ai.text('Recommend a pizza.', { material: text }),
    },
  },
  commands: {
    story: {
      handle: ({ ai, text }) => (ai.available ? ai.stream(`Tell a story about ${text}.`) : 'Once upon a time.'),
    },
  },
  fallback: () => 'The kiosk does not know.',
})
