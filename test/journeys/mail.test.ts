import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { browserIsHere, openBrowser } from '../parts/browser.ts'
import { apiOf, openApp, until } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

const password = 'correct horse battery'
let app: RunningApp | undefined
const closing: (() => unknown)[] = []
afterEach(async () => {
  await app?.close()
  app = undefined
  for (const close of closing.splice(0)) await close()
})

async function withPerson(environment: Readonly<Record<string, string>> = {}) {
  app = await openApp(undefined, environment)
  await app.api('POST', '/tenants', { code: 'acme', name: 'Acme' })
  const invitation = { email: 'ada@example.org', role: 'owner' }
  const { token } = await app.api<{ token: string }>('POST', '/tenants/acme/invitations', invitation)
  const nobody = apiOf(app.url, 'nobody')
  await nobody.api('POST', '/auth/invitations/accept', { token, name: 'Ada', password })
  return nobody
}

/** As little of SMTP as a client needs; the first letters are refused. */
async function smtpServer(refusals: number) {
  const letters: string[] = []
  let left = refusals
  const server = createServer((socket) => {
    let data: string | undefined
    socket.write('220 here\r\n')
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      if (data !== undefined) {
        data += chunk
        if (!data.endsWith('\r\n.\r\n')) return
        letters.push(data)
        data = undefined
        socket.write('250 kept\r\n')
        return
      }
      for (const line of chunk.trim().split('\r\n')) {
        if (line === 'DATA') {
          data = ''
          socket.write('354 go on\r\n')
        } else if (line === 'QUIT') socket.end('221 bye\r\n')
        else if (line.startsWith('RCPT') && left-- > 0) socket.write('451 later\r\n')
        else socket.write('250 ok\r\n')
      }
    })
    socket.on('error', () => undefined)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  closing.push(() => server.close())
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, letters } // it listens on a port
}

interface KeptLetter {
  readonly to: string
  readonly text: string
}

const linkIn = ({ text }: KeptLetter): string => /https?:\S+#\S+/.exec(text)![0]

/** In the order in which they were written. */
async function lettersIn(folder: string): Promise<KeptLetter[]> {
  const names = (await readdir(folder)).sort()
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as KeptLetter))
}

const journey = browserIsHere ? test : test.skip

journey('without a server a letter is a file, and its page changes the password in a browser', async () => {
  const nobody = await withPerson()
  await nobody.api('POST', '/auth/password/forgot', { email: 'ada@example.org' })
  await nobody.api('POST', '/auth/password/forgot', { email: 'bob@example.org' })
  const [verifying, letter, ...others] = await lettersIn(join(app!.dataDir, 'mail'))
  expect([verifying!.to, letter!.to, others]).toEqual(['ada@example.org', 'ada@example.org', []])
  const browser = await openBrowser()
  closing.push(() => browser.close())
  const page = await browser.newPage()
  await page.goto(linkIn(verifying!))
  await page.getByRole('button', { name: 'This is my address' }).click()
  await page.getByText('your address is confirmed').waitFor()
  await page.goto(linkIn(letter!))
  await page.getByLabel('At least 10 characters').fill('a wholly new password')
  await page.getByRole('button').click()
  await page.getByText('Your password is changed.').waitFor()
  await nobody.api('POST', '/auth/login', { email: 'ada@example.org', password: 'a wholly new password' })
})

test('with a server it is sent, later if need be', async () => {
  const { url, letters } = await smtpServer(1)
  const nobody = await withPerson({ SMTP_URL: url, MAIL_FROM: 'Acme <desk@acme.example>' })
  // The letter that verifies the address was refused; the next one takes it along.
  await until(async () => (await readdir(join(app!.dataDir, 'mail'))).length === 1)
  await nobody.api('POST', '/auth/password/forgot', { email: 'ada@example.org' })
  await until(() => letters.length === 2, 'The letters')
  expect(letters[0]).toContain('From: Acme <desk@acme.example>')
  await until(async () => (await readdir(join(app!.dataDir, 'mail'))).length === 0)
})
