import { z } from 'zod'
import { Invalid } from '../contracts/errors.ts'
import { visibility } from './avatar-schemas.ts'
import type { FormWithFile } from './one-file.ts'
import { name } from './schemas.ts'

const fields = z.strictObject({
  name,
  author: name.exactOptional(),
  licence: name.exactOptional(),
  visibility: visibility.exactOptional(),
})

/** What a form says of the file in it. Throws Invalid. */
export function uploadFields({ texts, filename }: FormWithFile): z.output<typeof fields> {
  const parsed = fields.safeParse({ name: filename.replace(/\.\w+$/, ''), ...texts })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Invalid(issue?.message ?? 'This does not fit.', issue?.path.join('.') || undefined)
}
