import fastifyMultipart from '@fastify/multipart'
import { apiDefaults } from '../config/defaults.ts'
import type { Api } from './schemas.ts'

/** Lets the routes of `api` take forms with one file and a few fields. A file of more than `bytes` is cut behind the first byte too many. */
export async function takesOneFile(api: Api, bytes: number): Promise<void> {
  const { formFields, formFieldBytes, formPartHeaders } = apiDefaults
  await api.register(fastifyMultipart, {
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
