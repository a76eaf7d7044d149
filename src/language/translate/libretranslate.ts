import { translationDefaults } from '../../config/defaults.ts'
import { Busy, Refused } from '../../contracts/errors.ts'
import type { TranslationSettings, Translator } from '../../contracts/understanding.ts'
import { baseOf } from './translator.ts'

/**
 * A LibreTranslate server (https://docs.libretranslate.com/api/operations/translate/). `fetch` reaches public addresses
 * only: the tenant names the server.
 */
export function libreTranslator(
  { url = '', key }: Pick<TranslationSettings, 'url' | 'key'>,
  fetch: typeof globalThis.fetch,
): Translator {
  /** Pairs that the server said it does not know. */
  const unknown = new Set<string>()
  const pairOf = (from: string, to: string) => `${baseOf(from)} ${baseOf(to)}`
  return {
    can: (from, to) => url !== '' && !unknown.has(pairOf(from, to)),
    async translate(texts, { from, to, signal }) {
      const response = await fetch(`${url.replace(/\/+$/, '')}/translate`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          q: texts,
          source: baseOf(from),
          target: baseOf(to),
          format: 'text',
          ...(key === undefined ? {} : { api_key: key }),
        }),
        signal,
      })
      const answer = await readBounded(response)
      if (response.status === 429 || response.status >= 500)
        throw new Busy(`LibreTranslate cannot answer now (${response.status}).`)
      if (!response.ok) {
        if (response.status === 400) unknown.add(pairOf(from, to))
        throw new Refused(`LibreTranslate refuses to translate from ${from} to ${to} (${response.status}).`)
      }
      return textsIn(answer)
    },
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array // of a body that nobody decoded
    size += bytes.byteLength
    if (size > translationDefaults.answerBytes) throw new Refused('LibreTranslate answers more than it was asked for.')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function textsIn(answer: string): readonly string[] {
  let translated: unknown
  try {
    translated = (JSON.parse(answer) as { readonly translatedText?: unknown } | null)?.translatedText
  } catch {
    throw new Refused('LibreTranslate answered something that is no JSON.')
  }
  if (!Array.isArray(translated) || !translated.every((text) => typeof text === 'string'))
    throw new Refused('LibreTranslate gave no translations.')
  return translated
}
