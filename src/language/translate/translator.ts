import { LRUCache } from 'lru-cache'
import { translationDefaults } from '../../config/defaults.ts'
import { Busy } from '../../contracts/errors.ts'
import type { Translation, Translator } from '../../contracts/understanding.ts'
import { hasWords, protect, restore } from './protect.ts'

/**
 * Around any engine: what must stay stays, what was translated before is not translated again, and an engine that failed
 * is left in peace for a while.
 */
export function createTranslator(engine: Translator, clock: () => number): Translator {
  const known = new LRUCache<string, string>({ max: translationDefaults.cached })
  let restsUntil = 0

  return {
    can: (from, to) => baseOf(from) !== baseOf(to) && clock() >= restsUntil && engine.can(from, to),
    async translate(texts, how) {
      const { from, to, keep = [], signal } = how
      const keyOf = (text: string) => `${from} ${to} ${keep.join(' ')}\n${text}`
      const wanted = [...new Set(texts)].filter((text) => isTranslatable(text) && !known.has(keyOf(text)))
      if (wanted.length > 0) {
        const fresh = await ask(wanted.slice(0, translationDefaults.textsPerCall), { from, to, keep, signal })
        for (const [text, translated] of fresh) known.set(keyOf(text), translated)
      }
      return texts.map((text) => known.get(keyOf(text)) ?? text)
    },
  }

  async function ask(texts: readonly string[], how: Translation): Promise<ReadonlyMap<string, string>> {
    const masked = texts.map((text) => ({ original: text, ...protect(text, how.keep) })).filter(hasWords)
    if (masked.length === 0) return new Map()
    const signal = AbortSignal.any([how.signal, AbortSignal.timeout(translationDefaults.callMs)])
    try {
      const answers = await engine.translate(masked.map(({ text }) => text), { ...how, signal }) // prettier-ignore
      if (answers.length !== masked.length) throw new Busy('Not every text came back from the translation.')
      return new Map(
        masked.map(({ original, kept }, index) => [original, restore(answers[index] ?? '', kept) ?? original]),
      )
    } catch (error) {
      if (!how.signal.aborted) restsUntil = clock() + translationDefaults.restMs
      throw error
    }
  }
}

function isTranslatable(text: string): boolean {
  return text.trim() !== '' && text.length <= translationDefaults.textLength && !/[⟦⟧]/.test(text)
}

export function baseOf(language: string): string {
  return language.split('-')[0]?.toLowerCase() ?? language
}
