import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createGuardedFetch } from './guarded-fetch.ts'
import type { GuardedFetch } from './guarded-fetch.ts'

let server: Server
let port: number
const asked: string[] = []
beforeEach(async () => {
  asked.length = 0
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/away') response.writeHead(302, { location: '/' }).end()
    else response.end('inside')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port // it listens on a port
})
const open: GuardedFetch[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
  await new Promise((resolve) => server.close(resolve))
})

function guarded(...options: Parameters<typeof createGuardedFetch>) {
  const made = createGuardedFetch(...options)
  open.push(made)
  return made.fetch
}

test.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '0.0.0.0', '2130706433'])(
  'reaches nothing inside: %s',
  async (host) => {
    await expect(guarded()(`http://${host}:${port}/`)).rejects.toThrow()
    expect(asked).toEqual([])
  },
)

test('reaches no name that leads inside', async () => {
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }])
  await expect(guarded({ resolve })(`http://models.example:${port}/`)).rejects.toThrow()
  expect(asked).toEqual([])
})

test('reaches what the operator allows, and follows it nowhere', async () => {
  const fetch = guarded({ allow: ['127.0.0.1'] })
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('inside')
  await expect(fetch(`http://127.0.0.1:${port}/away`)).rejects.toThrow()
  expect(asked).toEqual(['/', '/away'])
})
