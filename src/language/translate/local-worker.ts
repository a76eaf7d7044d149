import { given, parent } from '../../apart/parent.ts'
import { translationDefaults } from '../../config/defaults.ts'

/** A process that translates with a model in a folder: it computes for a second or more. */

interface Asked {
  readonly id: number
  readonly model: string
  readonly texts: readonly string[]
  /** NLLB's and M2M100's names of the two languages; none for a model of one pair. */
  readonly languages?: { readonly src_lang: string; readonly tgt_lang: string }
}

type Translate = (texts: string[], options: object) => Promise<readonly { readonly translation_text: string }[]>

const folder = given() as string // what `local.ts` starts it with
const loaded = new Map<string, Promise<Translate>>()

async function load(model: string): Promise<Translate> {
  const { env, LogLevel, pipeline } = await import('@huggingface/transformers')
  env.localModelPath = folder
  env.allowRemoteModels = false
  env.logLevel = LogLevel.NONE
  const translate = await pipeline('translation', model, {
    dtype: 'q8',
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  })
  return translate as unknown as Translate // of a list it gives a list
}

async function answer({ model, texts, languages }: Asked): Promise<readonly string[]> {
  const known = loaded.get(model) ?? load(model)
  loaded.set(model, known)
  const translate = await known
  const found = await translate([...texts], { max_new_tokens: translationDefaults.localTokens, ...languages })
  return found.map(({ translation_text }) => translation_text)
}

parent.on((asked: Asked) => {
  answer(asked).then(
    (texts) => parent.postMessage({ id: asked.id, texts }),
    (error: unknown) => {
      loaded.delete(asked.model)
      parent.postMessage({ id: asked.id, problem: error instanceof Error ? error.message : String(error) })
    },
  )
})
