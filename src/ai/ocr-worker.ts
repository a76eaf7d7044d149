import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createWorker, OEM } from 'tesseract.js'
import type { Worker } from 'tesseract.js'
import type { JobAnswer } from '../apart/jobs.ts'
import { parent } from '../apart/parent.ts'
import type { OcrJob, OcrText } from './ocr.ts'

/** The door of tesseract, in a process apart; ocr.ts gives it the next picture when it has answered. */

let open: { readonly key: string; readonly worker: Worker } | undefined

async function workerFor(trained: OcrJob['trained']): Promise<Worker> {
  const key = trained.map(({ name }) => name).join('+')
  if (open?.key === key) return open.worker
  await open?.worker.terminate()
  // Languages are packages, each in a folder of its own; tesseract wants one folder.
  const folder = await mkdtemp(path.join(tmpdir(), 'colloquy-letters-'))
  try {
    for (const { name, file } of trained) await symlink(file, path.join(folder, `${name}.traineddata.gz`))
    const worker = await createWorker(key, OEM.LSTM_ONLY, {
      langPath: folder,
      // Nothing is fetched, and nothing is written beside the program.
      cacheMethod: 'none',
      errorHandler: () => undefined,
    })
    open = { key, worker }
    return worker
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function answer({ picture, trained }: OcrJob): Promise<JobAnswer<OcrText>> {
  try {
    const worker = await workerFor(trained)
    const { data } = await worker.recognize(Buffer.from(picture))
    return { value: { text: data.text, confidence: data.confidence } }
  } catch {
    return { refused: 'The picture cannot be read.' }
  }
}

parent.on((job: OcrJob) => void answer(job).then((done) => parent.postMessage(done)))
