import type { MultipartFile } from '@fastify/multipart'
import { z } from 'zod'
import { Invalid } from '../contracts/errors.ts'
import { visibility } from './avatar-schemas.ts'
import { name } from './schemas.ts'

const fields = z.strictObject({
  name,
  author: name.exactOptional(),
  licence: name.exactOptional(),
  visibility: visibility.exactOptional(),
})

/** What stood before the file in its form. Throws Invalid. */
export function uploadFields({ fields: given, filename }: MultipartFile): z.output<typeof fields> {
  const texts = Object.entries(given).flatMap(([field, part]) => {
    const one = Array.isArray(part) ? part.at(-1) : part
    return one?.type === 'field' && typeof one.value === 'string' && one.value !== ''
      ? [[field, one.value] as const]
      : []
  })
  const parsed = fields.safeParse({ name: filename.replace(/\.\w+$/, ''), ...Object.fromEntries(texts) })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Invalid(issue?.message ?? 'This does not fit.', issue?.path.join('.') || undefined)
}
