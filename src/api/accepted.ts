import type { FastifySchema } from 'fastify'
import { NotAcceptable } from './errors.ts'
import type { Api } from './schemas.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Media types that the route answers in, besides JSON and what its schema says it makes. */
    alsoAs?: readonly string[]
  }
}

/** Errors are JSON everywhere, so whoever takes JSON is always answered. */
const json = 'application/json'

/** `Accept`: who takes neither JSON nor what the route makes is told so before anything is done. */
export function answerAsAccepted(api: Api): void {
  api.addHook('onRequest', async ({ headers: { accept }, routeOptions }) => {
    if (accept === undefined || accept === '*/*' || accept === json) return
    // Of the swagger plugin, and not in Fastify's types.
    const { produces = [] } = (routeOptions.schema ?? {}) as FastifySchema & { readonly produces?: readonly string[] }
    const types = [json, ...produces, ...(routeOptions.config.alsoAs ?? [])]
    if (!types.some((type) => takes(accept, type)))
      throw new NotAcceptable(`This is answered as ${types.join(' or ')}: say so in Accept, or leave it out.`)
  })
}

/** Whether a header's list has room for a media type. Weights are no matter but for 0, which is a refusal. Pure. */
export function takes(accept: string, type: string): boolean {
  const [family = ''] = type.split('/')
  return accept.split(',').some((one) => {
    const [range = '', ...parameters] = one.split(';').map((piece) => piece.trim().toLowerCase())
    const isRefused = parameters.some((parameter) => /^q\s*=\s*0(?:\.0*)?$/.test(parameter))
    // A lone star is not in the standard, and old Java clients send it.
    return !isRefused && [type, `${family}/*`, '*/*', '*', ''].includes(range)
  })
}
