import { definePlugin, deliver, deliveryPayload, silence } from 'colloquy/sdk'
import { askAfterHandoff, askAtEnd, hold, pressed } from './rating.ts'
import { settings } from './settings.ts'

export default definePlugin({
  name: 'feedback',
  description:
    'Asks how it was: when somebody wants to say so, when people hand a conversation back, and when one ends.',
  needs: ['store', 'http', 'schedule'],
  settings,
  intents: {
    rate: {
      description: 'Rates this conversation.',
      examples: {
        en: [
          'rate this conversation',
          'rate this chat',
          'I would like to rate the bot',
          'how can I rate your answers',
          'give stars for this chat',
        ],
        es: ['valorar esta conversación', 'quiero puntuar el chat', 'puntuar esta charla'],
        de: ['dieses Gespräch bewerten', 'ich möchte den Chat bewerten', 'Sterne für diesen Chat vergeben'],
        fr: ['noter cette conversation', 'je veux évaluer ce chat', 'donner une note à cette discussion'],
        pt: ['avaliar esta conversa', 'quero dar uma nota ao chat', 'classificar este chat'],
      },
      handle: (context) => hold(context, 'asked'),
    },
  },
  commands: { feedback: { description: 'Rate this conversation', handle: (context) => hold(context, 'asked') } },
  on: { handoffEnded: askAfterHandoff, conversationEnded: askAtEnd, button: pressed },
  due: {
    deliver: {
      payload: deliveryPayload,
      async handle(context) {
        const { settings: { key }, schedule, now, payload } = context // prettier-ignore
        const again = await deliver(context, payload, key === undefined ? {} : { authorization: `Bearer ${key}` })
        if (again !== undefined) schedule.at('deliver', now() + again.afterMs, again.payload)
        return silence
      },
    },
  },
})
