import { setTimeout as wait } from 'node:timers/promises'
import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleType } from 'cockatiel'
import type { CircuitBreakerPolicy } from 'cockatiel'
import { LRUCache } from 'lru-cache'
import { pluginHttpDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import type { HttpCall, HttpClient } from './grants.ts'

/**
 * Patience with the sides that plugins call: a call that failed is made again, a side that keeps failing is left alone for
 * a while, and an answer that is fresh enough is not asked for again. One for each tenant: whether a side fails may be
 * the doing of whoever calls it.
 */
export function patientClient(client: HttpClient, limits: Limits = pluginHttpDefaults): HttpClient {
  const breakers = new LRUCache<string, CircuitBreakerPolicy>({ max: limits.sides })
  const answers = new LRUCache<string, { readonly value: unknown }>({
    max: limits.cachedAnswers,
    maxSize: limits.cachedLength,
    sizeCalculation: ({ value }) => JSON.stringify(value ?? null).length,
  })

  function breakerOf(side: string): CircuitBreakerPolicy {
    const known = breakers.get(side)
    if (known !== undefined) return known
    const breaker = circuitBreaker(handleType(Busy), {
      halfOpenAfter: limits.leftAloneMs,
      breaker: new ConsecutiveBreaker(limits.failuresInARow),
    })
    breakers.set(side, breaker)
    return breaker
  }

  async function once(call: HttpCall): Promise<unknown> {
    const side = URL.parse(call.url)?.origin ?? ''
    try {
      return await breakerOf(side).execute(() => client.json(call))
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error
      throw new Busy(`${side} failed ${limits.failuresInARow} times in a row and is left alone.`, limits.leftAloneMs, {
        cause: error,
      })
    }
  }

  async function again(call: HttpCall): Promise<unknown> {
    const retries = Math.min(call.retries ?? 0, limits.retries)
    for (let tries = 0; ; tries++) {
      try {
        return await once(call)
      } catch (error) {
        if (!(error instanceof Busy) || !(tries < retries)) throw error
        const afterMs = error.afterMs ?? limits.retryMs * 2 ** tries * (0.5 + Math.random())
        // Whoever asks for more patience than a person has gets the whole turn again, later.
        if (afterMs > limits.retryCapMs) throw error
        await wait(afterMs, undefined, { signal: call.signal })
      }
    }
  }

  return {
    async json(call) {
      const ttl = call.method === 'GET' ? Math.min(call.cacheMs ?? 0, limits.cacheCapMs) : 0
      if (!(ttl > 0)) return again(call)
      // Whom the answer is for is in the headers; what is made of it, in what is expected.
      const key = JSON.stringify([call.url, call.headers, call.expect])
      const known = answers.get(key)
      if (known !== undefined) return structuredClone(known.value)
      const value = await again(call)
      answers.set(key, { value: structuredClone(value) }, { ttl })
      return value
    },
  }
}

type Limits = Pick<
  { readonly [Name in keyof typeof pluginHttpDefaults]: number },
  | 'sides'
  | 'cachedAnswers'
  | 'cachedLength'
  | 'leftAloneMs'
  | 'failuresInARow'
  | 'retries'
  | 'retryMs'
  | 'retryCapMs'
  | 'cacheCapMs'
>
