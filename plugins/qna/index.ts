import { ask, choiceOf, definePlugin, number, optional, pass, text, verbatim } from 'colloquy/sdk'
import type { Effect, HandlerContext, Library, Part, Sayable, Store } from 'colloquy/sdk'

const settings = {
  ratings: {
    ...choiceOf(
      { never: 'Never', sometimes: 'Sometimes', always: 'After every answer' },
      { title: 'Ratings', description: 'How often people are asked whether an answer helped.' },
    ),
    default: 'sometimes',
  },
  sources: optional(
    choiceOf(
      { shown: 'Shown', hidden: 'Hidden' },
      {
        title: 'Sources',
        description: 'Whether an answer names the documents it comes from; it does when nothing is chosen.',
      },
    ),
  ),
}
type Context = HandlerContext<typeof settings> & { readonly knowledge: Library; readonly store: Store }
type Answer = NonNullable<Awaited<ReturnType<Library['answer']>>>

/** Documents named below an answer. */
const mostSources = 3
/** With `sometimes`, one answer in so many is asked about, the first one included. */
const everySo = 5
/** And never twice within this time, milliseconds. */
const apart = 10 * 60_000
/** Characters of a question that stand in a button. */
const longest = 300

const prefix = 'qna:'

/** Words enough to look for: what is shorter is no question, and would be counted as one without an answer. */
function isQuestion(said: string): boolean {
  const words = said.match(/[\p{L}\p{N}]+/gu) ?? []
  const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(said)
  return dense ? said.length >= 4 : words.length >= 2
}

function withSources({ text: said, sources }: Answer, { words, settings: chosen }: Context): string {
  if (chosen.sources === 'hidden') return said
  const lines = sources.map(({ title, url, page }) => {
    const name = verbatim(title)
    const linked = url !== undefined && /^https?:\/\/[^\s()<>]+$/.test(url) ? `[${name}](${url})` : name
    return `📄 ${linked}${page === undefined ? '' : `, ${words('page', { page: String(page) })}`}`
  })
  return [said, [...new Set(lines)].slice(0, mostSources).join('\n')].filter((each) => each !== '').join('\n\n')
}

async function answered(question: string, context: Context): Promise<Sayable | undefined> {
  const found = isQuestion(question) ? await context.knowledge.answer(question) : undefined
  if (found === undefined) return undefined
  const said = withSources(found, context)
  return (await isAsked(context)) ? rating(said, question, context) : said
}

/** Whether the person is asked this time: nobody likes to rate everything. */
async function isAsked({ settings: { ratings }, store, now }: Context): Promise<boolean> {
  if (ratings === 'never') return false
  const drawer = store.contact
  const count = (await drawer.get('answers', number())) ?? 0
  const last = (await drawer.get('asked', number())) ?? 0
  drawer.set('answers', count + 1)
  if (ratings === 'sometimes' && (count % everySo !== 0 || now() - last < apart)) return false
  drawer.set('asked', now())
  return true
}

function rating(said: string, question: string, { words }: Context): Part {
  const about = question.slice(0, longest).toWellFormed()
  return {
    type: 'choices',
    text: `${said}\n\n${words('helpful')}`,
    options: [
      { id: `${prefix}yes:${about}`, label: words('yes') },
      { id: `${prefix}no:${about}`, label: words('no') },
    ],
  }
}

async function rate(option: string, { knowledge, words }: Context): Promise<string> {
  const helpful = option.startsWith(`${prefix}yes:`)
  const question = option.slice(`${prefix}${helpful ? 'yes' : 'no'}:`.length)
  if (question.trim() !== '') await knowledge.rate(question, helpful)
  return words(helpful ? 'thanks' : 'sorry')
}

async function* asked(context: Context): AsyncGenerator<Effect, Sayable, unknown> {
  const question = context.text === '' ? yield* ask('words:what', text({ minLength: 1 })) : context.text
  return (await answered(question, context)) ?? context.words('nothing')
}

export default definePlugin({
  name: 'qna',
  description:
    'Answers from the documents of the chatbot, says where it stands, and asks now and then whether it helped.',
  needs: ['knowledge', 'store'],
  settings,
  commands: { ask: { description: 'Looks something up', handle: asked } },
  on: {
    button: (context) => (/^qna:(?:yes|no):/.test(context.event.option) ? rate(context.event.option, context) : pass),
  },
  /** A question in return, in the middle of something else: answered, and not asked about. */
  async beside(context) {
    if (!/[?？؟]\s*$/u.test(context.text) || !isQuestion(context.text)) return pass
    const found = await context.knowledge.answer(context.text)
    return found === undefined ? pass : withSources(found, context)
  },
  fallback: async (context) => (await answered(context.text, context)) ?? pass,
})
