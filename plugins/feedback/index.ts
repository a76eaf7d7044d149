import { choiceOf, definePlugin, deliver, deliveryPayload, number, optional, pass, secret, silence, text, texts, url, yesNo } from 'colloquy/sdk'
import { hold, rateNow } from './rating.ts'
import { mayAsk } from './patience.ts'

export default definePlugin({
  name: 'feedback',
  description: 'Asks how it was: by command, when people hand a conversation back, and when one ends.',
  needs: ['store', 'http', 'schedule'],
  settings: {
    kind: optional(
      choiceOf(
        { stars: 'Stars, 1 to 5', recommend: 'Would you recommend us, 0 to 10 (NPS)' },
        { title: 'Kind', description: 'What is asked for; stars without it.' },
      ),
    ),
    question: optional(texts({ title: 'Question', description: 'In your own words, by language.', maxLength: 300 })),
    unasked: optional(
      yesNo({ title: 'Unasked', description: 'Asks by itself after people hand back, and at the end; yes without it.' }),
    ),
    everyDays: optional(
      number({
        title: 'Every so many days',
        description: 'Nobody is asked unasked twice within so many days; 30 without it.',
        integer: true,
        minimum: 1,
        maximum: 3650,
      }),
    ),
    queue: optional(text({ title: 'Queue', description: 'Whoever was unhappy is offered to talk to these people.', maxLength: 60 })),
    webhook: optional(url({ title: 'Webhook', description: 'Every rating is sent here, as JSON by POST.' })),
    key: optional(secret({ title: 'Key', description: 'Sent to the webhook as `Authorization: Bearer …`.' })),
  },
  intents: {
    rate: {
      description: 'Rates this conversation.',
      examples: {
        en: ['rate this conversation', 'rate this chat', 'I would like to rate the bot', 'how can I rate your answers', 'give stars for this chat'],
        es: ['valorar esta conversación', 'quiero puntuar el chat', 'puntuar esta charla'],
        de: ['dieses Gespräch bewerten', 'ich möchte den Chat bewerten', 'Sterne für diesen Chat vergeben'],
        fr: ['noter cette conversation', 'je veux évaluer ce chat', 'donner une note à cette discussion'],
        pt: ['avaliar esta conversa', 'quero dar uma nota ao chat', 'classificar este chat'],
      },
      handle: (context) => hold(context, 'asked'),
    },
  },
  commands: { feedback: { description: 'Rate this conversation', handle: (context) => hold(context, 'asked') } },
  on: {
    async handoffEnded(context) {
      return (await mayAsk(context)) ? hold(context, 'handoff') : pass
    },
    button: (context) => rateNow(context),
  },
  due: {
    deliver: {
      payload: deliveryPayload,
      async handle(context) {
        const { settings, schedule, now, payload } = context
        const headers = settings.key === undefined ? {} : { authorization: `Bearer ${settings.key}` }
        const again = await deliver(context, payload, headers)
        if (again !== undefined) schedule.at('deliver', now() + again.afterMs, again.payload)
        return silence
      },
    },
  },
})
