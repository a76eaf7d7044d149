import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { chatbotDefaults } from '../config/defaults.ts'
import type { Change } from '../contracts/change.ts'
import { callerOf } from './guard.ts'

export const note = z
  .string()
  .trim()
  .min(1)
  .max(chatbotDefaults.noteLength)
  .describe('What is said about the change, in the list of versions.')

/** The query of every route that changes a chatbot. */
export const noted = z.object({ note: note.exactOptional() })

/** Who changes something by this request, and what they say of it. */
export function changeOf(request: FastifyRequest, said?: string): Change {
  const { kind, id, name } = callerOf(request)
  const { note: queried } = request.query as z.output<typeof noted> // of the routes that are `noted`
  const told = said ?? queried
  return { by: { kind, id, name }, ...(told === undefined ? {} : { note: told }) }
}
