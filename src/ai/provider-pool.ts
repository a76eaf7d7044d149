import { createHash } from 'node:crypto'
import type { CircuitBreakerPolicy } from 'cockatiel'
import { LRUCache } from 'lru-cache'
import { modelDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import type { ModelProvider } from '../contracts/models.ts'
import { GivenUp, ProviderFailure } from './failure.ts'
import type { Provider } from './providers.ts'

/** Opens a provider's model; `fetch` is what it may reach. */
export type OpenProvider = (provider: ModelProvider, fetch: typeof globalThis.fetch) => Promise<Provider>

interface Client {
  readonly provider: Promise<Provider>
  readonly circuit: Promise<CircuitBreakerPolicy>
}

/**
 * The clients of a process. Whoever asks the same place for the same owner shares a client, and with it the circuit
 * breaker: a provider that failed for one conversation is not tried by all the others first.
 */
export class ProviderPool {
  readonly #open: OpenProvider
  readonly #clients = new LRUCache<string, Client>({ max: modelDefaults.clients })

  constructor(open: OpenProvider) {
    this.#open = open
  }

  /** `owner` is a tenant's code, or the platform; `fetch` is the same for all that one owner asks. */
  of(provider: ModelProvider, owner: string, fetch: typeof globalThis.fetch): Provider {
    const { price: _, ...place } = provider
    const id = createHash('sha256')
      .update(JSON.stringify([owner, place]))
      .digest('base64')
    let client = this.#clients.get(id)
    if (client === undefined) {
      client = { provider: this.#open(provider, fetch), circuit: openCircuit() }
      // It is asked for again the next time.
      client.provider.catch(() => this.#clients.delete(id))
      this.#clients.set(id, client)
    }
    return withBreaker(provider.name, client)
  }
}

async function openCircuit(): Promise<CircuitBreakerPolicy> {
  const { circuitBreaker, ConsecutiveBreaker, handleWhen } = await import('cockatiel')
  const isDown = (error: unknown) =>
    error instanceof ProviderFailure && error.reason instanceof Busy && !(error.reason instanceof GivenUp)
  return circuitBreaker(handleWhen(isDown), {
    halfOpenAfter: modelDefaults.breakerMs,
    breaker: new ConsecutiveBreaker(modelDefaults.breakerFailures),
  })
}

/** What is counted is whether a call begins well: its first piece, or all of it where there are no pieces. */
function withBreaker(name: string, { provider, circuit }: Client): Provider {
  return {
    async *stream(call) {
      const policy = await circuit
      const pieces = (await provider).stream(call)
      try {
        let step = await policy.execute(() => pieces.next())
        while (step.done !== true) {
          yield step.value
          step = await pieces.next()
        }
        return step.value
      } catch (error) {
        if (error instanceof ProviderFailure || !isBrokenCircuit(error)) throw error
        throw new ProviderFailure(new Busy(`${name} failed again and again, and is left alone for a while.`), true)
      } finally {
        await pieces.return(undefined as never) // ended already, or left: nobody looks at the value
      }
    },
  }
}

/** By its mark: the library is loaded with the first call. */
function isBrokenCircuit(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'isBrokenCircuitError' in error
}
