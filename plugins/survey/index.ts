import { ask, choiceOf, definePlugin, email, list, number, optional, say, text, yesNo } from 'colloquy/sdk'
import type { Effect, HandlerContext, Store } from 'colloquy/sdk'

const settings = {
  about: optional(text({ title: 'About', description: 'What is rated: “our shop”.', maxLength: 80 })),
  topics: optional(
    list(text({ maxLength: 40 }), {
      title: 'Topics',
      description: 'What a comment may be about.',
      minItems: 2,
      maxItems: 9,
    }),
  ),
}
type Context = HandlerContext<typeof settings> & { readonly store: Store }

interface Answers {
  readonly rating: number
  readonly topic: string
  readonly comment?: string
  readonly email?: string
}

const usualTopics = ['Delivery', 'Products', 'Service', 'Something else']
const nothing =
  /^[\s\p{P}]*(?:no|nope|none|nothing|skip|pass|n\/?a|not really|no thanks?|no thank you|nothing else)?[\s\p{P}]*$/iu

/** One round of questions; after the first of them the person may go back. */
async function* questions({ settings }: Context): AsyncGenerator<Effect, Answers, unknown> {
  const { about = 'us', topics = usualTopics } = settings
  const rating = yield* ask(
    `How would you rate ${about}, from 1 (poor) to 5 (excellent)?`,
    number({ integer: true, minimum: 1, maximum: 5 }),
  )
  const labels = Object.fromEntries(topics.map((topic, index) => [`topic-${index + 1}`, topic]))
  const topic = yield* ask(rating >= 4 ? 'What did you like most?' : 'What should we do better?', choiceOf(labels), {
    back: true,
  })
  const comment = yield* ask(
    'Would you like to tell us more? Write it here, or say “skip”.',
    text({ maxLength: 2000 }),
    {
      back: true,
    },
  )
  const mayWrite = yield* ask('May we write to you about it?', yesNo(), { back: true })
  const address = mayWrite ? yield* ask('Which e-mail address may we use?', email(), { back: true }) : undefined
  return {
    rating,
    topic: labels[topic] ?? topic,
    ...(nothing.test(comment) ? {} : { comment }),
    ...(address === undefined ? {} : { email: address }),
  }
}

function summary({ rating, topic, comment, email }: Answers): string {
  return [
    'This is what I noted:',
    '',
    `- Rating: ${'★'.repeat(rating)}${'☆'.repeat(5 - rating)} (${rating} of 5)`,
    `- Topic: ${topic}`,
    ...(comment === undefined ? [] : [`- Comment: ${plain(comment)}`]),
    `- E-mail: ${email === undefined ? 'none, we will not write to you' : plain(email)}`,
  ].join('\n')
}

/** What the person wrote is shown as it was written, in one line: none of its signs are Markdown. */
function plain(said: string): string {
  return said.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#~|!]/g, '\\$&')
}

async function* hold(context: Context): AsyncGenerator<Effect, string, unknown> {
  const { store, now, conversation } = context
  const before = await store.contact.get('answered', text())
  yield say(
    before === undefined
      ? 'Thank you for taking a minute! You can say “back” to change an answer, and “cancel” to stop.'
      : `Good to have you back! You answered on ${before.slice(0, 10)}; your new answers are kept beside the old ones. “Back” changes an answer, “cancel” stops.`,
  )
  for (;;) {
    const answers = yield* questions(context)
    yield say(summary(answers))
    const wish = yield* ask(
      'Shall I send it?',
      choiceOf({ send: 'Send it', again: 'Start over', drop: 'Throw it away' }),
    )
    if (wish === 'again') continue
    if (wish === 'drop') return 'All right, nothing was kept.'
    const at = new Date(now()).toISOString()
    store.chatbot.set(`answers:${at}:${conversation.id}`, { ...answers, at })
    store.contact.set('answered', at)
    return answers.rating >= 4
      ? 'Thank you very much, that made our day!'
      : 'Thank you for being frank. We will do better.'
  }
}

export default definePlugin({
  name: 'survey',
  description: 'Asks for a rating, a topic, a comment and an e-mail address, and keeps the answers.',
  needs: ['store'],
  settings,
  intents: {
    start: {
      description: 'Asks how you liked it.',
      examples: [
        'I want to give feedback',
        'give feedback',
        'feedback',
        'I would like to leave a review',
        'can I rate you?',
        'rate your service',
        'start the survey',
        'take the survey',
        'survey please',
        'fill in the questionnaire',
        'I have a suggestion',
        'I want to make a complaint about the service',
        'how can I tell you what I think of your shop',
        'where can I leave my opinion',
        'I have some criticism for you',
        'let me review my purchase',
      ],
      handle: hold,
    },
  },
  commands: {
    survey: { description: 'Tell us how you liked it', handle: hold },
  },
})
