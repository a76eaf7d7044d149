import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { deskDefaults } from '../../config/defaults.ts'
import type { Note } from '../../contracts/desk.ts'
import type { NoteId } from '../../contracts/id.ts'
import { example } from '../examples.ts'
import { actorOf } from '../guard.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, iso, isoTime, nothing, pageOf, paging, type Api } from '../schemas.ts'
import { missing, tenantById } from '../tenant-of.ts'
import { conversationOf } from './conversations.ts'

const tags = ['Conversations']
const read = { permission: 'conversations:read' } as const
const write = { permission: 'conversations:write', audit: 'none' } as const
const byNote = byId.extend({ noteId: z.string() })
const body = z
  .strictObject({ text: z.string().trim().min(1).max(deskDefaults.noteLength) })
  .meta({ examples: [{ text: 'Paid twice; the refund is on its way.' }] })
const noteAnswer = z
  .object({
    id: z.string(),
    text: z.string(),
    author: z.object({ id: z.string(), name: z.string() }),
    at: isoTime,
    editedAt: isoTime.exactOptional(),
    editedBy: z.string().exactOptional(),
  })
  .meta({
    examples: [
      {
        id: example.note,
        text: 'Paid twice; the refund is on its way.',
        author: { id: example.user, name: 'Grace' },
        at: example.at,
      },
    ],
  })

/** What the team writes down beside a conversation: never sent, and seen by no visitor and no plugin. */
export function noteRoutes(api: Api, { tenants }: ApiNeeds): void {
  async function opened(request: FastifyRequest, id: string) {
    const open = await tenantById(tenants, request, id, 'conversation')
    return { desk: open.store.desk, conversation: (await conversationOf(open, id)).id }
  }

  /** Throws NotFound. */
  async function noteOf(request: FastifyRequest, { id, noteId }: z.infer<typeof byNote>) {
    const { desk, conversation } = await opened(request, id)
    const note = await desk.note(conversation, noteId as NoteId) // only a note's id finds one
    if (note === undefined) throw missing('note')
    return { desk, conversation, note }
  }

  api.get('/conversations/:id/notes', {
    config: read,
    schema: {
      tags,
      summary: 'List a conversation’s notes, the oldest first',
      params: byId,
      querystring: paging,
      response: { 200: pageOf(noteAnswer) },
    },
    handler: async (request) => {
      const { desk, conversation } = await opened(request, request.params.id)
      const { items, nextCursor } = await desk.notes(conversation, request.query.limit, request.query.cursor)
      return { items: items.map(shown), nextCursor }
    },
  })

  api.post('/conversations/:id/notes', {
    config: write,
    schema: {
      tags,
      summary: 'Note something about a conversation, for the team alone',
      params: byId,
      body,
      response: { 201: noteAnswer },
    },
    handler: async (request, reply) => {
      const { desk, conversation } = await opened(request, request.params.id)
      return reply.code(201).send(shown(await desk.addNote(conversation, request.body.text, actorOf(request))))
    },
  })

  api.put('/conversations/:id/notes/:noteId', {
    config: write,
    schema: { tags, summary: 'Change a note', params: byNote, body, response: { 200: noteAnswer } },
    handler: async (request) => {
      const { desk, conversation, note } = await noteOf(request, request.params)
      return shown(await desk.editNote(conversation, note.id, request.body.text, actorOf(request)))
    },
  })

  api.delete('/conversations/:id/notes/:noteId', {
    config: write,
    schema: { tags, summary: 'Remove a note', params: byNote, response: { 204: nothing } },
    handler: async (request, reply) => {
      const { desk, conversation, note } = await noteOf(request, request.params)
      await desk.removeNote(conversation, note.id)
      return reply.code(204).send()
    },
  })
}

function shown({ conversation: _, at, editedAt, ...note }: Note) {
  return { ...note, at: iso(at), ...(editedAt === undefined ? {} : { editedAt: iso(editedAt) }) }
}
