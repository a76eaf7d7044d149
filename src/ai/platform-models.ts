import { modelDefaults } from '../config/defaults.ts'
import type { Log } from '../contracts/log.ts'
import type { ModelPrice, ModelProvider, ModelSettings } from '../contracts/models.ts'
import { priceOf } from './prices.ts'
import { ProviderPool } from './provider-pool.ts'
import type { PlatformModels } from './tenant-models.ts'

/** What the operator's environment says of models; each field is a variable of its own. */
export interface PlatformModelConfig {
  readonly openaiApiKey: string | undefined
  readonly openaiBaseUrl: string | undefined
  readonly openaiModel: string | undefined
  readonly anthropicApiKey: string | undefined
  readonly anthropicModel: string | undefined
  readonly vertexApiKey: string | undefined
  readonly vertexModel: string | undefined
  readonly aiPrices: Readonly<Record<string, ModelPrice>>
  readonly aiDailyBudget: number | undefined
}

/** The platform's own providers, in the order of the variables. Pure. */
export function platformModels(config: PlatformModelConfig): ModelSettings {
  const { openaiBaseUrl: baseUrl, aiPrices, aiDailyBudget: dailyBudget } = config
  const provider = (kind: ModelProvider['kind'], model: string, key: string | undefined): ModelProvider => {
    const price = Object.hasOwn(aiPrices, model) ? aiPrices[model] : undefined
    return {
      name: kind,
      kind,
      model,
      ...(key === undefined ? {} : { key }),
      ...(price === undefined ? {} : { price }),
    }
  }
  const { openaiApiKey, openaiModel = modelDefaults.openai } = config
  const { anthropicApiKey, anthropicModel = modelDefaults.anthropic } = config
  const { vertexApiKey, vertexModel = modelDefaults.vertex } = config
  return {
    providers: [
      ...(baseUrl === undefined ? [] : [{ ...provider('openai-compatible', openaiModel, openaiApiKey), baseUrl }]),
      ...(baseUrl === undefined && openaiApiKey !== undefined ? [provider('openai', openaiModel, openaiApiKey)] : []),
      ...(anthropicApiKey === undefined ? [] : [provider('anthropic', anthropicModel, anthropicApiKey)]),
      ...(vertexApiKey === undefined ? [] : [provider('vertex', vertexModel, vertexApiKey)]),
    ],
    ...(dailyBudget === undefined ? {} : { dailyBudget }),
  }
}

/** What the process lends to tenants; nothing of a provider is loaded before it is asked. `reach` is for tenants' URLs. */
export function openPlatformModels(
  config: PlatformModelConfig,
  reach: Pick<PlatformModels, 'fetch' | 'openSocket'>,
  log: Log,
): PlatformModels {
  const settings = platformModels(config)
  if (settings.dailyBudget !== undefined)
    for (const provider of settings.providers)
      if (priceOf(provider) === undefined)
        log.warn({ model: provider.model }, 'A model is not asked: there is a budget, and no price of it in AI_PRICES.')
  const pool = new ProviderPool(async (provider, fetch) =>
    (await import('./providers.ts')).openProvider(provider, fetch),
  )
  return { pool, settings, fetch: reach.fetch, openSocket: reach.openSocket }
}
