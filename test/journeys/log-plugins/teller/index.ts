import { ask, definePlugin, list, OverLimit, text } from 'colloquy/sdk'

/** Does with what people say what a careless author would do. */
export default definePlugin({
  name: 'teller',
  needs: ['store', 'http'],
  commands: {
    fail: {
      handle({ text: said, contact }) {
        throw new Error(`${contact.name} said ${said}`, { cause: { said } })
      },
    },
    refuse: {
      handle({ text: said }) {
        throw new OverLimit(`Too much: ${said}`)
      },
    },
    parse: { handle: ({ text: said }) => String(JSON.parse(said)) },
    type: { handle: ({ text: said }) => new Map<string, () => string>().get(said)!() },
    keep: {
      async handle({ text: said, store }) {
        store.contact.set('note', said)
        return String(await store.contact.get('note', list(text())))
      },
    },
    call: {
      async handle({ text: said, http }) {
        return String(await http.json(`http://127.0.0.1:9/${encodeURIComponent(said)}?of=${encodeURIComponent(said)}`))
      },
    },
    tell: {
      handle({ text: said, contact, log }) {
        log.warn(`Somebody said ${said}.`, { said, name: contact.name, of: `it was ${said}`, contact })
        return 'told'
      },
    },
    form: {
      async *handle() {
        const first = yield* ask('What is it?', text())
        throw new Error(`It was ${first}`)
      },
    },
  },
  fallback: ({ text: said }) => `echo ${said}`,
})
