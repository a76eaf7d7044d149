import { parentPort, workerData } from 'node:worker_threads'
import { Refused } from '../contracts/errors.ts'
import type { DocumentText } from '../contracts/knowledge.ts'
import { readFile } from './formats/index.ts'
import type { File } from './formats/index.ts'

/** One document, in a thread that ends after it. */
export type ReadAnswer = { readonly text: DocumentText } | { readonly refused: string }

const answer = await readFile(workerData as File).then(
  // given by read.ts
  (text): ReadAnswer => ({ text }),
  (error: unknown): ReadAnswer => ({
    refused: error instanceof Refused ? error.message : 'The document cannot be read: it is damaged.',
  }),
)
parentPort?.postMessage(answer)
