import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { avatarDefaults } from '../../config/defaults.ts'
import { defaultAvatar } from '../../contracts/appearance.ts'
import type { Avatar, AvatarShelf, OpenTenant, ShownAvatar } from '../../contracts/ports.ts'
import { Conflict, Invalid } from '../../contracts/errors.ts'
import type { Chatbot } from '../../contracts/tenant.ts'
import { tenantKeyOf, type ChatbotId } from '../../contracts/id.ts'
import { uploadFields } from '../avatar-form.ts'
import {
  animationChanges,
  animationsAnswer,
  avatarAnswer,
  choicesIn,
  issuesAnswer,
  shownAnimations,
  shownAvatar,
  visibility,
} from '../avatar-schemas.ts'
import { waitingCallers } from '../events.ts'
import { callerOf, ofThePlatform } from '../guard.ts'
import type { ApiNeeds } from '../needs.ts'
import { formWithFile, takesOneFile } from '../one-file.ts'
import { byId, nothing, pageOf, paging, type Api } from '../schemas.ts'
import { codeInContext, missing, tenantByCode, tenantById } from '../tenant-of.ts'
import { chatbotOf } from './chatbots.ts'

const tags = ['Avatars']
const named = z.object({
  tenantCode: z.string().exactOptional().describe('Whose choice it is; that of your credential, if it has one.'),
})
const reading = { tags, params: byId, querystring: named }

/** An avatar as its caller sees it, and who keeps it; `tenant` undefined: the platform, seen by who administers it. */
interface Found {
  readonly avatar: Avatar
  readonly shown: ShownAvatar
  readonly shelf: AvatarShelf
  readonly tenant: OpenTenant | undefined
}

/** Who says on websites what chatbots say. */
export async function avatarRoutes(api: Api, { tenants, sharedAvatars: shared }: ApiNeeds): Promise<void> {
  await takesOneFile(api, avatarDefaults.bytes)
  const signalOf = waitingCallers(api)

  /** The tenant that a request is about; undefined for who administers the platform and named none. */
  async function tenantOf(request: FastifyRequest, code: string | undefined): Promise<OpenTenant | undefined> {
    const tenantCode = await codeInContext(tenants, request, code)
    if (tenantCode !== undefined) return tenantByCode(tenants, request, tenantCode)
    if (callerOf(request).grants.scope !== 'platform') throw new Invalid('Name the tenant.', 'tenantCode')
    return undefined
  }

  /** Throws NotFound, alike for another tenant's and for none. */
  async function found(request: FastifyRequest, id: string, code: string | undefined): Promise<Found> {
    const isOwn = tenantKeyOf(id) !== undefined
    const tenant = isOwn ? await tenantById(tenants, request, id, 'avatar') : await tenantOf(request, code)
    if (tenant === undefined) {
      const avatar = shared.all(true).find((one) => one.id === id)
      if (avatar === undefined) throw missing('avatar')
      return { avatar, shown: shared.shown(avatar), shelf: shared.shelf, tenant }
    }
    // What is named beside it is the same tenant, or it is not there.
    if (code !== undefined && code !== tenant.tenant.code) throw missing('avatar')
    const { avatars } = tenant
    const [avatar, shown] = [avatars.find(id), avatars.shown(id)]
    if (shown === undefined) throw missing('avatar')
    return { avatar, shown, shelf: avatar.visibility === 'own' ? avatars.own : shared.shelf, tenant }
  }

  /** To be changed: a tenant's by its people, everyone's by who administers the platform. Throws Conflict and Forbidden. */
  async function kept(request: FastifyRequest, id: string, code: string | undefined): Promise<Found> {
    const one = await found(request, id, code)
    if (one.avatar.visibility !== 'own') ofThePlatform(request)
    if (id === defaultAvatar) throw new Conflict('The default avatar comes with the gateway, and stays as it is.')
    return one
  }

  api.get('/avatars', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'List the avatars that a tenant may choose from',
      description:
        'The default one first, then everyone’s, then its own. Without a tenant everyone’s, for who administers the platform.',
      querystring: paging.extend({
        ...named.shape,
        visibility: visibility.exactOptional(),
        q: z.string().trim().min(1).max(100).exactOptional().describe('A part of the name, in capitals or not.'),
      }),
      response: { 200: pageOf(avatarAnswer) },
    },
    handler: async (request) => {
      const { limit, cursor, visibility: only, q = '', tenantCode } = request.query
      const tenant = await tenantOf(request, tenantCode)
      if (cursor !== undefined && !cursorPattern.test(cursor))
        throw new Invalid('This is no cursor of the list.', 'cursor')
      const left = (tenant?.avatars.all() ?? shared.all(true))
        .filter((one) => only === undefined || one.visibility === only)
        .filter((one) => one.name.toLowerCase().includes(q.toLowerCase()))
        .filter((one) => cursor === undefined || rankOf(one.id) > rankOf(cursor))
        .toSorted(inOrder)
      const items = left.slice(0, limit)
      const shownOf = (one: Avatar) => tenant?.avatars.shown(one.id) ?? shared.shown(one)
      return {
        items: items.map((one) => shownAvatar(one, shownOf(one))),
        nextCursor: left.length > limit ? (items.at(-1)?.id ?? null) : null,
      }
    },
  })

  api.get('/avatars/default', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'Read the avatar of chatbots that were given no other',
      querystring: named,
      response: { 200: avatarAnswer },
    },
    handler: async (request) => {
      const { avatar, shown } = await found(request, defaultAvatar, request.query.tenantCode)
      return shownAvatar(avatar, shown)
    },
  })

  api.get('/avatars/:id', {
    config: { permission: 'chatbots:read' },
    schema: { ...reading, summary: 'Read an avatar', response: { 200: avatarAnswer } },
    handler: async (request) => {
      const { avatar, shown } = await found(request, request.params.id, request.query.tenantCode)
      return shownAvatar(avatar, shown)
    },
  })

  api.get('/avatars/:id/animations', {
    config: { permission: 'chatbots:read' },
    schema: {
      ...reading,
      summary: 'List an avatar’s clips, and what it plays when',
      querystring: named.extend({ chatbotId: z.string().exactOptional() }),
      response: { 200: animationsAnswer },
    },
    handler: async (request) => {
      const { tenantCode, chatbotId } = request.query
      const { avatar, shown, tenant } = await found(request, request.params.id, tenantCode)
      const chatbot = chatbotId === undefined ? undefined : chatbotIn(tenant, chatbotId)
      const differing = chatbot === undefined ? shown : (tenant?.avatars.shown(avatar.id, chatbot) ?? shown)
      return shownAnimations(avatar.clips, differing.animations)
    },
  })

  api.get('/avatars/:id/preview', {
    config: { permission: 'chatbots:read' },
    schema: {
      ...reading,
      summary: 'See an avatar',
      description: 'Leads to a WebP of 384 × 384 pixels that never changes.',
      response: { 302: nothing },
    },
    handler: async (request, reply) => {
      const { shown } = await found(request, request.params.id, request.query.tenantCode)
      if (shown.posterUrl === null) throw missing('picture')
      return reply.redirect(shown.posterUrl, 302)
    },
  })

  api.post('/avatars/upload', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Bring an avatar: a GLB or VRM file',
      description: `A form (\`multipart/form-data\`) with the file and the fields \`name\`, \`author\`, \`licence\` and \`visibility\`. What it does not say of author and licence is taken from the file, and missing where the file does not say it. Up to ${avatarDefaults.bytes / 1024 / 1024} MB. It is looked at, validated and made smaller before the answer, which takes a few seconds; 422 says what is wrong with it. Everyone’s are brought by who administers the platform, without a tenant.`,
      querystring: named,
      consumes: ['multipart/form-data'],
      response: { 201: avatarAnswer },
    },
    handler: async (request, reply) => {
      const tenant = await tenantOf(request, request.query.tenantCode)
      const form = await formWithFile(request)
      if (form === undefined) throw new Invalid('Send the model as a file in multipart/form-data.', 'file')
      const { visibility: wished = tenant === undefined ? 'shared' : 'own', ...said } = uploadFields(form)
      if ((tenant === undefined) === (wished === 'own'))
        throw new Invalid('A tenant’s is `own`; `shared` and `premium` belong to no tenant.', 'visibility')
      const upload = { ...said, visibility: wished, body: form.body }
      const shelf = tenant?.avatars.own ?? shared.shelf
      const avatar = await shelf.add(upload, signalOf(reply))
      const shown = tenant?.avatars.shown(avatar.id) ?? shared.shown(avatar)
      return reply.code(201).send(shownAvatar(avatar, shown))
    },
  })

  api.post('/avatars/:id/validate', {
    config: { permission: 'chatbots:write' },
    schema: {
      ...reading,
      summary: 'Ask Khronos’ validator about an avatar’s model',
      response: { 200: issuesAnswer },
    },
    handler: async (request, reply) => {
      const { avatar, shelf } = await found(request, request.params.id, request.query.tenantCode)
      if (avatar.id === defaultAvatar) return { valid: true, issues: [] }
      const issues = await shelf.validate(avatar, signalOf(reply))
      return { valid: issues.length === 0, issues: issues.map((issue) => ({ ...issue })) }
    },
  })

  api.post('/avatars/:id/optimize', {
    config: { permission: 'chatbots:write' },
    schema: {
      ...reading,
      summary: 'Make what visitors load anew from the file that was brought',
      description: 'After an update of the gateway that makes it smaller, or knows more of what it can do.',
      response: { 200: avatarAnswer },
    },
    handler: async (request, reply) => {
      const { avatar, shelf, tenant } = await kept(request, request.params.id, request.query.tenantCode)
      const again = await shelf.optimize(avatar, signalOf(reply))
      return shownAvatar(again, tenant?.avatars.shown(again.id) ?? shared.shown(again))
    },
  })

  api.put('/avatars/:id/animation-map', {
    config: { permission: 'chatbots:write' },
    schema: {
      ...reading,
      summary: 'Say what an avatar plays when, for a tenant or for one chatbot',
      body: animationChanges,
      response: { 200: animationsAnswer },
    },
    handler: async (request) => {
      const { chatbotId, gestures, sentiments, intents } = request.body
      const { avatar, tenant } = await found(request, request.params.id, request.query.tenantCode)
      if (tenant === undefined) throw new Invalid('Name the tenant.', 'tenantCode')
      const chatbot = chatbotId === undefined ? undefined : chatbotIn(tenant, chatbotId)
      const changes = {
        gestures: choicesIn(gestures),
        sentiments: choicesIn(sentiments),
        intents: choicesIn(intents) as Record<string, (ReturnType<typeof choicesIn>[string] & object) | null>, // every one that was given
      }
      await tenant.avatars.change(avatar.id, chatbot, changes)
      const shown = tenant.avatars.shown(avatar.id, chatbot)
      if (shown === undefined) throw missing('avatar')
      return shownAnimations(avatar.clips, shown.animations)
    },
  })

  api.delete('/avatars/:id', {
    config: { permission: 'chatbots:write' },
    schema: {
      ...reading,
      summary: 'Remove an avatar that no chatbot has any more',
      description: 'Everyone’s is removed at once: chatbots that have it are shown with the default one.',
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      const { avatar, shelf, tenant } = await kept(request, request.params.id, request.query.tenantCode)
      const user = tenant && chatbotWith(tenant, avatar.id)
      if (user !== undefined && avatar.visibility === 'own')
        throw new Conflict(`The chatbot ${user.name} has this avatar: choose another for it first.`)
      await shelf.remove(avatar)
      return reply.code(204).send()
    },
  })
}

/** In force, or once its draft is. */
function chatbotWith({ configuration }: OpenTenant, avatar: string): Chatbot | undefined {
  const both = configuration.chatbots().flatMap((chatbot) => [chatbot, configuration.edited(chatbot.id) ?? chatbot])
  return both.find(({ avatarId }) => avatarId === avatar)
}

/** Throws NotFound, alike for another tenant's chatbot and for none. */
function chatbotIn(tenant: OpenTenant | undefined, id: string): ChatbotId {
  if (tenant === undefined) throw missing('chatbot')
  return chatbotOf(tenant, id).id
}

const cursorPattern = /^(?:default|av[-_][a-z0-9]{8,40})$/

/** The default one, then everyone's, then a tenant's own; each group as it came. */
const rankOf = (id: string): string => `${id === defaultAvatar ? 0 : id.startsWith('av-') ? 1 : 2}${id}`
const inOrder = (one: Avatar, other: Avatar) => (rankOf(one.id) < rankOf(other.id) ? -1 : 1)
