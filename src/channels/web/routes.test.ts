import { brotliDecompressSync } from 'node:zlib'
import { afterEach, describe, expect, test } from '@jest/globals'
import fastify, { type FastifyInstance } from 'fastify'
import { webDefaults } from '../../config/defaults.ts'
import { Busy, NotFound } from '../../contracts/errors.ts'
import { alone } from '../../fleet/alone.ts'
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
    registerWebRoutes(server, door, { demoEmbedId: () => demo, rates: alone().rates })
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
      avatar: null,
      uploads: { bytes: webDefaults.uploadBytes, types: webDefaults.uploadTypes },
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
    const files = [...page.body.matchAll(/(?:src|href)="(\/widget\/[^"]+)"/g)].map((match) => match[1]!)
    expect(files.length).toBeGreaterThan(1)
    for (const file of files) {
      const answer = await server.inject(file)
      expect([file, answer.statusCode]).toEqual([file, 200])
      expect(answer.headers['cache-control']).toContain('immutable')
    }
    for (const none of ['/widget/files/..%2f..%2findex.ts', '/widget/files/__proto__', '/demo/x'])
      expect((await server.inject(none)).statusCode).toBe(404)
  })

  test('every state of the panel is on a page of the demo, and nowhere without one', async () => {
    const page = await start().server.inject('/demo/states')
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    const { server } = start('')
    expect((await server.inject('/demo/states')).statusCode).toBe(404)
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
      const { headers } = await server.inject(`/embed/${embedId}/panel`)
      return /frame-ancestors ([^;]*)$/.exec(String(headers['content-security-policy']))?.[1]
    }
    const allow = (allowedOrigins: readonly string[]) =>
      Object.assign(door.web.channel, { settings: { allowedOrigins } })
    expect(await framers()).toBe("'self'")
    allow(['https://www.example.com/', 'https://a;script-src *', 'https://bücher.example'])
    expect(await framers()).toBe("'self' https://www.example.com https://xn--bcher-kva.example")
    allow(['*'])
    expect(await framers()).toBe("'self' *")
    expect((await server.inject('/embed/cb_000000000000/panel')).statusCode).toBe(404)
  })

  test('the loader is kept for an hour by its own name, and for ever by that of its version', async () => {
    const { server } = start()
    const loader = await server.inject('/widget.js')
    const version = String(loader.headers.etag).replaceAll('"', '')
    const pinned = await server.inject(`/widget/${version}/widget.js`)
    expect(pinned.rawPayload).toEqual(loader.rawPayload)
    expect(pinned.headers).toMatchObject({
      'cache-control': expect.stringContaining('immutable'),
      'access-control-allow-origin': '*',
    })
    expect((await server.inject('/widget/0000000000000000/widget.js')).statusCode).toBe(404)
  })

  test('the loader is told what its button needs, in the visitor’s language, and nothing more', async () => {
    const { server, door } = start()
    const words = { launcher: { de: 'Frag uns', en: 'Ask us' } }
    Object.assign(door.web.chatbot, { theme: { colors: { primary: '#ffff00' }, words } })
    const told = async (query: string) => {
      const answer = await server.inject(`/embed/${embedId}/config.js${query}`)
      expect(answer.headers).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'access-control-allow-origin': '*',
      })
      return JSON.parse(answer.body.replace(/^export default /, '')) as Record<string, unknown>
    }
    expect(await told('?language=de-AT')).toEqual({
      embedId,
      name: 'Demo',
      placement: { position: 'bottom-left' },
      theme: { colors: { primary: '#ffff00', onPrimary: '#000000' } },
      words: {
        language: 'de',
        direction: 'ltr',
        open: 'Chat öffnen',
        close: 'Chat schließen',
        dismiss: 'Ausblenden',
        unread: { one: '{count} ungelesene Nachricht', other: '{count} ungelesene Nachrichten' },
        launcher: 'Frag uns',
      },
    })
    expect(await told('?language=sw')).toMatchObject({ words: { language: 'en', launcher: 'Ask us' } })
    for (const odd of ['', '?language=', '?language=de&language=fr', '?language=%3Cscript%3E']) {
      expect(await told(odd)).toMatchObject({ words: { language: 'en' } })
    }
    expect((await server.inject('/embed/cb_000000000000/config.js')).statusCode).toBe(404)
  })

  test('the panel’s page names its chatbot, runs nothing but its own files, and is framed where it may be', async () => {
    const { server, door } = start()
    const greeting = '</script><script>alert(1)</script>'
    Object.assign(door.web.chatbot, { name: greeting })
    const page = await server.inject(`/embed/${embedId}/panel`)
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';")
    expect(policy).toContain("frame-ancestors 'self'")
    expect(page.headers['permissions-policy']).toContain('camera=()')
    const config = /<script id="config" type="application\/json">([^<]*)<\/script>/.exec(page.body)?.[1] ?? ''
    expect(JSON.parse(config)).toEqual((await server.inject(`/embed/${embedId}/config`)).json())
    expect(JSON.parse(config)).toMatchObject({ embedId, name: greeting })
    expect(page.body).not.toContain(greeting)

    const files = [...page.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]!)
    expect(files.length).toBeGreaterThan(1)
    for (const file of files) {
      const plain = await server.inject(file)
      expect([file, plain.statusCode, plain.headers['content-encoding']]).toEqual([file, 200, undefined])
      expect(plain.headers['cache-control']).toContain('immutable')
      const shrunk = await server.inject({ url: file, headers: { 'accept-encoding': 'gzip, deflate, br' } })
      expect([shrunk.headers['content-encoding'], shrunk.headers.vary]).toEqual(['br', 'accept-encoding'])
      expect(brotliDecompressSync(shrunk.rawPayload)).toEqual(plain.rawPayload)
    }
    for (const none of ['/widget/files/__proto__', '/widget/files/..%2fpanel.html', '/embed/cb_000000000000/panel']) {
      expect([none, (await server.inject(none)).statusCode]).toEqual([none, 404])
    }
  })

  test('there is no demo where there is no demo', async () => {
    const door = fakeDoor({ embedId })
    const server = fastify()
    servers.push(server)
    registerWebRoutes(server, door, { demoEmbedId: () => undefined, rates: alone().rates })
    server.setErrorHandler((_error, _request, reply) => reply.code(404).send())
    expect((await server.inject('/demo')).statusCode).toBe(404)
  })
})
