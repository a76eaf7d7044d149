import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openApp } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

let app: RunningApp
let at: string

beforeAll(async () => {
  app = await openApp('plugins')
  await app.api('POST', '/tenants', { code: 'acme', name: 'Acme' })
  at = `/chatbots/${(await app.api<{ id: string }>('POST', '/tenants/acme/chatbots', { name: 'Ada' })).id}`
})
afterAll(() => app.close())

interface State {
  readonly version: number
  readonly autoPublish: boolean
  readonly hasDraft: boolean
}

const hours = { name: 'hours', utterances: { en: ['when do you open?'] }, answer: { say: { en: ['At nine.'] } } }

test('what was changed is told, and no secret of it', async () => {
  await app.api('PUT', `${at}/personality?note=Friendlier`, { tone: 'warm' })
  await app.api('POST', `${at}/intents`, hours)
  const secrets = { settings: { secrets: 'KEY=hush-hush' } }
  await app.api('PUT', `${at}/plugins/intent`, secrets)
  await app.api('PUT', `${at}/plugins/intent`, { settings: { secrets: 'KEY=hush-again' } })
  const { items } = await app.api<{ items: readonly object[] }>('GET', `${at}/versions`)
  expect(items).toMatchObject([
    { version: 5 },
    { version: 4 },
    { version: 3 },
    { version: 2, note: 'Friendlier', by: { kind: 'api-key', id: 'bootstrap' } },
    { version: 1 },
  ])
  const diff = async (query: string) =>
    (await app.api<{ changes: readonly object[] }>('GET', `${at}/versions/${query}`)).changes
  expect(await diff('2/diff')).toEqual([{ op: 'add', path: '/personality/tone', after: 'warm' }])
  expect(await diff('3/diff')).toEqual([{ op: 'add', path: '/intents/hours', after: hours }])
  expect(await diff('4/diff')).toEqual([
    { op: 'add', path: '/plugins/intent/enabled', after: true },
    { op: 'add', path: '/plugins/intent/settings/secrets', secret: true },
  ])
  expect(await diff('5/diff')).toEqual([{ op: 'replace', path: '/plugins/intent/settings/secrets', secret: true }])
  expect(await diff('2/diff?against=5')).toHaveLength(3)
  expect(await diff('1/diff')).toContainEqual({ op: 'add', path: '/name', after: 'Ada' })
  const whole = await app.api('GET', `${at}/versions/5`)
  expect(whole).toMatchObject({
    chatbot: { personality: { tone: 'warm' }, intents: [hours], plugins: { intent: { settings: {} } } },
  })
  for (const path of ['versions/9', 'versions/9/diff', 'versions/5/diff?against=9'])
    expect((await app.ask('GET', `${at}/${path}`)).status).toBe(404)
  expect(JSON.stringify([whole, await app.api('GET', `${at}/draft`), await diff('5/diff?against=1')])).not.toContain(
    'hush',
  )
})

test('a draft is tried, compared, published, and taken back', async () => {
  await app.api('PUT', at, { autoPublish: false })
  const { version } = await app.api<State>('PUT', `${at}/personality`, { tone: 'strict' })
  expect(await app.api('GET', `${at}/draft`)).toMatchObject({
    hasDraft: true,
    version,
    changes: [{ op: 'replace', path: '/personality/tone', before: 'warm', after: 'strict' }],
  })
  expect((await app.ask('PUT', at, { autoPublish: true })).status).toBe(409)
  expect(await app.api('POST', `${at}/publish`, { note: 'Stricter' })).toMatchObject({
    version: version + 1,
    note: 'Stricter',
  })
  await app.api('PUT', at, { name: 'Never' })
  await app.api('DELETE', `${at}/draft`)
  expect(await app.api('GET', at)).toMatchObject({ name: 'Ada', hasDraft: false, personality: { tone: 'strict' } })
  expect(await app.api('POST', `${at}/versions/${version}/restore`)).toMatchObject({ restored: version })
  expect(await app.api('PUT', at, { autoPublish: true })).toMatchObject({
    personality: { tone: 'warm' },
    autoPublish: true,
  })
})
