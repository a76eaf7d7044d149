import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp, until } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

const ada = 987_650_123_456
const bob = 42
const group = -100_200_300

let folder: string
let app: RunningApp
let telegram: TelegramEmulator

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-export-'))
  telegram = await createTelegramEmulator()
  app = await openApp('test/journeys/rights-plugins')
  await addTelegramBot(app, telegram, 'acme', 'polling')
})
afterAll(async () => {
  await app.close()
  await telegram.close()
  await rm(folder, { recursive: true, force: true })
})

interface Made {
  readonly id: string
  readonly state: string
  readonly bytes: number
  readonly sha256: string
  readonly url: string
}
interface Packed {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  readonly rows?: number
}
type Items<Item> = { readonly items: readonly Item[] }

const wait = (what: string, isSo: () => Promise<boolean> | boolean) => until(isSo, what, 20_000)
const answered = (chat: number, text: string) =>
  wait(`“${text}”`, () =>
    telegram.record.calls.some(
      ({ method, payload }) =>
        method === 'sendMessage' && Number(payload['chat_id']) === chat && String(payload['text']).includes(text),
    ),
  )
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function made(path: string): Promise<Made> {
  let { id, ...rest } = await app.api<Made>('POST', path)
  await wait('The archive', async () => {
    ;({ id, ...rest } = await app.api<Made>('GET', `/exports/${id}`))
    return rest.state !== 'running'
  })
  return { id, ...rest }
}

/** Read by somebody else's program: names and contents, with their checksums looked at. */
async function unpacked(bytes: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  const file = join(folder, 'export.zip')
  await writeFile(file, bytes)
  const script =
    'import base64,json,sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;' +
    'print(json.dumps({n:base64.b64encode(z.read(n)).decode() for n in z.namelist()}))'
  const { stdout } = await promisify(execFile)('python3', ['-c', script, file], { maxBuffer: 1e8 })
  const contents = JSON.parse(stdout) as Record<string, string> // what the script prints
  return new Map(Object.entries(contents).map(([name, text]) => [name, Buffer.from(text, 'base64')]))
}

test('a copy has everything of a person and nothing of others, and is gone with whoever asks the bot to be forgotten', async () => {
  const from = { id: ada, first_name: 'Ada' }
  const content = Buffer.from('This is the content of her file.')
  const file = telegram.addFile('hers.txt', content)
  telegram.say(ada, '/keep of ada', { from })
  await answered(ada, 'kept of ada')
  const document = { file_id: file, file_unique_id: file, file_name: 'hers.txt', mime_type: 'text/plain' }
  telegram.say(ada, '', { from, extra: { document: { ...document, file_size: content.length }, caption: 'look' } })
  telegram.say(group, '/keep in the group', { from })
  telegram.say(group, '/keep by bob', { from: { id: bob, first_name: 'Bob' } })
  await answered(group, 'kept in the group')
  await answered(group, 'kept by bob')
  const { items } = await app.api<Items<{ id: string; name?: string }>>('GET', '/tenants/acme/contacts')
  const contact = items.find(({ name }) => name === 'Ada')?.id ?? ''
  let archive = new Map<string, Buffer>() as ReadonlyMap<string, Buffer>
  let copy: Made | undefined
  // The file is on its way for as long as it takes.
  await wait('The file', async () => {
    copy = await made(`/contacts/${contact}/export`)
    archive = await unpacked(await bytesAt(copy.url))
    return archive.has(`media/${sha256(content)}`)
  })
  if (copy === undefined) throw new Error('There is none.')
  expect(copy.state).toBe('ready')
  const bytes = await bytesAt(copy.url)
  expect([bytes.length, sha256(bytes)]).toEqual([copy.bytes, copy.sha256])

  const manifest = JSON.parse(archive.get('manifest.json')?.toString() ?? '') as {
    readonly of: object
    readonly files: readonly Packed[]
  } // looked at below
  expect(manifest).toMatchObject({ format: 1, of: { tenant: { code: 'acme' }, contactId: contact } })
  expect(manifest.files.map(({ path }) => path).toSorted()).toEqual(
    [...archive.keys()].filter((path) => path !== 'manifest.json').toSorted(),
  )
  for (const { path, rows, ...told } of manifest.files) {
    const packed = archive.get(path) ?? Buffer.alloc(0)
    expect([path, told.bytes, told.sha256]).toEqual([path, packed.length, sha256(packed)])
    if (path.endsWith('.jsonl')) expect(packed.toString().trimEnd().split('\n').map(parsed)).toHaveLength(rows ?? 0)
  }
  expect(archive.get(`media/${sha256(content)}`)?.equals(content)).toBe(true)
  const all = [...archive.values()].join('\n')
  for (const hers of ['of ada', 'look', 'hers.txt', 'in the group', 'Ada']) expect(all).toContain(hers)
  expect(all).not.toContain('by bob')
  expect(all).not.toContain('Bob')
  expect(await unpacked(await bytesAt((await made('/tenants/acme/export')).url))).toHaveProperty('size')

  const part = await fetch(copy.url, { headers: { range: 'bytes=2-5' } })
  expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, Buffer.from(bytes.subarray(2, 6))])
  for (const wrong of [copy.url.replace('sig=', 'sig=x'), copy.url.replace('exp=1', 'exp=2'), copy.url.split('?')[0]!])
    expect((await fetch(wrong)).status).toBe(404)

  telegram.say(ada, '/forget', { from })
  await answered(ada, 'It is being deleted.')
  await wait('The erasure', async () => {
    const erasures = await app.api<Items<{ state: string; askedBy: string }>>('GET', '/tenants/acme/erasures')
    return erasures.items.some(({ state, askedBy }) => state === 'done' && askedBy === 'person')
  })
  expect((await fetch(copy.url)).status).toBe(404)
  expect(await app.api('GET', `/exports/${copy.id}`)).toMatchObject({ state: 'gone' })
  expect((await app.ask('GET', `/contacts/${contact}`)).status).toBe(404)
}, 60_000)

const parsed = (line: string) => JSON.parse(line) as unknown // that it is JSON is what is looked at

async function bytesAt(url: string): Promise<Uint8Array> {
  const response = await fetch(url)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip'])
  return new Uint8Array(await response.arrayBuffer())
}
