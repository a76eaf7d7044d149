import { voiceDefaults } from '../../config/defaults.ts'
import { Busy, Refused } from '../../contracts/errors.ts'
import type { Spoken, VoiceProvider } from '../../contracts/voice.ts'

/** A sentence on its way to a provider. */
export interface Saying {
  readonly text: string
  /** What the provider calls the voice of this language. */
  readonly voice: string
  readonly language: string
  readonly signal: AbortSignal
}

/** Says one sentence at a provider. Throws Busy and Refused. */
export type Say = (provider: VoiceProvider, saying: Saying) => Promise<Spoken>

/** One call by POST, with an answer of a bounded size. Throws Busy for what may work later, Refused for the rest. */
export async function post(
  fetch: typeof globalThis.fetch,
  url: string,
  {
    headers,
    body,
    signal,
  }: { readonly headers: Readonly<Record<string, string>>; readonly body: unknown; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal,
      redirect: 'error',
    })
    if (response.ok) return await bounded(response)
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Busy('The voice cannot be reached.', undefined, { cause: error })
  }
  await response.body?.cancel()
  const { status } = response
  if (status === 429 || status >= 500) throw new Busy(`The voice answers ${status}.`)
  throw new Refused(`The voice answers ${status}.`, { status })
}

async function bounded(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  // Typed as of anything; a response has bytes.
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += piece.length
    if (size > voiceDefaults.answerBytes) throw new Refused('The voice answers with more than one sentence can be.')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
