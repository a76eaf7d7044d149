import type { FastifyInstance } from 'fastify'

/** Answers which methods a path takes, so that a wrong method is told from a wrong path. Asked only for what was not found. */
export type AllowedMethods = (path: string) => readonly string[]

/** Collects every route that is registered after it. */
export function collectMethods(server: FastifyInstance): AllowedMethods {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = []
  server.addHook('onRoute', ({ url, method }) => {
    const steps = url.split('/').map((step) => (step.startsWith(':') ? '[^/]+' : RegExp.escape(step)))
    const pattern = new RegExp(`^${steps.join('/')}$`)
    routes.push({ pattern, methods: [method].flat() })
  })
  return (path) =>
    [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].toSorted()
}
