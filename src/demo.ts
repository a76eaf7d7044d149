import type { Configuration, Tenants } from './contracts/ports.ts'
import type { Chatbot } from './contracts/tenant.ts'

const code = 'demo'
const offers = ['Remind me tomorrow at 9 to call the bank', 'Take the survey', 'How do I connect Telegram?']
/** All that the gateway itself speaks. */
const languages = ['en', 'es', 'pt', 'fr', 'de', 'it', 'nl', 'pl', 'tr', 'ru', 'ar', 'hi', 'id', 'zh', 'ja']

/** The demo tenant with a chatbot on a web page, made where it is missing. Gives the chatbot's embed id. Repeatable. */
export async function ensureDemo(tenants: Tenants): Promise<string> {
  if ((await tenants.directory.find(code)) === undefined) await tenants.directory.create({ code, name: 'Demo' })
  const { configuration } = await tenants.open(code)
  const chatbot = configuration.chatbots()[0] ?? (await makeChatbot(configuration))
  const hasPage = configuration
    .channels()
    .some(({ platform, chatbotId }) => platform === 'web' && chatbotId === chatbot.id)
  if (!hasPage) {
    await configuration.createChannel({ platform: 'web', chatbotId: chatbot.id, name: 'Demo page', settings: {} })
  }
  return chatbot.embedId
}

async function makeChatbot(configuration: Configuration): Promise<Chatbot> {
  const { id } = await configuration.createChatbot({
    name: 'Colloquy demo',
    languages,
    personality: {
      name: 'Nova',
      greeting: 'Hello! Ask me about Colloquy, for a reminder, or just say hi, in your language.',
    },
  })
  await configuration.setPlugin(id, 'small-talk', { enabled: true, settings: { offers } }, [])
  return configuration.setPlugin(id, 'fallback', { enabled: true, settings: { offers } }, [])
}
