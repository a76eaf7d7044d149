import { ask, definePlugin, list, number, pass, say, text, url } from 'colloquy/sdk'
import type { Effect, HandlerContext, Http, Store } from 'colloquy/sdk'

/**
 * Handlers whose every effect can be counted. What a person sends carries a mark (`a/100/7`), unique in the whole run;
 * it comes back in the reply, is added to a list in the store, and names the calls to the counter.
 */
const settings = { counter: url() }
type Context = HandlerContext<typeof settings> & { readonly store: Store }
type Calling = Context & { readonly http: Http }

const marks = /[a-z]\/\d+\/\d+/g
const plain = /^(?:plain|paid) [a-z]\/\d+\/\d+$/

/** Read, changed and written: applied twice or out of order it shows. */
async function note({ store }: Context, ...seen: readonly string[]): Promise<void> {
  const drawer = store.conversation
  drawer.set('seen', [...((await drawer.get('seen', list(text()))) ?? []), ...seen])
}

function count({ http, settings: { counter } }: Calling, step: string, of: readonly string[]) {
  return http.json(`${counter}/${step}`, { method: 'POST', body: { of }, expect: { count: number() } })
}

async function* quiz(context: Calling): AsyncGenerator<Effect, string, unknown> {
  await note(context, context.text)
  const first = yield* ask(`${context.text} first?`)
  await note(context, first)
  await count(context, 'quiz', [first])
  const second = yield* ask(`${first} second?`)
  await note(context, second)
  yield say(`${second} thank you`)
  const third = yield* ask(`${second}b third?`)
  await count(context, 'end', [third])
  await note(context, third)
  return `${third} done`
}

export default definePlugin({
  name: 'chaos',
  needs: ['http', 'store', 'schedule'],
  settings,
  commands: {
    echo: {
      async handle(context) {
        await note(context, context.text)
        return context.text
      },
    },
    two: {
      async *handle(context) {
        await note(context, context.text)
        yield say(context.text)
        return `${context.text}b`
      },
    },
    long: {
      async handle(context) {
        await note(context, context.text)
        return `${context.text} ${'word '.repeat(1200)}${context.text}b`
      },
    },
    call: {
      async handle(context) {
        await count(context, 'call', [context.text])
        await note(context, context.text)
        return context.text
      },
    },
    calls: {
      async handle(context) {
        await count(context, 'before', [context.text])
        await note(context, context.text)
        await count(context, 'after', [context.text])
        return context.text
      },
    },
    later: {
      async handle(context) {
        await note(context, context.text)
        context.schedule.at('ring', context.now() + 300, { of: context.text })
        return context.text
      },
    },
    quiz: { handle: quiz },
    poison: {
      handle() {
        throw new Error('Poison.')
      },
    },
    kill: {
      handle() {
        process.kill(process.pid, 'SIGKILL')
        return new Promise<string>(() => undefined)
      },
    },
  },
  due: {
    ring: {
      payload: { of: text() },
      async handle(context) {
        await note(context, `${context.payload.of}d`)
        return `${context.payload.of}d`
      },
    },
  },
  /** Plain words, one message or a burst of them; `paid` ones have an effect outside. */
  async interrupt(context) {
    const lines = context.text.split('\n')
    if (!lines.every((line) => plain.test(line))) return pass
    const said = context.text.match(marks) ?? []
    if (context.text.includes('paid')) await count(context, 'paid', said)
    await note(context, ...said)
    return said.join(' ')
  },
})
