import { definePlugin, handoff, list, number, optional, pass, text } from 'colloquy/sdk'
import type { HandlerContext, Sayable, Store } from 'colloquy/sdk'

const settings = {
  offers: optional(
    list(text({ maxLength: 120 }), {
      title: 'Offers',
      description: 'What the bot can do, in the words a person would say: “Track my order”.',
      maxItems: 8,
    }),
  ),
  queue: optional(
    text({ title: 'Queue', description: 'Where a person of yours takes over; without it nobody does.', maxLength: 60 }),
  ),
}
type Context = HandlerContext<typeof settings> & { readonly store: Store }

/** Misunderstandings in a row before the person is offered somebody who understands. */
const missesBeforeHuman = 2
/** Misunderstandings longer apart than this, in milliseconds, are not in a row. */
const inARow = 10 * 60_000

const sentences = {
  message: [
    'I am sorry, I did not understand that.',
    'That went past me, I am afraid.',
    'I do not know what to make of that yet.',
    'Sorry, I am not sure what you mean.',
    'I did not quite get that.',
  ],
  /** A picture, a voice note, a sticker: nothing to read. */
  wordless: [
    'Thank you! On its own I cannot make sense of it, though.',
    'I got that, but I understand words best.',
    'I would need a few words with it to help.',
  ],
  command: ['I do not know that command.', 'That is no command of mine.', 'That command is new to me.'],
  button: [
    'That button belongs to something we have finished.',
    'I have lost track of what that button was for.',
    'That button does nothing any more.',
  ],
} as const
const again = [
  'Could you say it in other words?',
  'Would you tell me what you need, in other words?',
  'Perhaps in a shorter sentence?',
]
const humanId = 'fallback:human'
const humanLabel = 'Talk to a person'

/** One of the sentences by chance, and never the one that was said the last time. */
function another(list: readonly string[], random: () => number, last = ''): string {
  const others = list.filter((sentence) => !last.includes(sentence))
  return others[Math.floor(random() * others.length)] ?? ''
}

function kindOf({ event, text: said }: Context): keyof typeof sentences {
  if (event.kind === 'command' || event.kind === 'button') return event.kind
  return said.trim() === '' ? 'wordless' : 'message'
}

async function excuse(context: Context): Promise<Sayable> {
  const { settings, store, random, now } = context
  const { offers = [], queue } = settings
  const drawer = store.conversation
  const last = await drawer.get('last', text())
  const at = (await drawer.get('at', number())) ?? 0
  const before = (await drawer.get('misses', number())) ?? 0

  const misses = now() - at < inARow ? before + 1 : 1
  const sentence = `${another(sentences[kindOf(context)], random, last)} ${another(again, random, last)}`
  drawer.set('last', sentence)
  drawer.set('at', now())
  drawer.set('misses', misses)

  const help =
    offers.length === 0 ? '' : ['\n\nI can help with this:\n', ...offers.map((offer) => `- ${offer}`)].join('\n')
  if (queue === undefined || misses < missesBeforeHuman) return `${sentence}${help}`
  return {
    type: 'choices',
    text: `${sentence}${help}\n\nOr shall a person take over?`,
    options: [{ id: humanId, label: humanLabel }],
  }
}

function fetchHuman({ settings: { queue } }: Context) {
  if (queue !== undefined) return handoff(queue)
  return 'I am afraid nobody is here but me, and I am a program. Tell me what you need, and I will do what I can.'
}

export default definePlugin({
  name: 'fallback',
  description: 'Answers what nobody understood, says what the bot can do, and fetches a person.',
  needs: ['store'],
  settings,
  intents: {
    human: {
      description: 'Fetches a person.',
      examples: [
        humanLabel,
        'talk to a human',
        'I want to speak to a person',
        'can I talk to someone real?',
        'agent',
        'human please',
        'real person',
        'operator',
        'representative',
        'connect me to support',
        'customer service',
        'let me speak with your manager',
        'get me somebody who understands me',
        'I do not want to talk to a bot',
        'put me through to an employee',
        'can a colleague of yours help me',
        'is there a phone number I can call to speak with somebody',
      ],
      handle: fetchHuman,
    },
  },
  commands: {
    human: { description: 'Talk to a person', handle: fetchHuman },
  },
  on: {
    button: (context) => (context.event.option === humanId ? fetchHuman(context) : pass),
  },
  fallback: excuse,
})
