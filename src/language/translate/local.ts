import { existsSync } from 'node:fs'
import path from 'node:path'
import { startApart, type Apart } from '../../apart/start.ts'
import { Busy, Refused } from '../../contracts/errors.ts'
import type { Translator } from '../../contracts/understanding.ts'
import { baseOf } from './translator.ts'

export interface LocalTranslator extends Translator {
  close(): Promise<void>
}

interface Model {
  readonly name: string
  readonly languages?: { readonly src_lang: string; readonly tgt_lang: string }
}

/** Models of many languages, and what they call the ones we write; the first that is there is used. */
const many: readonly { readonly name: string; readonly tags: Readonly<Record<string, string>> }[] = [
  {
    name: 'Xenova/nllb-200-distilled-600M',
    // prettier-ignore
    tags: {
      ar: 'arb_Arab', de: 'deu_Latn', en: 'eng_Latn', es: 'spa_Latn', fr: 'fra_Latn', hi: 'hin_Deva', id: 'ind_Latn',
      it: 'ita_Latn', ja: 'jpn_Jpan', ko: 'kor_Hang', nl: 'nld_Latn', pl: 'pol_Latn', pt: 'por_Latn', ru: 'rus_Cyrl',
      tr: 'tur_Latn', uk: 'ukr_Cyrl', vi: 'vie_Latn', zh: 'zho_Hans',
    },
  },
  {
    name: 'Xenova/m2m100_418M',
    tags: Object.fromEntries(
      'ar de en es fr hi id it ja ko nl pl pt ru tr uk vi zh'.split(' ').map((tag) => [tag, tag] as const),
    ),
  },
]

type Told = { readonly id: number; readonly texts?: readonly string[]; readonly problem?: string }

/** Models in `modelsDir`, in the layout of transformers.js: one pair (`Xenova/opus-mt-en-es`) or many languages. One process apart. */
export function createLocalTranslator(modelsDir: string): LocalTranslator {
  const waiting = new Map<number, { resolve: (texts: readonly string[]) => void; reject: (error: Error) => void }>()
  let worker: Apart | undefined
  let asked = 0

  return {
    can: (from, to) => modelFor(modelsDir, from, to) !== undefined,
    async translate(texts, { from, to, signal }) {
      const model = modelFor(modelsDir, from, to)
      if (model === undefined) throw new Refused(`There is no model in ${modelsDir} from ${from} to ${to}.`)
      worker ??= begin()
      const id = asked++
      const answer = new Promise<readonly string[]>((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        signal.addEventListener('abort', () => reject(new Busy('The translation took too long.')), { once: true })
      }).finally(() => waiting.delete(id))
      worker.postMessage({ id, model: model.name, texts, ...(model.languages && { languages: model.languages }) })
      return answer
    },
    async close() {
      await worker?.terminate()
    },
  }

  function begin(): Apart {
    const begun = startApart(new URL('./local-worker.ts', import.meta.url), modelsDir)
    begun.unref()
    begun.on('message', ({ id, texts, problem }: Told) => {
      if (texts === undefined) waiting.get(id)?.reject(new Refused(`The model cannot translate: ${problem ?? ''}`))
      else waiting.get(id)?.resolve(texts)
    })
    const end = (): void => {
      if (worker === begun) worker = undefined
      for (const { reject } of waiting.values()) reject(new Busy('The process that translates has ended.'))
    }
    begun.on('error', end)
    begun.on('exit', end)
    return begun
  }
}

function modelFor(modelsDir: string, from: string, to: string): Model | undefined {
  const [source, target] = [baseOf(from), baseOf(to)]
  // What comes from outside is never part of a path: only names of our own lists are looked for.
  if (!/^[a-z]{2,3}$/.test(source) || !/^[a-z]{2,3}$/.test(target)) return undefined
  const pair = `Xenova/opus-mt-${source}-${target}`
  if (isThere(modelsDir, pair)) return { name: pair }
  for (const { name, tags } of many) {
    const [src_lang, tgt_lang] = [tags[source], tags[target]]
    if (src_lang !== undefined && tgt_lang !== undefined && isThere(modelsDir, name))
      return { name, languages: { src_lang, tgt_lang } }
  }
  return undefined
}

function isThere(modelsDir: string, name: string): boolean {
  return existsSync(path.join(modelsDir, name, 'config.json'))
}
