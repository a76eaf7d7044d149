import { OverLimit, Refused } from '../contracts/errors.ts'
import type { ChatbotId } from '../contracts/id.ts'
import type { Log } from '../contracts/log.ts'
import type { Ceilings, ModelAnswer, ModelProvider, ModelRequest, SpendingLedger } from '../contracts/models.ts'
import type { SettingsInForce } from './choice.ts'
import { costOf, inputTokensAtMost, nanosPerDollar, priceOf, tokensAtMost } from './prices.ts'
import { ProviderFailure } from './failure.ts'
import type { ProviderAnswer, ProviderCall } from './providers.ts'

/**
 * The money of one tenant. Before a call the most that it can cost is reserved, durably; afterwards it is settled at what
 * it did cost. So calls side by side, and a process that ends in the middle of them, never spend more than there is.
 */
export interface Budget {
  /** Throws ProviderFailure: OverLimit when a budget has no room for the call, Refused for a model without a price. */
  reserve(
    provider: ModelProvider,
    chatbot: ChatbotId,
    call: ProviderCall & Pick<ModelRequest, 'purpose' | 'during'>,
  ): Promise<Booking>
}

export interface Booking {
  settle(answer: ProviderAnswer): Promise<ModelAnswer>
  /** The call cost nothing. */
  release(): Promise<void>
}

export function openBudget({
  settings,
  ledger,
  log,
}: {
  readonly settings: () => SettingsInForce
  readonly ledger: SpendingLedger
  readonly log: Log
}): Budget {
  return {
    async reserve(provider, chatbot, call) {
      const ceilings = ceilingsOf(settings())
      const price = priceOf(provider)
      if (price === undefined && Object.keys(ceilings).length > 0)
        throw new ProviderFailure(
          new Refused(`The model ${provider.model} has no price: name one, so that its calls can be counted.`),
          true,
        )
      const { purpose, during, maxTokens } = call
      const { name, model } = provider
      const inputAtMost = inputTokensAtMost(call)
      const atMost = price === undefined ? 0 : costOf(price, inputAtMost, maxTokens)
      const reserved = await ledger.reserve({ chatbot, during, purpose, provider: name, model, atMost }, ceilings)
      if ('over' in reserved) throw new ProviderFailure(spent(reserved.over), true)
      const { id } = reserved

      return {
        /** A provider that does not say what it counted is believed to have counted as much as there can be. */
        async settle(answer) {
          const { text, calls, values } = answer
          const inputTokens = answer.inputTokens ?? inputAtMost
          const outputTokens = answer.outputTokens ?? tokensAtMost(text + JSON.stringify([calls, values]))
          const cost = price === undefined ? 0 : costOf(price, inputTokens, outputTokens)
          try {
            await ledger.settle(id, { inputTokens, outputTokens, cost })
          } catch (error) {
            log.error({ error }, 'What a model cost could not be booked: the most that it can have cost stays booked.')
          }
          return {
            text,
            calls,
            ...(values === undefined ? {} : { values: values as NonNullable<ModelAnswer['values']> }), // checked by whoever asked
            provider: name,
            model,
            inputTokens,
            outputTokens,
            cost: cost / nanosPerDollar,
          }
        },
        release: () => ledger.release(id),
      }
    },
  }
}

/** In the ledger's billionths. Pure. */
export function ceilingsOf({ dailyBudget, monthlyBudget }: SettingsInForce): Ceilings {
  const nanos = (dollars: number) => Math.floor(dollars * nanosPerDollar)
  return {
    ...(dailyBudget === undefined ? {} : { day: nanos(dailyBudget) }),
    ...(monthlyBudget === undefined ? {} : { month: nanos(monthlyBudget) }),
  }
}

export function spent(over: keyof Ceilings): OverLimit {
  return new OverLimit(
    over === 'day'
      ? 'What may be spent on language models today is spent. Tomorrow there is more.'
      : 'What may be spent on language models this month is spent. Next month there is more.',
  )
}
