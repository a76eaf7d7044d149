import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startApp, type App } from '../../src/app.ts'
import { readConfig } from '../../src/config/env.ts'
import { backup, restore } from '../../src/tenancy/backup.ts'
import { otherPlaces } from '../../src/tenancy/rights/register.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, apiOf, until } from '../parts/app.ts'
import type { Api } from '../parts/app.ts'

/** Whoever is erased: everything of hers has a word of its own. */
const ada = 987_650_123_456
const marks = {
  id: String(ada),
  name: 'Xadalove',
  surname: 'Xlovelace',
  username: 'xada_handle',
  text: 'Xsaidbyada',
  kept: 'Xkeptofada',
  failed: 'Xfailedada',
  asked: 'Xaskedbyada',
  answered: 'Xformofada',
  caption: 'Xcaptionada',
  file: 'Xfilecontentada',
  fileName: 'xfilenameada',
  undelivered: 'Xundeliveredada',
  group: 'Xgroupbyada',
  late: 'Xlateada',
} as const
const bob = 42
const group = -100_200_300
const key = 'an-administrator-of-tests-0123456789-abcdefghijkl'

let root: string
let dataDir: string
let app: App
let api: Api
let telegram: TelegramEmulator
const lines: string[] = []

async function start(): Promise<void> {
  const config = readConfig({
    DATA_DIR: dataDir,
    PORT: '0',
    ADMIN_API_KEY: key,
    ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    LOG_LEVEL: 'debug',
  })
  app = await startApp({
    config,
    log: createLog('debug', { write: (line: string) => void lines.push(line) }),
    pluginFolders: [fileURLToPath(new URL('rights-plugins', import.meta.url))],
  })
  api = apiOf(app.url, key)
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'colloquy-rights-'))
  dataDir = join(root, 'data')
  telegram = await createTelegramEmulator()
  await start()
  await addTelegramBot(api, telegram, 'acme', 'polling')
})
afterAll(async () => {
  await app.stop()
  await telegram.close()
  await rm(root, { recursive: true, force: true })
})

const asAda = { first_name: marks.name, last_name: marks.surname, username: marks.username }
const says = (text: string, chat = ada) => telegram.say(chat, text, { from: { ...asAda, id: ada } })

type Items<Item> = { readonly items: readonly Item[] }
const wait = (what: string, isSo: () => Promise<boolean> | boolean) => until(isSo, what, 20_000)
const answered = (chat: number, text: string) =>
  wait(`“${text}”`, async () =>
    telegram.record.calls.some(
      ({ method, payload }) =>
        method === 'sendMessage' && Number(payload['chat_id']) === chat && String(payload['text']).includes(text),
    ),
  )

/** What a raw look into every file of the folder finds of her. */
async function found(folder = dataDir): Promise<readonly string[]> {
  const hits: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = (await readFile(path).catch(() => Buffer.alloc(0))).toString('latin1').toLowerCase()
    for (const [what, mark] of Object.entries(marks))
      if (bytes.includes(mark.toLowerCase()) || path.includes(mark)) hits.push(`${what} in ${entry.name}`)
  }
  return hits
}

async function erased(id: string): Promise<Readonly<Record<string, number>>> {
  let counts: Readonly<Record<string, number>> = {}
  await wait('The erasure', async () => {
    const erasure = await api.api<{ state: string; counts: typeof counts }>('GET', `/erasures/${id}`)
    counts = erasure.counts
    return erasure.state === 'done'
  })
  return counts
}

/** The person’s contact, as an export of the tenant would name it. */
async function contactOf(user: number): Promise<string> {
  const { default: BetterSqlite3 } = await import('better-sqlite3')
  const database = new BetterSqlite3(join(dataDir, 'tenants', 'acme.db'), { readonly: true })
  try {
    return database.prepare('select id from contacts where user_id = ?').pluck().get(String(user)) as string
  } finally {
    database.close()
  }
}

/** Files that the register knows nothing of. */
async function unknownFiles(): Promise<readonly string[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(dataDir, join(parentPath, name)))
  return files.filter((file) => !otherPlaces.some(({ place }) => typeof place !== 'string' && place.test(file)))
}

test('whoever is erased is found nowhere, and neither in a backup that is restored', async () => {
  await api.api('POST', '/tenants/acme/webhooks', { url: 'http://127.0.0.1:9/hook' })
  telegram.say(bob, '/keep of bob')
  await answered(bob, 'kept of bob')
  for (const text of [
    `hello ${marks.text}`,
    `/keep ${marks.kept}`,
    `/fail ${marks.failed}`,
    `/ask ${marks.asked}`,
    '/form',
    marks.answered,
  ])
    says(text)
  await answered(ada, `More than ${marks.answered}`)
  const file = telegram.addFile(`${marks.fileName}.txt`, Buffer.from(`This is ${marks.file}.`))
  telegram.say(ada, '', {
    from: { ...asAda, id: ada },
    extra: {
      document: {
        file_id: file,
        file_unique_id: file,
        file_name: `${marks.fileName}.txt`,
        mime_type: 'text/plain',
        file_size: 24,
      },
      caption: marks.caption,
    },
  })
  says(`/keep ${marks.group}`, group)
  telegram.say(group, '/keep by bob', { from: { id: bob, first_name: 'Bob' } })
  await answered(group, 'kept by bob')
  telegram.fault({ kind: 'blocked', chat: ada, times: 1 })
  says(`/keep ${marks.undelivered}`)
  await wait(
    'Dead letters',
    async () => (await api.api<Items<object>>('GET', '/tenants/acme/dead-letters')).items.length >= 2,
  )
  await wait('The last turn', async () => (await found()).some((hit) => hit.startsWith('caption')))
  const before = await found()
  for (const what of Object.keys(marks).filter((name) => name !== 'late'))
    expect([what, before.some((hit) => hit.startsWith(`${what} `))]).toEqual([what, true])

  expect(await unknownFiles()).toEqual([])
  await backup(dataDir, join(root, 'backup'))
  const contact = await contactOf(ada)

  // She writes at this very moment, and a turn of hers is under way.
  says(`/slow ${marks.late}`)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const { id } = await api.api<{ id: string }>('DELETE', `/contacts/${contact}`)
  const counts = await erased(id)
  expect(counts).toMatchObject({ contacts: 1, files: 1 })
  expect(await found()).toEqual([])
  expect(lines.join('\n')).not.toContain('Xsaid')

  // Everybody else’s is as it was.
  telegram.say(bob, '/all')
  await answered(bob, 'of bob')
  await answered(bob, 'by bob')

  await app.stop()
  expect(await found()).toEqual([])
  // The folder is lost, but for the ledger; the backup is from before.
  await rename(dataDir, join(root, 'lost'))
  await restore(join(root, 'backup'), dataDir)
  expect((await found()).length).toBeGreaterThan(10)
  await rename(join(root, 'lost', 'erasures.jsonl'), join(dataDir, 'erasures.jsonl'))
  await start()
  expect(await found()).toEqual([])
  const { items } = await api.api<Items<{ id: string; askedBy: string; state: string }>>(
    'GET',
    '/tenants/acme/erasures',
  )
  expect(items).toMatchObject([{ id, askedBy: 'restore', state: 'done' }])
}, 60_000)
