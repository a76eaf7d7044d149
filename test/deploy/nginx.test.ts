import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { io } from 'socket.io-client'
import { addBot, openApp, type Bot, type RunningApp } from '../parts/app.ts'
import { startOwn, type OwnServer } from '../parts/own-server.ts'
import { freePort } from '../parts/ports.ts'

// deploy/nginx.conf in front of a gateway, beside one that is gone.

let app: RunningApp
let nginx: OwnServer
let bot: Bot
let url: string

beforeAll(async () => {
  app = await openApp('test/journeys/plugins', { TRUST_PROXY: 'loopback' })
  const [gone, there] = [await freePort(), new URL(app.url).port]
  nginx = await startOwn({
    command: 'nginx',
    args: (folder, port) => ['-c', join(folder, `${port}.conf`), '-e', 'stderr'],
    prepare: (folder, port) => configure(folder, port, [`127.0.0.1:${gone}`, `127.0.0.1:${there}`]),
  })
  url = `http://127.0.0.1:${nginx.port}`
  bot = await addBot(app, 'site', 'web', { allowedOrigins: ['*'] })
}, 60_000)
afterAll(async () => {
  await nginx.close()
  await app.close()
})

/** What is ours is included as it is, but for the addresses in it. Throws what nginx says of it. */
async function configure(folder: string, port: number, gateways: readonly string[]): Promise<void> {
  const ours = (await readFile(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8'))
    .replace(/server gateway:3000(.*)/, (_line, how: string) => gateways.map((one) => `server ${one}${how}`).join('\n'))
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  await mkdir(join(folder, 'tmp'))
  await writeFile(
    join(folder, `${port}.conf`),
    `daemon off; user root; worker_processes 1; pid ${folder}/pid; error_log stderr;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/tmp/${name};`).join(' ')}
  ${ours}
}`,
  )
  await promisify(execFile)('nginx', ['-t', '-c', join(folder, `${port}.conf`), '-e', 'stderr'])
}

test('callers are answered by the gateway that is there, and metrics by nobody', async () => {
  for (let time = 0; time < 4; time++) {
    const response = await fetch(`${url}/health/ready`, { headers: { 'user-agent': `caller ${time}` } })
    expect(response.status).toBe(200)
  }
  expect((await fetch(`${url}/metrics`)).status).toBe(404)
  expect((await fetch(`${app.url}/metrics`)).status).toBe(200)
})

test.each([['websocket'], ['polling']] as const)('a visitor comes in by %s', async (transport) => {
  const socket = io(`${url}/chat`, {
    transports: [transport],
    auth: { embedId: bot.chatbot.embedId },
    extraHeaders: { origin: url },
  })
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    const answered = new Promise((resolve) => socket.once('message:receive', resolve))
    const parts = [{ type: 'text', text: '/echo through nginx' }]
    expect(await socket.emitWithAck('message:send', { id: crypto.randomUUID(), parts })).toMatchObject({ ok: true })
    expect(JSON.stringify(await answered)).toContain('through nginx')
  } finally {
    socket.disconnect()
  }
})
