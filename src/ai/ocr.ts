import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { readingDefaults } from '../config/defaults.ts'
import { Refused } from '../contracts/errors.ts'
import { JobsApart } from '../apart/jobs.ts'
import { pictureSize } from './picture-size.ts'

/** What is written in a picture, with nothing but what is installed. */
export interface Ocr {
  /** Empty where nothing is written. Throws Refused for what is no picture, and Busy. */
  read(picture: Uint8Array, languages: readonly string[], signal: AbortSignal): Promise<string>
  close(): Promise<void>
}

export interface OcrJob {
  readonly picture: Uint8Array
  readonly trained: readonly { readonly name: string; readonly file: string }[]
}

export interface OcrText {
  readonly text: string
  /** 0 to 100. */
  readonly confidence: number
}

const require = createRequire(import.meta.url)

/** Tesseract's own names, ISO 639-2 mostly. */
const names: ReadonlyMap<string, string> = new Map(
  'en eng,es spa,pt por,fr fra,de deu,it ita,nl nld,pl pol,tr tur,ru rus,ar ara,hi hin,id ind,zh chi_sim,ja jpn,ko kor,uk ukr,sv swe,da dan,fi fin,cs ces,el ell,he heb,hu hun,ro ron,th tha,vi vie'
    .split(',')
    .map((pair): [string, string] => [pair.split(' ')[0] ?? '', pair.split(' ')[1] ?? '']),
)

/** The languages that letters can be read in, of those that are asked for; English too, where there is room. */
export function trainedFor(languages: readonly string[]): OcrJob['trained'] {
  const wanted = [...languages.map((tag) => names.get(tag.split('-', 1)[0] ?? '') ?? ''), 'eng']
  return [...new Set(wanted)]
    .flatMap((name) => {
      const file = trainedFile(name)
      return file === undefined ? [] : [{ name, file }]
    })
    .slice(0, readingDefaults.pictureLanguages)
}

/** When the package of the language is installed: `@tesseract.js-data/<name>`. */
function trainedFile(name: string): string | undefined {
  if (name === '') return undefined
  try {
    const folder = path.dirname(require.resolve(`@tesseract.js-data/${name}/package.json`))
    return ['4.0.0_best_int', '4.0.0'].map((kind) => path.join(folder, kind, `${name}.traineddata.gz`)).find(existsSync)
  } catch {
    return undefined
  }
}

export function createOcr(): Ocr {
  const apart = new JobsApart<OcrJob, OcrText>({
    script: new URL('./ocr-worker.ts', import.meta.url),
    jobMs: readingDefaults.pictureMs,
    idleMs: readingDefaults.idleMs,
    waiting: readingDefaults.waiting,
    heapMb: readingDefaults.heapMb,
  })
  return {
    async read(picture, languages, signal) {
      checkPicture(picture)
      const trained = trainedFor(languages)
      if (trained.length === 0) throw new Refused('No language is installed in which letters could be read.')
      const { text, confidence } = await apart.run({ picture, trained }, signal)
      return confidence < readingDefaults.pictureConfidence ? '' : text.trim()
    },
    close: () => apart.close(),
  }
}

function checkPicture(picture: Uint8Array): void {
  if (picture.length > readingDefaults.pictureBytes)
    throw new Refused(`The picture is larger than the ${readingDefaults.pictureBytes} bytes that are read.`)
  const size = pictureSize(picture)
  if (size === undefined) throw new Refused('This is no picture in a format that can be read.')
  if (size.width * size.height > readingDefaults.picturePixels)
    throw new Refused(`The picture has more than ${readingDefaults.picturePixels} pixels.`)
}
