import type { CustomFetch } from 'openid-client'
import { signOnDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'

/** `fetch` that reads no more of an answer than a provider has to say: it is a tenant who names the provider. */
export function boundedFetch(fetch: typeof globalThis.fetch): CustomFetch {
  return async (url, { body = null, signal = null, ...options }) => {
    const response = await fetch(url, { ...options, body, signal })
    const answer: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined
    const chunks: Uint8Array[] = []
    let bytes = 0
    // Nothing is read of what comes after: leaving the loop cancels it.
    for await (const chunk of answer ?? []) {
      bytes += chunk.length
      if (bytes > signOnDefaults.answerBytes)
        throw new Refused('The identity provider answers with more than it should.')
      chunks.push(chunk)
    }
    const { status, headers } = response
    const mayHaveBody = ![204, 205, 304].includes(status)
    return new Response(mayHaveBody ? Buffer.concat(chunks) : null, { status, headers })
  }
}
