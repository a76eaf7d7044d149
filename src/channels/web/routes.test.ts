import { afterEach, describe, expect, test } from '@jest/globals'
import fastify, { type FastifyInstance } from 'fastify'
import { Busy, NotFound } from '../../contracts/errors.ts'
import { fakeDoor } from './fixtures/door.ts'
import { registerWebRoutes } from './routes.ts'

describe('over HTTP', () => {
  const embedId = 'cb_abcdefghijkl'
  const servers: FastifyInstance[] = []
  const start = (demo: string | undefined = embedId) => {
    const door = fakeDoor({ embedId, welcome: 'Hello!' })
    const server = fastify()
    server.setErrorHandler((error, _request, reply) =>
      reply
        .code(error instanceof NotFound ? 404 : 503)
        .send({ error: { code: error instanceof NotFound ? error.code : '' } }),
    )
    registerWebRoutes(server, door, { demoEmbedId: () => demo })
    servers.push(server)
    return { server, door }
  }
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close()
  })

  test('every website may ask what is public about a chatbot, and learns no more', async () => {
    const { server, door } = start()
    const answer = await server.inject(`/embed/${embedId}/config`)
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=60' })
    expect(answer.json()).toEqual({
      embedId,
      name: 'Demo',
      languages: ['en', 'de'],
      welcome: 'Hello!',
      greeting: { en: 'Hello!' },
      placement: { position: 'bottom-left' },
      theme: {},
      avatar: { id: 'default' },
    })
    for (const unknown of ['cb_000000000000', 'x', '..%2f..%2fetc']) {
      const refused = await server.inject(`/embed/${unknown}/config`)
      expect([refused.statusCode, refused.json(), refused.headers['access-control-allow-origin']]).toEqual([
        404,
        { error: { code: 'E_NOT_FOUND' } },
        '*',
      ])
    }
    door.before = () => Promise.reject(new Busy('Away.'))
    expect((await server.inject(`/embed/${embedId}/config`)).statusCode).toBe(503)
  })

  test('the demo page runs nothing but its own files, which may be kept for ever', async () => {
    const { server } = start()
    const page = await server.inject('/demo')
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(page.body).toContain(`data-embed-id="${embedId}"`)
    expect(page.body).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|\{\{/)
    const files = [...page.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]!)
    expect(files.length).toBeGreaterThan(5)
    for (const file of files) {
      const answer = await server.inject(file)
      expect([file, answer.statusCode]).toEqual([file, 200])
      expect(answer.headers['cache-control']).toContain('immutable')
    }
    for (const none of [
      files[0]!.replace(/demo\/\w+/, 'demo/0000'),
      '/demo/x/..%2f..%2findex.ts',
      files[0]!.replace(/[^/]+$/, '__proto__'),
    ]) {
      expect((await server.inject(none)).statusCode).toBe(404)
    }
  })

  test('a website loads one script, and shows the chat in a frame where it may', async () => {
    const { server, door } = start()
    const script = await server.inject('/widget.js')
    expect(script.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=3600',
    })
    const known = { 'if-none-match': String(script.headers.etag) }
    expect((await server.inject({ url: '/widget.js', headers: known })).statusCode).toBe(304)
    const framers = async () => {
      const { headers } = await server.inject(`/embed/${embedId}`)
      return /frame-ancestors ([^;]*)$/.exec(String(headers['content-security-policy']))?.[1]
    }
    const allow = (allowedOrigins: readonly string[]) =>
      Object.assign(door.web.channel, { settings: { allowedOrigins } })
    expect(await framers()).toBe("'self'")
    allow(['https://www.example.com/', 'https://a;script-src *', 'https://bücher.example'])
    expect(await framers()).toBe("'self' https://www.example.com https://xn--bcher-kva.example")
    allow(['*'])
    expect(await framers()).toBe("'self' *")
    expect((await server.inject('/embed/cb_000000000000')).statusCode).toBe(404)
  })

  test('there is no demo where there is no demo', async () => {
    const door = fakeDoor({ embedId })
    const server = fastify()
    servers.push(server)
    registerWebRoutes(server, door, { demoEmbedId: () => undefined })
    server.setErrorHandler((_error, _request, reply) => reply.code(404).send())
    expect((await server.inject('/demo')).statusCode).toBe(404)
  })
})
