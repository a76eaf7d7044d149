import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { modelDefaults } from '../config/defaults.ts'
import { Busy, OverLimit, Refused, Unauthorized } from '../contracts/errors.ts'
import type { GatewayError } from '../contracts/errors.ts'
import type { Log } from '../contracts/log.ts'
import type { ModelAnswer, ModelProvider, ModelRequest, Models, SpendingLedger } from '../contracts/models.ts'
import type { Shape } from '../contracts/shape.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { openBudget } from './budget.ts'
import { choiceOf, providersFor } from './choice.ts'
import type { SettingsInForce } from './choice.ts'
import { watched } from './pieces.ts'
import { promptFor } from './prompts.ts'
import type { Prompt } from './prompts.ts'
import { ProviderFailure } from './failure.ts'
import type { Provider } from './providers.ts'

export interface ModelsNeeds {
  /** What is in force now. */
  readonly settings: () => SettingsInForce
  /** The provider's client. */
  readonly open: (provider: ModelProvider) => Provider
  readonly ledger: SpendingLedger
  /** Whether values fit a shape; defaults are filled in. */
  readonly check: (shape: Shape, values: unknown) => { readonly fits: boolean; readonly value?: unknown }
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** At least 0 and below 1: jitter. */
  readonly random: () => number
}

type StreamRequest = Omit<ModelRequest, 'shape'> & Pick<ModelRequest, 'shape'>

/**
 * The models of one tenant: providers are asked in order, each twice where trying again may help, until one begins to
 * answer. Before each try what it can cost at the most is reserved, so that calls side by side cannot spend more than
 * there is; afterwards it is settled at what it did cost.
 */
export function openModels(needs: ModelsNeeds): Models {
  const { settings, log, clock } = needs
  const budget = openBudget(needs)
  const cache = new LRUCache<string, ModelAnswer>({ max: modelDefaults.cachedAnswers, ttl: modelDefaults.cachedMs })
  /** The budget had no room for a call: until then nobody is told that there is a model. */
  let spentUntil = 0

  async function* ask(chatbot: Chatbot, request: StreamRequest): AsyncGenerator<string, ModelAnswer, undefined> {
    const providers = providersFor(chatbot, settings())
    if (providers.length === 0) throw new Refused('No language model is configured.')
    const prompt = promptFor(chatbot, request, randomName)
    const failures: GatewayError[] = []
    for (const provider of providers) {
      for (let attempt = 1; attempt <= modelDefaults.tries; attempt++) {
        const progress = { begun: false }
        try {
          return yield* attemptAt(provider, chatbot, request, prompt, progress)
        } catch (error) {
          if (!(error instanceof ProviderFailure)) throw error
          failures.push(error.reason)
          log.warn({ provider: provider.name, model: provider.model, error: error.reason }, 'A model did not answer.')
          if (progress.begun || request.signal.aborted) throw error.reason
          const waitMs = attempt < modelDefaults.tries ? waitBefore(error.reason, needs.random) : undefined
          if (waitMs === undefined) break
          await pause(waitMs)
        }
      }
    }
    const failure = mostHopeful(failures)
    if (failure instanceof OverLimit) spentUntil = clock() + modelDefaults.spentMs
    throw failure
  }

  async function* attemptAt(
    provider: ModelProvider,
    chatbot: Chatbot,
    request: StreamRequest,
    prompt: Prompt,
    progress: { begun: boolean },
  ): AsyncGenerator<string, ModelAnswer, undefined> {
    const maxTokens = Math.min(request.maxTokens ?? modelDefaults.maxTokens, modelDefaults.maxTokensMax)
    const call = { ...request, ...prompt, maxTokens, plainly: isPlain(request) }
    const booking = await budget.reserve(provider, chatbot.id, call)
    try {
      const answer = yield* watched(needs.open(provider).stream(call), () => (progress.begun = true))
      return checked(request, await booking.settle(answer), provider)
    } catch (error) {
      if (error instanceof ProviderFailure && error.free) await booking.release()
      throw error
    }
  }

  function checked({ shape }: StreamRequest, answer: ModelAnswer, { name }: ModelProvider): ModelAnswer {
    if (shape === undefined) return answer
    const fit = needs.check(shape, answer.values ?? {})
    if (!fit.fits) throw new ProviderFailure(new Misfit(`${name} answers with values that do not fit.`), false)
    return { ...answer, values: fit.value as NonNullable<ModelAnswer['values']> } // of a shape it is a record
  }

  function available(chatbot: Chatbot): boolean {
    return clock() >= spentUntil && providersFor(chatbot, settings()).length > 0
  }

  return {
    available,
    mayAct: (chatbot) => available(chatbot) && choiceOf(chatbot).tools,
    async generate(chatbot, request) {
      const key = request.repeatable === true ? cacheKey(chatbot, request, settings()) : undefined
      const known = key === undefined ? undefined : cache.get(key)
      if (known !== undefined) return { ...structuredClone(known), cost: 0 }
      const pieces = ask(chatbot, request)
      let step = await pieces.next()
      while (step.done !== true) step = await pieces.next()
      if (key !== undefined) cache.set(key, step.value)
      return step.value
    },
    stream: (chatbot, request) => ask(chatbot, request),
  }
}

/** Another try may fit. */
class Misfit extends Refused {}

/** Letters and digits, beginning with a letter. */
function randomName(): string {
  return `m${randomBytes(8).toString('hex')}`
}

/** What has one right answer is not to sound different each time. */
function isPlain({ purpose, repeatable, shape }: StreamRequest): boolean {
  return repeatable === true || shape !== undefined || purpose === 'route' || purpose === 'translate'
}

/** Undefined: it will not get better here. */
function waitBefore(reason: GatewayError, random: () => number): number | undefined {
  if (reason instanceof Misfit) return 0
  if (!(reason instanceof Busy)) return undefined
  const { afterMs = 0 } = reason
  if (afterMs > modelDefaults.retryAfterCapMs) return undefined
  return Math.max(afterMs, modelDefaults.retryMs * (0.5 + random()))
}

/** One that passes by itself, before one that passes at midnight, before one that does not. */
function mostHopeful(failures: readonly GatewayError[]): GatewayError {
  const passing =
    failures.find((failure) => failure instanceof Busy) ?? failures.find((failure) => failure instanceof OverLimit)
  const last = passing ?? failures.at(-1) ?? new Refused('No language model is configured.')
  // A provider's key is the tenant's business, and not a channel's.
  return last instanceof Unauthorized ? new Refused(last.message, { cause: last }) : last
}

function cacheKey(chatbot: Chatbot, request: ModelRequest, settings: SettingsInForce): string {
  const { signal: _, during: __, images = [], ...rest } = request
  const { name, personality } = chatbot
  const providers = providersFor(chatbot, settings).map((provider) => [provider.kind, provider.baseUrl, provider.model])
  const hash = createHash('sha256').update(JSON.stringify([rest, name, personality, providers]))
  for (const { bytes, mime } of images) hash.update(`\n${mime} ${bytes.length}\n`).update(bytes)
  return hash.digest('base64')
}
