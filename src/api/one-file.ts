import fastifyMultipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { apiDefaults } from '../config/defaults.ts'
import { Invalid } from '../contracts/errors.ts'
import type { Api } from './schemas.ts'

/** Lets the routes of `api` take forms with one file and a few fields. A file of more than `bytes` is cut behind the first byte too many. */
export async function takesOneFile(api: Api, bytes: number): Promise<void> {
  const { formFields, formFieldBytes, formPartHeaders } = apiDefaults
  await api.register(fastifyMultipart, {
    // What is too large is refused by whoever takes it, in its own words.
    throwFileSizeLimit: false,
    limits: {
      files: 1,
      fields: formFields,
      fieldSize: formFieldBytes,
      parts: formFields + 1,
      headerPairs: formPartHeaders,
      fileSize: bytes + 1,
    },
  })
}

export interface FormWithFile {
  readonly filename: string
  readonly body: readonly Uint8Array[]
  /** Of its other fields, those that say something. */
  readonly texts: Readonly<Record<string, string>>
}

/** A form whose parts come in whatever order, held in memory; undefined for one without a file. Throws Invalid. */
export async function formWithFile(request: FastifyRequest): Promise<FormWithFile | undefined> {
  if (!request.isMultipart()) return undefined
  const texts = new Map<string, string>()
  let file: Pick<FormWithFile, 'filename' | 'body'> | undefined
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') file = { filename: part.filename, body: await Array.fromAsync<Uint8Array>(part.file) }
      else if (typeof part.value === 'string' && part.value !== '') texts.set(part.fieldname, part.value)
    }
  } catch (error) {
    throw formError(error)
  }
  return file && { ...file, texts: Object.fromEntries(texts) }
}

/** What the parser of forms has no code for is a form that ends in the middle of it, or that no boundary divides. */
export function formError(error: unknown): unknown {
  if (error instanceof Error && 'statusCode' in error) return error
  return new Invalid('The form is cut off, or its parts are not divided by the boundary that its type names.')
}
