import type { FastifyRequest } from 'fastify'

/** The language that a browser asks for first, as an IETF tag; English where it says none. */
export function languageOf({ headers }: Pick<FastifyRequest, 'headers'>): string {
  return /^\s*([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3})(?=[\s,;]|$)/i.exec(headers['accept-language'] ?? '')?.[1] ?? 'en'
}
