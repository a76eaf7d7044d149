import { z } from 'zod'

/** How operations fail, as the document says it: one answer for each status, referred to by those that give it. */

const errorSchema = z.object({
  error: z.object({
    code: z.string().describe('Never changes: what a program may look at.'),
    message: z.string().describe('A sentence for a person.'),
    field: z.string().optional().describe('What does not fit, as a path.'),
    requestId: z.string(),
  }),
})

interface Failure {
  readonly description: string
  readonly code: string
  readonly message: string
  readonly field?: string
}

/** By status. */
export const failures = {
  400: {
    description: 'Something in the request does not fit; `field` says what.',
    code: 'E_INVALID',
    message: 'There is no such field.',
    field: 'nmae',
  },
  401: {
    description: 'No key, or one that is unknown, expired or revoked.',
    code: 'E_UNAUTHORIZED',
    message: 'This API key is unknown or revoked.',
  },
  403: {
    description: 'The caller is known, and does not have the permission.',
    code: 'E_FORBIDDEN',
    message: 'You do not have the permission chatbots:write here.',
  },
  404: {
    description: 'There is no such thing, or it is not the caller’s: the two are told alike.',
    code: 'E_NOT_FOUND',
    message: 'There is no such chatbot.',
  },
  406: {
    description: '`Accept` has no room for what is answered.',
    code: 'E_NOT_ACCEPTABLE',
    message: 'This is answered as application/json: say so in Accept, or leave it out.',
  },
  409: {
    description: 'It is there already, in use, or not in the state for this.',
    code: 'E_CONFLICT',
    message: 'A request with this idempotency key is being worked on.',
  },
  412: {
    description: 'It was changed since the version that `If-Match` names.',
    code: 'E_OUTDATED',
    message: 'Somebody changed this meanwhile: read it again.',
  },
  415: {
    description: 'The body is in no form that this address takes.',
    code: 'E_MEDIA_TYPE',
    message: 'Send the body as application/json.',
  },
  429: {
    description: 'Too often. `Retry-After` says in how many seconds to come back.',
    code: 'E_OVER_LIMIT',
    message: 'This is too often: wait, and go on more slowly.',
  },
} as const satisfies Record<number, Failure>

const reference = (status: string | number) => ({ $ref: `#/components/responses/Error${status}` })

/** What the references of `failuresOf` lead to. */
export function errorComponents() {
  const content = (example?: object) => ({
    'application/json': { schema: { $ref: '#/components/schemas/Error' }, ...(example && { example }) },
  })
  const each = Object.entries(failures).map(([status, { description, ...error }]) => {
    const example = { error: { ...error, requestId: 'Zk3v9tQ1-2f' } }
    return [`Error${status}`, { description, content: content(example) }] as const
  })
  return {
    schemas: { Error: z.toJSONSchema(errorSchema) },
    responses: {
      ...Object.fromEntries(each),
      ErrorDefault: { description: 'Any other error.', content: content() },
    },
  }
}

interface Facts {
  readonly method: string
  readonly path: string
  readonly permission: string | undefined
  readonly takesBody: boolean
  /** What it changes is shown with an ETag. */
  readonly isVersioned: boolean
}

/** The answers of an operation that are errors, by status. */
export function failuresOf({
  method,
  path,
  permission,
  takesBody,
  isVersioned,
}: Facts): Readonly<Record<string, object>> {
  const isGuarded = permission !== 'public'
  const gives: readonly (readonly [keyof typeof failures, boolean])[] = [
    [400, takesBody || isGuarded],
    [401, isGuarded],
    [403, isGuarded && permission !== 'known'],
    [404, path.includes('{')],
    [409, isGuarded && method === 'post'],
    [406, isGuarded && path.startsWith('/api/')],
    [412, isVersioned],
    [415, takesBody],
    [429, isGuarded || method === 'post'],
  ]
  const given = gives.filter(([, does]) => does).map(([status]) => [String(status), reference(status)] as const)
  return { ...Object.fromEntries(given), default: reference('Default') }
}
