import type { paths } from './api-types.ts'

/** What the document says, as types of requests and answers. */

export type Method = 'get' | 'post' | 'put' | 'delete'

type Operation<Path extends keyof paths, Verb extends Method> = NonNullable<paths[Path][Verb]>

/** The paths that take a method. */
export type PathOf<Verb extends Method> = {
  [Path in keyof paths]: [paths[Path][Verb]] extends [undefined] ? never : Path
}[keyof paths]

type Json<Content> = Content extends { readonly content: { readonly 'application/json': infer Body } }
  ? Body
  : undefined

/** What it answers when it does what was asked; undefined where there is nothing to say. */
export type AnswerOf<Path extends keyof paths, Verb extends Method> =
  Operation<Path, Verb> extends { readonly responses: infer Responses }
    ? Json<Responses[keyof Responses & (200 | 201 | 202 | 204)]>
    : never

type PathPart<Op> = Op extends { readonly parameters: { readonly path: infer Values } }
  ? { readonly path: Values }
  : object

type QueryPart<Op> = Op extends { readonly parameters: { readonly query: infer Values } }
  ? { readonly query: Values }
  : Op extends { readonly parameters: { readonly query?: infer Values } }
    ? { readonly query?: Values }
    : object

type BodyPart<Op> = Op extends {
  readonly requestBody: { readonly content: { readonly 'application/json': infer Body } }
}
  ? { readonly body: Body }
  : Op extends { readonly requestBody?: { readonly content: { readonly 'application/json': infer Body } } }
    ? { readonly body?: Body }
    : object

/** What may be said with any request. */
export interface Extras {
  readonly signal?: AbortSignal
  /** Of a POST: one is made where none is given, so that sending again is safe. */
  readonly idempotencyKey?: string
  /** The ETag of what is changed: refused with 412 when somebody changed it since. */
  readonly ifMatch?: string
}

export type GivenTo<Path extends keyof paths, Verb extends Method> = PathPart<Operation<Path, Verb>> &
  QueryPart<Operation<Path, Verb>> &
  BodyPart<Operation<Path, Verb>> &
  Extras

/** Needed where something of it is. */
export type Given<Path extends keyof paths, Verb extends Method> =
  object extends GivenTo<Path, Verb> ? [given?: GivenTo<Path, Verb>] : [given: GivenTo<Path, Verb>]

/** What a list is a list of. */
export type ItemOf<Path extends keyof paths> =
  AnswerOf<Path, 'get'> extends { readonly items: readonly (infer Item)[] } ? Item : never

/** The paths of lists. */
export type ListPath = {
  [Path in PathOf<'get'>]: [ItemOf<Path>] extends [never] ? never : Path
}[PathOf<'get'>]
