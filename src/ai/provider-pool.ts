import { createHash } from 'node:crypto'
import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel'
import type { CircuitBreakerPolicy } from 'cockatiel'
import { LRUCache } from 'lru-cache'
import { modelDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import type { ModelProvider } from '../contracts/models.ts'
import { ProviderFailure } from './failure.ts'
import type { Provider } from './providers.ts'

/** Opens a provider's model; `fetch` is what it may reach. */
export type OpenProvider = (provider: ModelProvider, fetch: typeof globalThis.fetch) => Promise<Provider>

/**
 * The clients of a process. Whoever asks the same place with the same key shares a client, and with it the circuit
 * breaker: a provider that failed for one conversation is not tried by all the others first.
 */
export class ProviderPool {
  readonly #open: OpenProvider
  readonly #clients = new LRUCache<
    string,
    { readonly provider: Promise<Provider>; readonly breaker: CircuitBreakerPolicy }
  >({
    max: modelDefaults.clients,
  })

  constructor(open: OpenProvider) {
    this.#open = open
  }

  /** `fetch` is the same for all that are asked for under one `owner`. */
  of(provider: ModelProvider, owner: 'tenant' | 'platform', fetch: typeof globalThis.fetch): Provider {
    const { name: _, price: __, ...place } = provider
    const id = createHash('sha256')
      .update(JSON.stringify([owner, place]))
      .digest('base64')
    let client = this.#clients.get(id)
    if (client === undefined) {
      client = { provider: this.#open(provider, fetch), breaker: breaker() }
      // It is asked for again the next time.
      client.provider.catch(() => this.#clients.delete(id))
      this.#clients.set(id, client)
    }
    return withBreaker(provider.name, client.provider, client.breaker)
  }
}

function breaker(): CircuitBreakerPolicy {
  const isDown = (error: unknown) => error instanceof ProviderFailure && error.reason instanceof Busy
  return circuitBreaker(handleWhen(isDown), {
    halfOpenAfter: modelDefaults.breakerMs,
    breaker: new ConsecutiveBreaker(modelDefaults.breakerFailures),
  })
}

/** What is counted is whether a call begins well: its first piece, or all of it where there are no pieces. */
function withBreaker(name: string, opening: Promise<Provider>, circuit: CircuitBreakerPolicy): Provider {
  return {
    async *stream(call) {
      const pieces = (await opening).stream(call)
      try {
        let step = await circuit.execute(() => pieces.next())
        while (step.done !== true) {
          yield step.value
          step = await pieces.next()
        }
        return step.value
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error
        throw new ProviderFailure(new Busy(`${name} failed again and again, and is left alone for a while.`), true)
      } finally {
        await pieces.return(undefined as never) // ended already, or left: nobody looks at the value
      }
    },
  }
}
