import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { signOnDefaults } from '../config/defaults.ts'

/**
 * What tells one browser from another while it is on its way to an identity provider and back: a code that somebody else
 * was given, or gives, is of no use in it.
 */
const pattern = /^[\w-]{43}$/

/** `__Host-`: no other host of the same domain can set it. Browsers take that name with TLS alone. */
const nameOf = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Host-colloquy-sign-in' : 'colloquy-sign-in'

export function browserSecret({ headers }: Pick<FastifyRequest, 'headers'>, publicUrl: string): string | undefined {
  const start = `${nameOf(publicUrl)}=`
  const pair = (headers.cookie ?? '').split(/; */).find((one) => one.startsWith(start))
  const secret = pair?.slice(start.length)
  return secret !== undefined && pattern.test(secret) ? secret : undefined
}

/** The browser's secret; the one it has already where it began twice. */
export function giveBrowserSecret(request: FastifyRequest, reply: FastifyReply, publicUrl: string): string {
  const secret = browserSecret(request, publicUrl) ?? randomBytes(32).toString('base64url')
  const seconds = (signOnDefaults.flightMs + signOnDefaults.codeMs) / 1000
  const secure = publicUrl.startsWith('https:') ? '; Secure' : ''
  // Lax: it must come along when the provider sends the browser back, which is another site.
  const cookie = `${nameOf(publicUrl)}=${secret}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
  void reply.header('set-cookie', cookie)
  return secret
}
