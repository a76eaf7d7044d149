import { definePlugin, list, optional, text } from 'colloquy/sdk'
import type { HandlerContext } from 'colloquy/sdk'
import { examples } from './examples.ts'

const settings = {
  name: optional(text({ title: 'Name', description: 'What the bot calls itself.', maxLength: 60 })),
  offers: optional(
    list(text({ maxLength: 120 }), {
      title: 'Offers',
      description: 'What the bot can do, a line each: the answer to “help”.',
      maxItems: 20,
    }),
  ),
}
type Context = HandlerContext<typeof settings>

/** What people call themselves is theirs to choose and nothing to be shown as Markdown: a first name in letters, or none. */
function firstName(name: string | undefined): string | undefined {
  return /^\p{L}[\p{L}\p{M}'’-]{0,29}(?=\s|$)/u.exec(name?.trim() ?? '')?.[0]
}

function greet({ words, contact, bot }: Context): string {
  if (contact.isNew) return words(bot.greeting ?? 'welcome')
  const name = firstName(contact.name)
  return name === undefined ? words('hello') : words('helloAgain', { name })
}

function introduce({ words, bot, settings: { name = bot.name } }: Context): string {
  return name === undefined ? words('whoAreYouUnnamed') : words('whoAreYou', { bot: name })
}

function help({ words, settings: { offers = [] } }: Context): string {
  return offers.length === 0
    ? words('help')
    : [words('offers'), '', ...offers.map((offer) => `- ${offer}`), '', words('help')].join('\n')
}

/** None of this is a reason to leave what somebody is in the middle of. */
const beside = true

export default definePlugin({
  name: 'small-talk',
  description: 'Greetings, thanks and goodbyes, who the bot is and what it can do, in fifteen languages.',
  settings,
  intents: {
    greet: { description: 'Says hello.', beside, examples: examples.greet, handle: greet },
    'how-are-you': {
      description: 'Says how it is.',
      beside,
      examples: examples['how-are-you'],
      handle: ({ words }) => words('howAreYou'),
    },
    'who-are-you': {
      description: 'Says who and what it is.',
      beside,
      examples: examples['who-are-you'],
      handle: introduce,
    },
    help: { description: 'Says what the bot can do.', beside, examples: examples.help, handle: help },
    thanks: {
      description: 'Answers a thank you.',
      beside,
      examples: examples.thanks,
      handle: ({ words }) => words('thanks'),
    },
    bye: { description: 'Says goodbye.', beside, examples: examples.bye, handle: ({ words }) => words('bye') },
    praise: {
      description: 'Takes a compliment.',
      beside,
      examples: examples.praise,
      handle: ({ words }) => words('praise'),
    },
    scold: {
      description: 'Takes a complaint about itself.',
      beside,
      examples: examples.scold,
      handle: ({ words }) => words('scold'),
    },
    acknowledge: {
      description: 'Answers an “ok” that nobody waits for.',
      beside,
      examples: examples.acknowledge,
      handle: ({ words }) => words('acknowledge'),
    },
  },
  commands: {
    help: { description: 'What I can do', handle: help },
    start: { description: 'Say hello', handle: greet },
  },
})
