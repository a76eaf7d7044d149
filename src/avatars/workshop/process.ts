import { parent } from '../../apart/parent.ts'
import type { JobAnswer } from '../../apart/jobs.ts'
import type { ModelIssue } from '../../contracts/avatars.ts'
import type { Seen } from '../preview/index.ts'

/** What is done with a model in a process of its own: strangers' bytes meet large libraries here, and nowhere else. */
export type ModelJob =
  | { readonly kind: 'validate'; readonly bytes: Uint8Array }
  | { readonly kind: 'optimize'; readonly bytes: Uint8Array; readonly seen: Seen }
  | { readonly kind: 'picture'; readonly bytes: Uint8Array; readonly seen: Seen }

export interface ModelResults {
  readonly validate: readonly ModelIssue[]
  readonly optimize: { readonly small: Uint8Array; readonly plain: Uint8Array; readonly poster: Uint8Array }
  readonly picture: Uint8Array
}

/** Libraries are loaded by what needs them: the process lives for one job. */
async function done(job: ModelJob): Promise<ModelResults[ModelJob['kind']]> {
  switch (job.kind) {
    case 'validate':
      return (await import('./validate.ts')).errorsOf(job.bytes)
    case 'optimize': {
      const [{ optimized, readModel }, { picture }] = await drawing()
      const document = await readModel(job.bytes)
      // The picture poses the model: it comes last.
      return { ...(await optimized(document)), poster: await picture(document, job.seen) }
    }
    case 'picture': {
      const [{ readModel }, { picture }] = await drawing()
      return picture(await readModel(job.bytes), job.seen)
    }
  }
}

const drawing = () => Promise.all([import('./optimize.ts'), import('../preview/index.ts')])

parent.on((job: ModelJob) => {
  done(job).then(
    (value) => parent.postMessage({ value } satisfies JobAnswer<unknown>),
    // Whose sentence it is, is unknown: a library may quote the file.
    () => parent.postMessage({ refused: 'The model cannot be read.' } satisfies JobAnswer<unknown>),
  )
})
