import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { selfSigned } from '../parts/certificate.ts'
import { startMysql, type OwnMysql } from '../parts/mysql.ts'

const folder = mkdtempSync(join(tmpdir(), 'mysql-tls-'))
const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
let server: OwnMysql

function certify(name: string): void {
  const made = selfSigned(name)
  writeFileSync(certificate, made.certificate)
  writeFileSync(key, made.privateKey)
}

beforeAll(async () => {
  certify('localhost')
  server = await startMysql({
    settings: [`--ssl-cert=${certificate}`, `--ssl-key=${key}`, '--require-secure-transport=ON'],
  })
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

/** What `colloquy doctor` says of the server: the certificates that Node trusts are told to a process when it begins. */
function examined(search: string, trusted: Readonly<Record<string, string>> = {}): Promise<string> {
  const url = server.url('colloquy').replace('127.0.0.1', 'localhost') + search
  const env = { PATH: process.env.PATH, DATA_DIR: folder, DATABASE_URL: url, ...trusted }
  return new Promise((resolve) => {
    execFile('node', ['bin/colloquy.js', 'doctor'], { env }, (_, said) => {
      resolve(said.split('\n').find((line) => line.includes('databases')) ?? said)
    })
  })
}

const trusting = { NODE_EXTRA_CA_CERTS: certificate }

test('a server whose certificate is trusted, and has its name, is spoken to in secret', async () => {
  expect(await examined('?ssl=true', trusting)).toContain('The server answers')
}, 60_000)

test('a server that takes nothing else is not worked with in the open', async () => {
  expect(await examined('')).toContain('cannot be asked')
}, 60_000)

test('a server that nobody vouches for is told nothing', async () => {
  expect(await examined('?ssl=true')).toContain('self-signed certificate')
}, 60_000)

test('a server with another’s certificate is told nothing, whoever vouches for that', async () => {
  certify('elsewhere.example')
  await server.stop()
  await server.start()
  expect(await examined('?ssl=true', trusting)).toContain('elsewhere.example')
}, 60_000)
