import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { peopleDefaults } from '../../config/defaults.ts'
import type { ContactId, MergeId } from '../../contracts/id.ts'
import type { Merge, Person } from '../../contracts/people.ts'
import { claimKinds } from '../../contracts/people.ts'
import type { OpenTenant } from '../../contracts/ports.ts'
import { example } from '../examples.ts'
import { actorOf } from '../guard.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, byTenant, iso, isoTime, name, pageOf, paging, wholeListOf, type Api } from '../schemas.ts'
import { missing, tenantByCode, tenantById } from '../tenant-of.ts'
import { listedAnswer, searchText, shownListed, tag, tagList } from './conversation-lists.ts'

const tags = ['Contacts']
const read = { permission: 'conversations:read' } as const
// What is kept of people is no part of the audit: that could never forget it. Merges are a record of their own.
const write = { permission: 'conversations:write', audit: 'none' } as const

const claim = z.object({
  kind: z.enum(claimKinds),
  value: z.string(),
  verifiedBy: z.string().exactOptional().describe('What proved it; without it somebody says so.'),
})
const identity = z.object({
  id: z.string(),
  channelId: z.string(),
  userId: z.string().describe('The platform’s own id of the person.'),
  name: z.string().exactOptional(),
  username: z.string().exactOptional(),
  phone: z.string().exactOptional(),
  createdAt: isoTime,
})
const mergeAnswer = z.object({
  id: z.string(),
  into: z.string(),
  from: z.string(),
  at: isoTime,
  by: z
    .object({ id: z.string(), name: z.string() })
    .exactOptional()
    .describe('Without it: the gateway, for the claim.'),
  claim: claim.exactOptional(),
})
const attribute = z.union([z.string().max(peopleDefaults.attributeLength), z.number(), z.boolean()])
const contactExample = {
  id: example.contact,
  name: 'Ada Lovelace',
  email: 'ada@example.org',
  phone: '+4915123456789',
  language: 'de',
  attributes: { customer: 4711 },
  tags: ['vip'],
  identities: [
    {
      id: example.contact,
      channelId: example.channel,
      userId: '4915123456789',
      name: 'Ada',
      phone: '+4915123456789',
      createdAt: example.at,
    },
  ],
  claims: [{ kind: 'phone', value: '+4915123456789', verifiedBy: 'whatsapp' }],
  merges: [],
  createdAt: example.at,
}
const contactAnswer = z
  .object({
    id: z.string(),
    name: z.string().exactOptional(),
    username: z.string().exactOptional(),
    email: z.string().exactOptional(),
    phone: z.string().exactOptional(),
    language: z.string().exactOptional(),
    timeZone: z.string().exactOptional(),
    attributes: z.record(z.string(), attribute),
    tags: z.array(z.string()).readonly(),
    identities: z.array(identity).readonly(),
    claims: z.array(claim).readonly(),
    merges: z.array(mergeAnswer).readonly().describe('What holds the identities together.'),
    createdAt: isoTime,
  })
  .meta({ examples: [contactExample] })

const attributeName = z.string().regex(/^[A-Za-z][\w-]{0,39}$/, 'An attribute is named by letters, digits, _ and -.')
const contactBody = z
  .strictObject({
    name: name.nullable().exactOptional(),
    email: z.email('This is no e-mail address.').max(320).toLowerCase().nullable().exactOptional(),
    phone: z
      .string()
      .overwrite((number) => number.replaceAll(/[\s().\/-]/g, ''))
      .regex(/^\+[1-9]\d{6,14}$/, 'A phone number is a plus, the country’s code and digits.')
      .nullable()
      .exactOptional(),
    language: z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/, 'A language is an IETF tag such as en or pt-BR.')
      .max(35)
      .nullable()
      .exactOptional(),
    timeZone: z
      .string()
      .max(60)
      .refine(isTimeZone, 'A time zone is a name such as Europe/Berlin.')
      .nullable()
      .exactOptional(),
    attributes: z
      .record(attributeName, attribute.nullable())
      .refine(
        (given) => Object.keys(given).length <= peopleDefaults.attributes,
        `At most ${peopleDefaults.attributes} attributes.`,
      )
      .exactOptional(),
    tags: tagList.exactOptional(),
  })
  .meta({ examples: [{ name: 'Ada Lovelace', attributes: { customer: 4711, newsletter: null }, tags: ['vip'] }] })

/** Who people are. */
export function contactRoutes(api: Api, { tenants }: ApiNeeds): void {
  async function opened(request: FastifyRequest, id: string): Promise<OpenTenant & { readonly person: Person }> {
    const open = await tenantById(tenants, request, id, 'contact')
    const person = await open.store.people.find(id as ContactId) // only a contact's id finds one
    if (person === undefined) throw missing('contact')
    return { ...open, person }
  }

  api.get('/tenants/:tenantCode/contacts', {
    config: read,
    schema: {
      tags,
      summary: 'List or search a tenant’s contacts, who was met last first',
      description:
        'Those that were merged are one. `text` is looked for in names, addresses, numbers and attributes. A page may have fewer than `limit`: go on while there is a `nextCursor`.',
      params: byTenant,
      querystring: paging.extend({ text: searchText.exactOptional(), tag: tag.exactOptional() }),
      response: { 200: pageOf(contactAnswer) },
    },
    handler: async (request) => {
      const { store } = await tenantByCode(tenants, request, request.params.tenantCode)
      const { limit, cursor, ...filter } = request.query
      const { items, nextCursor } = await store.people.list(filter, limit, cursor)
      return { items: items.map(shown), nextCursor }
    },
  })

  api.get('/contacts/:id', {
    config: { ...read, shows: true },
    schema: {
      tags,
      summary: 'Read a contact',
      description: 'The id of a contact that was merged leads to the one that it is a part of.',
      params: byId,
      response: { 200: contactAnswer },
    },
    handler: async (request) => shown((await opened(request, request.params.id)).person),
  })

  api.put('/contacts/:id', {
    config: write,
    schema: {
      tags,
      summary: 'Change what is known of a contact',
      description: 'What is not named stays; null is nothing, whatever the platforms say. `tags` are all of them.',
      params: byId,
      body: contactBody,
      response: { 200: contactAnswer },
    },
    handler: async (request) => {
      const { store, person } = await opened(request, request.params.id)
      return shown(await store.people.change(person.id, request.body))
    },
  })

  api.get('/contacts/:id/conversations', {
    config: read,
    schema: {
      tags,
      summary: 'List a contact’s conversations on all channels, the latest first',
      params: byId,
      querystring: paging,
      response: { 200: pageOf(listedAnswer) },
    },
    handler: async (request) => {
      const { store, person } = await opened(request, request.params.id)
      const { limit, cursor } = request.query
      const filter = { contact: person.id, sort: 'latest' } as const
      const { items, nextCursor } = await store.desk.list(filter, limit, cursor)
      return { items: items.map(shownListed), nextCursor }
    },
  })

  api.get('/contacts/:id/suggestions', {
    config: read,
    schema: {
      tags,
      summary: 'List who may be the same person',
      description: 'They have a phone number or an e-mail address in common, as somebody says or as was undone before.',
      params: byId,
      response: {
        200: wholeListOf(
          z
            .object({ contact: contactAnswer, because: z.array(claim).readonly() })
            .meta({ examples: [{ contact: contactExample, because: [{ kind: 'email', value: 'ada@example.org' }] }] }),
        ),
      },
    },
    handler: async (request) => {
      const { store, person } = await opened(request, request.params.id)
      const suggestions = await store.people.suggestions(person.id)
      return {
        items: suggestions.map((one) => ({
          contact: shown(one.person),
          because: one.because.map((same) => ({ ...same })),
        })),
        nextCursor: null,
      }
    },
  })

  api.post('/contacts/:id/merge', {
    config: write,
    schema: {
      tags,
      summary: 'Take two contacts for one person',
      description: 'This one stays, and what is known of it goes before what is known of the other.',
      params: byId,
      body: z.strictObject({ contactId: z.string() }).meta({ examples: [{ contactId: example.otherContact }] }),
      response: { 200: contactAnswer },
    },
    handler: async (request) => {
      const { store, person } = await opened(request, request.params.id)
      // Another tenant's is none here.
      const other = await store.people.find(request.body.contactId as ContactId) // as above
      if (other === undefined) throw missing('contact')
      await store.people.merge(person.id, other.id, actorOf(request))
      return shown((await store.people.find(person.id)) ?? person)
    },
  })

  api.post('/contacts/:id/unmerge', {
    config: write,
    schema: {
      tags,
      summary: 'Undo a merge; both are who they were',
      description:
        'In any order. What was said of the person since stays with the contact that is still here; what the other had before is its own again.',
      params: byId,
      body: z.strictObject({ mergeId: z.string() }).meta({ examples: [{ mergeId: example.merge }] }),
      response: { 200: contactAnswer },
    },
    handler: async (request) => {
      const { store, person } = await opened(request, request.params.id)
      await store.people.unmerge(person.id, request.body.mergeId as MergeId) // throws NotFound for anything else
      return shown((await store.people.find(request.params.id as ContactId)) ?? person) // as above
    },
  })
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function shown({ createdAt, identities, merges, claims, attributes, ...person }: Person) {
  return {
    ...person,
    attributes: { ...attributes },
    identities: identities.map(({ channel, createdAt: met, ...one }) => ({
      ...one,
      channelId: channel,
      createdAt: iso(met),
    })),
    claims: claims.map((one) => ({ ...one })),
    merges: merges.map(shownMerge),
    createdAt: iso(createdAt),
  }
}

function shownMerge({ at, by, claim: same, ...merge }: Merge) {
  return {
    ...merge,
    at: iso(at),
    ...(by === undefined ? {} : { by: { ...by } }),
    ...(same === undefined ? {} : { claim: { ...same } }),
  }
}
