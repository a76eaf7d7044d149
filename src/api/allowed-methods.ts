import type { FastifyInstance } from 'fastify'

/** Answers which methods a path takes, so that a wrong method is told from a wrong path. Asked only for what was not found. */
export type AllowedMethods = (path: string) => readonly string[]

/** Collects every route that is registered after it. */
export function collectMethods(server: FastifyInstance): AllowedMethods {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = []
  server.addHook('onRoute', ({ url, method }) => {
    // Not an address but all of them: what CORS answers for.
    if (url === '*') return
    const steps = url.split('/').map((step) => {
      if (step === '*') return '.*'
      return step.startsWith(':') ? '[^/]+' : RegExp.escape(step)
    })
    const pattern = new RegExp(`^${steps.join('/')}$`)
    routes.push({ pattern, methods: [method].flat() })
  })
  return (path) => {
    const methods = routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)
    return methods.length === 0 ? [] : [...new Set([...methods, 'OPTIONS'])].toSorted()
  }
}
