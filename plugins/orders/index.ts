import { ask, Busy, definePlugin, optional, Refused, text, url } from 'colloquy/sdk'
import type { HandlerContext, Http, Values } from 'colloquy/sdk'

const settings = {
  shop: url({ title: 'Shop', description: 'Base URL of the shop’s API: orders are read from <shop>/orders/<number>.' }),
}

type Context = HandlerContext<typeof settings>

/** What the shop answers; anything else in it is left alone. */
const order = { status: text(), expected: optional(text()), url: optional(url()) }

/** An order number has a digit and at least three signs: found in a sentence, and with or without its “#”. */
const numberPattern = '(?:^|\\s)#?((?=[A-Za-z-]*\\d)[A-Za-z0-9][A-Za-z0-9-]{2,31})(?=$|[\\s.,;!?])'
const orderNumber = text({
  title: 'order number',
  ask: 'Which order number? It is in the e-mail that confirmed your order.',
  pattern: numberPattern,
  maxLength: 200,
})

/** Wrong numbers before the person is sent back to their e-mail. */
const tries = 3

type Lookup = { readonly found: Values<typeof order> } | { readonly found: undefined } | { readonly failed: string }

/** The shop's answer, or the kind sentence for why there is none. */
async function lookUp(number: string, { settings, log }: Context, http: Http): Promise<Lookup> {
  try {
    const address = `${settings.shop.replace(/\/+$/, '')}/orders/${encodeURIComponent(number)}`
    return { found: await http.json(address, order) }
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return { found: undefined }
    if (error instanceof Busy)
      return { failed: 'The shop does not answer right now. Please try again in a few minutes.' }
    if (!(error instanceof Refused)) throw error
    log.error('The shop refused to say where an order is.', { reason: error.message, status: error.status })
    return { failed: 'I am sorry, I cannot look orders up at the moment. Please try again later.' }
  }
}

function describe(number: string, { status, expected, url }: Values<typeof order>, language: string): string {
  return [
    `Order ${number} is ${inWords(status)}.`,
    ...(expected === undefined ? [] : [`It is expected ${inDays(expected, language)}.`]),
    ...(url === undefined ? [] : [`You can follow it here: ${url}`]),
  ].join(' ')
}

/** Shops say `OUT_FOR_DELIVERY` where people say “out for delivery”. */
function inWords(status: string): string {
  return /^[A-Z][A-Z_-]+$|_/.test(status) ? status.replaceAll('_', ' ').toLowerCase() : status
}

function inDays(expected: string, language: string): string {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(expected)?.[0]
  if (day === undefined || Number.isNaN(Date.parse(day))) return expected
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
  return `on ${format.format(new Date(day))}`
}

function numberIn(said: string): string {
  return new RegExp(numberPattern, 'u').exec(said)?.[1] ?? said.trim()
}

export default definePlugin({
  name: 'orders',
  description: 'Says where an order is.',
  needs: ['http'],
  settings,
  intents: {
    track: {
      description: 'Says where an order is.',
      examples: [
        'where is my order?',
        'track my order',
        'track order 1234',
        'track 1234 pls',
        'status of order 1234',
        'order status',
        'what is the status of my order?',
        "where's my parcel",
        'where is my package, it should have been here by now',
        'has my order been shipped yet?',
        'did you ship my stuff already',
        'when will my order arrive?',
        'when does my delivery come',
        'how long until I get my package',
        'my order has not arrived',
        "I haven't received my parcel yet",
        'I am still waiting for my order 1234',
        'could you check on order 1234 please',
        'can you tell me where order #1234 is',
        'any news about my order?',
        'delivery status',
        'tracking',
        'is my order on its way?',
        'my delivery is late',
      ],
      slots: { order: orderNumber },
      async *handle({ slots, http, ...context }) {
        let number = numberIn(slots.order)
        for (let count = 1; ; count++) {
          const answer = await lookUp(number, context, http)
          if ('failed' in answer) return answer.failed
          if (answer.found !== undefined) return describe(number, answer.found, context.language)
          if (count === tries) break
          number = numberIn(
            yield* ask(`I could not find order ${number}. Could you check the number and send it again?`, orderNumber),
          )
        }
        return `I am sorry, there is no order ${number} either. Please look for the number in the e-mail that confirmed your order, and write again.`
      },
    },
  },
})
