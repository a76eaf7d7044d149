import { ask, definePlugin, json, list, OverLimit, text } from 'colloquy/sdk'

/** Keeps what people say wherever a plugin can keep something. */
export default definePlugin({
  name: 'keeper',
  needs: ['store', 'schedule', 'knowledge', 'privacy'],
  commands: {
    keep: {
      async handle({ text: said, store, schedule, contact, conversation, now }) {
        store.contact.set('note', said)
        store.conversation.set('note', said)
        store.chatbot.set(`of:${contact.id}`, { said })
        store.chatbot.set(`in:${conversation.id}`, { said })
        const before = (await store.chatbot.get('all', list(json()))) ?? []
        store.chatbot.set('all', [...before, { contact: contact.id, said }])
        schedule.at('later', now() + 86_400_000, { said })
        return `kept ${said}`
      },
    },
    fail: {
      handle({ text: said }) {
        throw new OverLimit(`Too much: ${said}`)
      },
    },
    ask: {
      async handle({ text: said, knowledge }) {
        return (await knowledge.answer(said))?.text ?? `nothing about ${said}`
      },
    },
    form: {
      async *handle() {
        const first = yield* ask('What is it?', text())
        const second = yield* ask(`More than ${first}?`, text())
        return `${first} ${second}`
      },
    },
    slow: {
      async handle({ text: said, store }) {
        store.contact.set('slow', said)
        await new Promise((resolve) => setTimeout(resolve, 300))
        return `slow ${said}`
      },
    },
    forget: {
      handle({ privacy }) {
        privacy.eraseContact()
        return 'It is being deleted.'
      },
    },
    all: { handle: async ({ store }) => JSON.stringify(await store.chatbot.get('all')) },
  },
  due: { later: { payload: { said: text() }, handle: ({ payload }) => payload.said } },
  fallback: ({ text: said }) => `echo ${said}`,
})
