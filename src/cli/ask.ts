import { isCancel, password, select, text } from '@clack/prompts'
import { Refused } from '../contracts/errors.ts'
import type { FieldSchema } from '../contracts/shape.ts'

/** Asks the person at the terminal for one setting; what is a secret is not shown while it is typed. Throws Refused when they turn away. */
export async function askFor(name: string, field: FieldSchema): Promise<string> {
  const answer = await asked(field['x-ask'] ?? field.title ?? name, field)
  if (isCancel(answer)) throw new Refused('Nothing was done.')
  return answer
}

function asked(message: string, { enum: words, 'x-labels': labels, 'x-secret': isSecret }: FieldSchema) {
  const validate = (value: string | undefined) => (value === undefined || value === '' ? 'This is needed.' : undefined)
  if (isSecret === true) return password({ message, validate })
  if (words === undefined) return text({ message, validate })
  return select({ message, options: words.map((value, index) => ({ value, label: labels?.[index] ?? value })) })
}
