import { modelDefaults, modelPrices } from '../config/defaults.ts'
import type { ModelMessage, ModelPrice, ModelProvider } from '../contracts/models.ts'
import { schemaOf } from '../contracts/shape.ts'
import type { Shape } from '../contracts/shape.ts'

/** What calls cost, in whole billionths of a US dollar: sums of them are exact. */

export const nanosPerDollar = 1_000_000_000

/** The provider's own price, or the table's; a dated name (`gpt-4.1-mini-2025-04-14`) costs what its family does. */
export function priceOf({ model, price }: Pick<ModelProvider, 'model' | 'price'>): ModelPrice | undefined {
  if (price !== undefined) return price
  const family = model.replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8})$/, '')
  const listed = Object.hasOwn(modelPrices, family) ? modelPrices[family] : undefined
  return listed === undefined ? undefined : { input: listed[0], output: listed[1] }
}

/** Rounded up. Dollars per million tokens are thousands of billionths per token. */
export function costOf(price: ModelPrice, inputTokens: number, outputTokens: number): number {
  return Math.ceil(inputTokens * price.input * 1000 + outputTokens * price.output * 1000)
}

/** The vocabularies in use are made of bytes: no text has more tokens than bytes. */
export function tokensAtMost(text: string): number {
  return Buffer.byteLength(text)
}

/** What a request is at the most, as the provider will count it. */
export function inputTokensAtMost(request: {
  readonly system: string
  readonly messages: readonly ModelMessage[]
  readonly tools?: readonly object[] | undefined
  readonly shape?: Shape | undefined
  readonly images?: readonly unknown[] | undefined
}): number {
  const { system, messages, tools = [], shape, images = [] } = request
  const told = messages.reduce((sum, message) => sum + modelDefaults.messageTokens + tokensAtMost(textOf(message)), 0)
  const offered = tools.length === 0 ? 0 : modelDefaults.toolsTokens + tokensAtMost(JSON.stringify(tools))
  const shaped = shape === undefined ? 0 : modelDefaults.toolsTokens + tokensAtMost(JSON.stringify(schemaOf(shape)))
  return (
    modelDefaults.messageTokens +
    tokensAtMost(system) +
    told +
    offered +
    shaped +
    images.length * modelDefaults.imageTokens
  )
}

function textOf(message: ModelMessage): string {
  return message.role === 'tool' ? `${JSON.stringify(message.call)}${message.result}` : message.text
}
