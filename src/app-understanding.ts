import { join } from 'node:path'
import { createEmbedder } from './ai/embed.ts'
import { openOwnReaders } from './ai/reading.ts'
import { createUnderstanding } from './ai/understand.ts'
import type { Config } from './config/env.ts'
import type { Awaitable } from './contracts/channel.ts'
import { createDocumentReader } from './knowledge/read.ts'
import { loadLanguageDetector } from './language/detect.ts'
import { createLocalTranslator } from './language/translate/local.ts'
import type { ProcessParts } from './tenant-parts.ts'

type OwnUnderstanding = Pick<
  ProcessParts,
  'detector' | 'embedder' | 'understanding' | 'documents' | 'readers' | 'localTranslator'
>

/** What understands texts, sounds and pictures on this machine. Nothing of it is loaded before it is needed. */
export function openOwnUnderstanding({ modelsDir, dataDir }: Config, opening: AsyncDisposableStack): OwnUnderstanding {
  const weights = modelsDir ?? join(dataDir, 'models')
  const embedder = createEmbedder({ modelsDir: weights })
  opening.defer(() => embedder.close())
  const understanding = createUnderstanding(embedder)
  opening.defer(() => understanding.close())
  const documents = createDocumentReader()
  const readers = openOwnReaders(weights, documents)
  opening.defer(() => readers.close())
  const localTranslator = createLocalTranslator(weights)
  opening.defer(() => localTranslator.close())
  return { detector: lazily(loadLanguageDetector), embedder, understanding, documents, readers, localTranslator }
}

/** Loads once, when it is first asked for. */
function lazily<Value extends object>(load: () => Promise<Value>): () => Awaitable<Value> {
  let value: Awaitable<Value> | undefined
  return () => (value ??= load().then((loaded) => (value = loaded)))
}
