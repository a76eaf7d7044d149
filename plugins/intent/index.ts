import { ask, definePlugin, handoff, optional, Refused, say, secret, toIntent, yesNo } from 'colloquy/sdk'
import type { ByLanguage, Effect, HandlerContext, Http, OwnCall, OwnIntent, Part, Reply } from 'colloquy/sdk'
import { fillBody, fillHeader, fillText, fillUrl } from './fill.ts'
import type { Values } from './fill.ts'
import { shapeOf, wordsOf } from './form.ts'

const name = 'intent'
const settings = {
  secrets: optional(
    secret({
      title: 'Secrets',
      description: 'A line each, NAME=value: put into headers of calls as {{secret.NAME}}, and nowhere else.',
    }),
  ),
}
type Context = HandlerContext<typeof settings> & {
  readonly http: Http
  readonly slots: Readonly<Record<string, unknown>>
}

/** What comes of a call: its answer, or what to say about a refusal. */
type Called = { readonly result: unknown } | { readonly refused: ByLanguage | undefined }

async function* answer({ answer: defined }: OwnIntent, context: Context): AsyncGenerator<Effect, Reply, unknown> {
  const { slots, contact, words, language } = context
  const person = { name: contact.name ?? '', username: contact.username ?? '' }
  let values: Values = { ...slots, person }
  const { confirm, call, handoff: queue } = defined
  if (confirm !== undefined && !(yield* ask(fillText(words(confirm), values, language), yesNo())))
    return words('declined')
  if (call !== undefined) {
    const called = await make(call, values, context)
    if ('refused' in called)
      return called.refused === undefined ? words('refused') : fillText(words(called.refused), values, language)
    values = { ...values, result: called.result }
  }
  const parts = partsOf(defined, values, context)
  if (queue === undefined) return parts
  if (parts.length > 0) yield say(parts)
  return handoff(queue)
}

async function make(call: OwnCall, values: Values, { http, settings: { secrets } }: Context): Promise<Called> {
  const withSecrets = { ...values, secret: secretsIn(secrets ?? '') }
  const headers = Object.entries(call.headers ?? {}).map(
    ([header, value]) => [header, fillHeader(value, withSecrets)] as const,
  )
  try {
    const result = await http.json(fillUrl(call.url, values), {
      method: call.method,
      headers: Object.fromEntries(headers),
      ...(call.body === undefined ? {} : { body: fillBody(call.body, values) }),
    })
    return { result }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { refused = {} } = call
    return { refused: refused[String(error.status)] ?? refused['else'] }
  }
}

/** No prototype: only what was written is found. */
function secretsIn(lines: string): Values {
  const secrets = Object.create(null) as Record<string, string>
  for (const [, key = '', value = ''] of lines.matchAll(/^\s*([\w-]{1,60})\s*=\s*(.*?)\s*$/gm)) secrets[key] = value
  return secrets
}

function partsOf({ say: texts, imageUrl, next = [] }: OwnIntent['answer'], values: Values, context: Context): Part[] {
  const { words, language, random } = context
  const several = texts === undefined ? [] : spoken(texts, language)
  const said = fillText(several[Math.floor(random() * several.length)] ?? '', values, language)
  const options = next.map(({ intent, label }) => ({ id: toIntent(name, intent), label: words(label) }))
  return [
    ...(imageUrl === undefined ? [] : [{ type: 'image', mime: mimeOf(imageUrl), url: imageUrl } satisfies Part]),
    ...(said === '' && options.length === 0
      ? []
      : options.length === 0
        ? [{ type: 'text', text: said } satisfies Part]
        : [{ type: 'choices', text: said === '' ? words('next') : said, options } satisfies Part]),
  ]
}

/** By what its name ends in; platforms that show pictures look at them anyway. */
function mimeOf(url: string): string {
  const ending = /\.(png|gif|webp)(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase()
  return `image/${ending ?? 'jpeg'}`
}

/** Several ways to say it, in the language, its base, English, or what there is. */
function spoken(texts: ByLanguage<readonly string[]>, language: string): readonly string[] {
  const tag = [language, language.split('-', 1)[0] ?? '', 'en'].find((each) => Object.hasOwn(texts, each))
  return (tag === undefined ? Object.values(texts)[0] : texts[tag]) ?? []
}

export default definePlugin({
  name,
  description: 'Answers what you taught the chatbot yourself: texts, forms, calls to your systems, and handing over.',
  needs: ['http'],
  settings,
  mode: 'form',
  teach: (taught, [preferred]) => ({
    words: wordsOf(taught, preferred),
    intents: Object.fromEntries(
      taught.map((intent) => {
        const { confirm, call, handoff: queue, next } = intent.answer
        const asks = intent.slots !== undefined || confirm !== undefined
        const made = {
          ...(intent.description === undefined ? {} : { description: intent.description }),
          examples: intent.utterances,
          // Whoever wants a person gets one at any moment; a plain fact is told beside the question that is open.
          urgent: queue !== undefined && !asks,
          beside: queue === undefined && !asks && call === undefined && next === undefined,
          ...(intent.slots === undefined ? {} : { slots: shapeOf(intent) }),
          handle: (context: Context) => answer(intent, context),
        }
        return [intent.name, made] as const
      }),
    ),
  }),
})
