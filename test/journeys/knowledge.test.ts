import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp, until } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'
import { rowsOf } from '../parts/books.ts'
import { onMysql } from '../parts/engine.ts'
import { pdfOf } from '../parts/pdf.ts'

interface Document {
  readonly id: string
  readonly status: string
  readonly title: string
  readonly reason?: string
  readonly pages: number
  readonly chunks: number
}
interface Result {
  readonly text: string
  readonly score: number
  readonly source: {
    readonly document: string
    readonly title: string
    readonly page?: number
    readonly headings?: readonly string[]
  }
}

let app: RunningApp
let telegram: TelegramEmulator
let bot: Bot
let base: string
let site: Server
let siteUrl: string
/** What the website has, and what it was asked. */
const pages = new Map<string, { readonly body: string; readonly etag?: string }>()
let asked: { readonly path: string; readonly ifNoneMatch: string | undefined }[] = []

beforeAll(async () => {
  site = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push({ path, ifNoneMatch: request.headers['if-none-match'] })
    const page = pages.get(path)
    if (page === undefined) response.writeHead(404).end()
    else if (page.etag !== undefined && page.etag === request.headers['if-none-match']) response.writeHead(304).end()
    else {
      const mime = path.endsWith('.xml') ? 'application/xml' : path.endsWith('.txt') ? 'text/plain' : 'text/html'
      response.writeHead(200, { 'content-type': mime, ...(page.etag && { etag: page.etag }) }).end(page.body)
    }
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  app = await openApp()
  telegram = await createTelegramEmulator()
  bot = await addTelegramBot(app, telegram, 'library')
  base = (await app.api<{ id: string }>('POST', '/knowledge-bases', { chatbotId: bot.chatbot.id, name: 'Manuals' })).id
}, 30_000)
afterAll(async () => {
  await telegram.close()
  await app.close()
  await new Promise((resolve) => site.close(resolve))
})

async function upload(name: string, bytes: Uint8Array, mime: string): Promise<Document> {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), name)
  const response = await fetch(`${app.url}/api/v1/knowledge-bases/${base}/documents`, {
    method: 'POST',
    headers: { authorization: app.authorization },
    body: form,
  })
  expect(response.status).toBe(202)
  return (await response.json()) as Document
}
const documentOf = (id: string) => app.api<Document>('GET', `/knowledge-bases/${base}/documents/${id}`)
async function settled({ id }: Pick<Document, 'id'>): Promise<Document> {
  let document = await documentOf(id)
  await until(async () => ['ready', 'failed'].includes((document = await documentOf(id)).status), 'Reading', 30_000)
  return document
}
const search = async (query: string, limit = 3): Promise<readonly Result[]> =>
  (await app.api<{ results: readonly Result[] }>('POST', `/knowledge-bases/${base}/search`, { query, limit })).results
const add = (document: object) => app.api<Document>('POST', `/knowledge-bases/${base}/documents`, document)
let heard = 0
async function says(chat: number, text: string): Promise<string> {
  telegram.say(chat, text)
  return (await telegram.waitForReply(chat, ++heard, 15_000)).at(-1)?.text ?? ''
}

describe('a document that was uploaded', () => {
  test('is read in the background, and its facts are found with their page', async () => {
    const manual = pdfOf([
      ['Pump Manual', 'This manual is about the garden pump.'],
      ['The filter is cleaned every three weeks with lukewarm water.'],
      ['The warranty ends after forty-two months.'],
    ])
    const ready = await settled(await upload('pump.pdf', manual, 'application/pdf'))
    expect(ready).toMatchObject({ status: 'ready', pages: 3, chunks: 1 })
    const [filter] = await search('How often must I clean the filter?')
    expect(filter).toMatchObject({
      text: expect.stringContaining('three weeks'),
      source: { page: 2, document: ready.id },
    })
    expect((await search('When does the warranty end?'))[0]?.source.page).toBe(3)
    expect(filter!.score).toBeGreaterThan(0.5)
  }, 60_000)

  test('is the one that is there when it is uploaded again', async () => {
    const bytes = Buffer.from('# Tea\n\nGreen tea steeps for two minutes.')
    const first = await upload('tea.md', bytes, 'text/markdown')
    expect((await upload('again.md', bytes, 'text/markdown')).id).toBe(first.id)
    expect(await settled(first)).toMatchObject({ status: 'ready', title: 'tea.md' })
    const same = await settled(await add({ title: 'Copy', text: '# Tea\r\n\r\nGreen tea steeps for two minutes.' }))
    expect(same).toMatchObject({ status: 'failed', reason: expect.stringContaining('tea.md') })
  }, 30_000)

  test('says why it cannot be read', async () => {
    const broken = await settled(await upload('x.pdf', Buffer.from('%PDF-1.7 nothing'), 'application/pdf'))
    expect(broken).toMatchObject({ status: 'failed', reason: expect.stringContaining('damaged') })
    expect((await app.ask('POST', `/knowledge-bases/${base}/documents`)).status).toBe(400)
    expect((await app.ask('POST', `/knowledge-bases/${base}/documents`, { url: 'file:///etc/passwd' })).status).toBe(
      400,
    )
  }, 30_000)

  test('is gone when it is removed: nothing of it is left', async () => {
    const secret = await settled(
      await add({ title: 'Secret', text: 'The zanzibarquux is hidden under the third stone.' }),
    )
    expect((await search('where is the zanzibarquux?'))[0]?.source.document).toBe(secret.id)
    await app.api('DELETE', `/knowledge-bases/${base}/documents/${secret.id}`)
    expect((await search('where is the zanzibarquux?')).map(({ source }) => source.document)).not.toContain(secret.id)
    const rows = <Row>(sql: string, ...values: readonly string[]) => rowsOf<Row>(app.dataDir, 'library', sql, ...values)
    const terms = () =>
      onMysql
        ? ['words', 'grams'].flatMap((kind) => rows(`select 1 from knowledge_${kind} where term like 'zanz%'`))
        : ['words', 'grams']
            .flatMap((kind) => rows<{ readonly block: Buffer }>(`select block from knowledge_${kind}_1_data`))
            .filter(({ block }) => block.includes('zanzib') || block.includes('zanz'))
    const left = () => [
      ...terms(),
      ...rows('select 1 from knowledge_chunks where text like ?', '%zanzibar%'),
      ...rows('select 1 from knowledge_documents where id = ?', secret.id),
    ]
    await until(() => left().length === 0, 'Forgetting')
    expect((await app.ask('GET', `/knowledge-bases/${base}/documents/${secret.id}`)).status).toBe(404)
  }, 30_000)
})

describe('a website', () => {
  test('is read page by page of its sitemap, as its robots.txt asks', async () => {
    pages.set('/robots.txt', { body: 'User-agent: *\nDisallow: /private' })
    pages.set('/sitemap.xml', {
      body: `<?xml version="1.0"?><urlset><url><loc>${siteUrl}/hours</loc></url><url><loc>${siteUrl}/private</loc></url><url><loc>https://elsewhere.example/</loc></url></urlset>`,
    })
    pages.set('/hours', {
      body: '<title>Hours</title><main><p>The shop in Lyon opens at eleven on Saturdays.</p></main>',
      etag: '"1"',
    })
    pages.set('/private', { body: '<main>Nobody should read that the safe opens with 4711.</main>' })
    const { id } = await add({ sitemapUrl: `${siteUrl}/sitemap.xml`, recrawlHours: 1 })
    const read = async () =>
      (
        await app.api<{ items: readonly (Document & { siteId?: string })[] }>(
          'GET',
          `/knowledge-bases/${base}/documents`,
        )
      ).items.filter(({ siteId }) => siteId === id)
    await until(
      async () => (await read()).filter(({ status }) => ['ready', 'failed'].includes(status)).length === 2,
      'The site',
      30_000,
    )
    expect((await read()).map(({ status }) => status).toSorted()).toEqual(['failed', 'ready'])
    expect(asked.map(({ path }) => path)).not.toContain('/private')
    expect((await search('When does the shop in Lyon open on Saturday?'))[0]).toMatchObject({
      text: expect.stringContaining('eleven'),
      source: { title: 'Hours', url: `${siteUrl}/hours` },
    })
  }, 60_000)

  test('is asked whether a page changed, and only then read again', async () => {
    asked = []
    await add({ url: `${siteUrl}/hours` })
    await until(() => asked.some(({ path }) => path === '/hours'), 'A second look')
    expect(asked.find(({ path }) => path === '/hours')?.ifNoneMatch).toBe('"1"')
    pages.set('/hours', {
      body: '<title>Hours</title><main><p>The shop in Lyon opens at noon on Saturdays.</p></main>',
      etag: '"2"',
    })
    await add({ url: `${siteUrl}/hours` })
    await until(
      async () => (await search('When does the shop in Lyon open?'))[0]?.text.includes('noon') === true,
      'The change',
    )
    expect(
      (await search('When does the shop in Lyon open?', 20)).filter(({ text }) => text.includes('Lyon')),
    ).toHaveLength(1)
  }, 30_000)
})

describe('a person', () => {
  test('is answered from the documents, with the source, or told that they do not say', async () => {
    await settled(
      await add({ title: 'Returns', text: '# Returns\n\nShoes may be returned within fifty days in their box.' }),
    )
    expect(await says(1, '/know How many days do I have to return shoes?')).toMatch(/fifty days.*Source: Returns/s)
    expect(await says(1, '/know Who composed the symphony about Leningrad?')).toBe('I do not know.')
    expect(await says(1, '/know who composed the symphony about leningrad')).toBe('I do not know.')
    expect(await says(1, '/wrong How many days do I have to return shoes?')).toBe('Thank you.')
    const { questions, documents } = await app.api<{
      questions: readonly { question: string; asked: number; unanswered: number; unhelpful: number }[]
      documents: Record<string, number>
    }>('GET', `/knowledge-bases/${base}/stats`)
    expect(questions.map(({ asked: times, unanswered, unhelpful }) => [times, unanswered, unhelpful])).toEqual(
      expect.arrayContaining([
        [2, 2, 0],
        [1, 0, 1],
      ]),
    )
    expect(documents.ready).toBeGreaterThan(2)
  }, 30_000)

  test('of another tenant, and its chatbot, see nothing of it', async () => {
    const other = await createTelegramEmulator({ token: '2:other' })
    try {
      await addTelegramBot(app, other, 'elsewhere')
      other.say(9, '/know How many days do I have to return shoes?')
      expect((await other.waitForReply(9, 1, 15_000))[0]?.text).toBe('I do not know.')
    } finally {
      await other.close()
    }
  }, 30_000)
})

describe('a form', () => {
  const disposition = 'Content-Disposition: form-data'
  const part = (headers: string, content = 'x') => `--boundary\r\n${headers}\r\n\r\n${content}\r\n`
  const file = part(`${disposition}; name="f"; filename="a.txt"\r\nContent-Type: text/plain`)
  const end = '--boundary--\r\n'

  test.each([
    ['cut off behind the file', file, 'boundary', 400],
    ['cut off in a header', '--boundary\r\nContent-Dispos', 'boundary', 400],
    ['empty', '', 'boundary', 400],
    ['divided otherwise than it says', file + end, 'other', 400],
    ['without a boundary', file + end, '', 400],
    ['with a boundary past all measure', file + end, 'b'.repeat(5000), 400],
    ['no form at all', '\0\xff'.repeat(500), 'boundary', 400],
    ['of nameless parts', part(disposition) + end, 'boundary', 400],
    ['with a long title', part(`${disposition}; name="title"`, 't'.repeat(900)) + file + end, 'boundary', 400],
    ['of too many fields', part(`${disposition}; name="a"`).repeat(9) + file + end, 'boundary', 413],
  ])('that is %s is its sender’s fault', async (_what, body, boundary, status) => {
    const type = `multipart/form-data${boundary === '' ? '' : `; boundary=${boundary}`}`
    const answer = await fetch(`${app.url}/api/v1/knowledge-bases/${base}/documents`, {
      method: 'POST',
      headers: { authorization: app.authorization, 'content-type': type },
      body,
    })
    expect([answer.status, await answer.json()]).toEqual([
      status,
      { error: expect.objectContaining({ message: expect.any(String) }) },
    ])
  })
})

test('a knowledge base that is removed takes its tables with it', async () => {
  const { id } = await app.api<{ id: string }>('POST', '/knowledge-bases', { chatbotId: bot.chatbot.id, name: 'Short' })
  await app.api('POST', `/knowledge-bases/${id}/documents`, { title: 'One', text: 'One text of it.' })
  await app.api('DELETE', `/knowledge-bases/${id}`)
  expect((await app.ask('GET', `/knowledge-bases/${id}`)).status).toBe(404)
  const left = onMysql
    ? 'select 1 from knowledge_sizes where base = 2 union all select 1 from knowledge_words where base = 2'
    : "select 1 from sqlite_master where name like 'knowledge_words_2%'"
  await until(() => rowsOf(app.dataDir, 'library', left).length === 0, 'Dropping')
}, 30_000)
