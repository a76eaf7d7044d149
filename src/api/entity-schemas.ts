import { z } from 'zod'
import { entityDefaults } from '../config/defaults.ts'

/** The schemas of what a chatbot's people name (`contracts/entities.ts`). */

const { definitions, entries, synonyms, nameLength, patternLength } = entityDefaults
const oneLine = z
  .string()
  .trim()
  .min(1)
  .max(nameLength)
  .regex(/^\P{Cc}*$/u, 'A name is one line.')
const entityName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'A name has small letters, digits, - and _, and begins with a letter.')

const definition = z.discriminatedUnion('kind', [
  z.strictObject({
    name: entityName,
    kind: z.literal('list'),
    entries: z
      .array(z.strictObject({ value: oneLine, synonyms: z.array(oneLine).max(synonyms).readonly().exactOptional() }))
      .min(1)
      .max(entries)
      .readonly()
      .describe('Things by any of their names. A slip in a longer name is forgiven.'),
  }),
  z.strictObject({
    name: entityName,
    kind: z.literal('pattern'),
    pattern: z
      .string()
      .min(1)
      .max(patternLength)
      .describe(
        'A form that codes have, such as `AB-\\d{4}`: letters, ., [A-Z], \\d, \\w, \\s, ( | ), ?, *, +, {2,5}.',
      ),
  }),
])
export const entityDefinitions = z.array(definition).max(definitions).readonly()
