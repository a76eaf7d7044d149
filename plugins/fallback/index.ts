import { definePlugin, handoff, Invalid, list, number, optional, pass, say, text } from 'colloquy/sdk'
import type { Effect, HandlerContext, Sayable, Store } from 'colloquy/sdk'
import { human } from './examples.ts'
import { describeOpening, hoursPattern, opensAt } from './hours.ts'

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
  hours: optional(
    text({
      title: 'Office hours',
      description: 'When somebody is there: mon-fri 09:00-18:00, sat 10:00-14:00. Always, when it is not said.',
      maxLength: 200,
      pattern: hoursPattern,
    }),
  ),
  zone: optional(
    text({ title: 'Time zone', description: 'Of the office hours: Europe/Berlin. UTC, when it is not said.' }),
  ),
}
type Context = HandlerContext<typeof settings> & { readonly store: Store }

/** Misunderstandings in a row before the person is offered somebody who understands. */
const missesBeforeHuman = 2
/** Misunderstandings longer apart than this, in milliseconds, are not in a row. */
const inARow = 10 * 60_000

/** How many ways there are to say each. */
const ways = { message: 4, wordless: 2, command: 2, button: 2, again: 3 } as const
const humanId = 'fallback:human'

/** One of the ways by chance, and never the one that was taken the last time: `message.3`. */
function another(kind: keyof typeof ways, last: string | undefined, random: () => number): string {
  const keys = Array.from({ length: ways[kind] }, (_, index) => `${kind}.${index + 1}`).filter((key) => key !== last)
  return keys[Math.floor(random() * keys.length)] ?? `${kind}.1`
}

/** A picture, a voice note, a sticker is wordless: there is nothing to read. */
function kindOf({ event, text: said }: Context): keyof typeof ways {
  if (event.kind === 'command' || event.kind === 'button') return event.kind
  return said.trim() === '' ? 'wordless' : 'message'
}

async function excuse(context: Context): Promise<Sayable> {
  const {
    settings: { offers = [] },
    bot: { fallback: own },
    store,
    random,
    now,
    words,
  } = context
  const drawer = store.conversation
  const at = (await drawer.get('at', number())) ?? 0
  const before = (await drawer.get('misses', number())) ?? 0
  const misses = now() - at < inARow ? before + 1 : 1
  const sorry = another(kindOf(context), await drawer.get('sorry', text()), random)
  const again = another('again', await drawer.get('again', text()), random)
  drawer.set('sorry', sorry)
  drawer.set('again', again)
  drawer.set('at', now())
  drawer.set('misses', misses)

  const queue = queueOf(context)
  const sentence = own?.say === undefined ? `${words(sorry)} ${words(again)}` : words(own.say)
  const help = offers.length === 0 ? '' : [`\n\n${words('help')}\n`, ...offers.map((offer) => `- ${offer}`)].join('\n')
  if (queue === undefined || misses < missesBeforeHuman) return `${sentence}${help}`
  return {
    type: 'choices',
    text: `${sentence}${help}\n\n${words('orHuman')}`,
    options: [{ id: humanId, label: words('human') }],
  }
}

/** The plugin's own setting, or what is said of the chatbot as a whole. */
const queueOf = ({ settings, bot }: Context): string | undefined => settings.queue ?? bot.fallback?.queue

/** Whoever comes when nobody is there waits in the queue, and knows until when. */
async function* fetchHuman(context: Context): Fetching {
  const {
    settings: { hours, zone = 'UTC' },
    words,
    language,
    now,
  } = context
  const queue = queueOf(context)
  if (queue === undefined) return words('nobody')
  const opens = hours === undefined ? undefined : opensAt(hours, zone, now())
  if (opens !== undefined) yield say(words('closed', { opens: describeOpening(opens, zone, language) }))
  return handoff(queue)
}
type Fetching = AsyncGenerator<Effect, string | ReturnType<typeof handoff>, unknown>

export default definePlugin({
  name: 'fallback',
  description: 'Answers what nobody understood, says what the bot can do, and fetches a person.',
  needs: ['store'],
  settings,
  check({ zone = 'UTC' }) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
    } catch {
      throw new Invalid(`“${zone}” is no time zone; one is named like Europe/Berlin.`, 'zone')
    }
  },
  intents: {
    human: { description: 'Fetches a person.', urgent: true, examples: human, handle: fetchHuman },
  },
  commands: {
    human: { description: 'Talk to a person', handle: fetchHuman },
  },
  on: {
    button: (context) => (context.event.option === humanId ? fetchHuman(context) : pass),
  },
  fallback: excuse,
})
