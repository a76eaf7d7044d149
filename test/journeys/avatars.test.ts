import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { glb, hostile, triangle, triangleWith, turning } from '../../src/avatars/fixtures/models.ts'
import type { ShownAvatar } from '../../src/contracts/avatars.ts'
import { addBot, apiOf, openApp } from '../parts/app.ts'
import type { Api, Bot, RunningApp } from '../parts/app.ts'
import { upload } from '../parts/upload.ts'

let app: RunningApp
const bots: Record<string, Bot> = {}
const owners: Record<string, Api> = {}
beforeAll(async () => {
  app = await openApp()
  for (const tenant of ['left', 'right']) {
    bots[tenant] = await addBot(app, tenant, 'web', { allowedOrigins: ['*'] })
    const { key } = await app.api<{ key: string }>('POST', '/auth/api-keys', { name: 'All', tenantCode: tenant })
    owners[tenant] = apiOf(app.url, key)
  }
})
afterAll(() => app.close())

const by = (tenant: string) => owners[tenant]!
const bring = (tenant: string, bytes: Uint8Array, fields: Readonly<Record<string, string>> = {}) =>
  upload(app, by(tenant).authorization, bytes, fields)
const config = async (tenant: string) => {
  const answer = await fetch(`${app.url}/embed/${bots[tenant]!.chatbot.embedId}/config`)
  return ((await answer.json()) as { readonly avatar: ShownAvatar | null }).avatar
}
const listed = async (api: Api, query = '') =>
  (await api.api<{ items: readonly { id: string }[] }>('GET', `/avatars${query}`)).items.map(({ id }) => id)
async function* pages(api: Api): AsyncGenerator<string> {
  for (let cursor = ''; ;) {
    const { items, nextCursor } = await api.api<{ items: readonly { id: string }[]; nextCursor: string | null }>(
      'GET',
      `/avatars?limit=1${cursor}`,
    )
    yield* items.map(({ id }) => id)
    if (nextCursor === null) return
    cursor = `&cursor=${nextCursor}`
  }
}
const model = (name = 'Triangle') => {
  const { json, binary } = triangle()
  return glb({ ...json, nodes: [{ mesh: 0, name }] }, binary)
}
const filesOn = async (folder: string) =>
  (await readdir(folder, { recursive: true }).catch(() => [])).filter((name) => /[0-9a-f]{64}$/.test(name))

test('what a tenant brings is what its website shows, and its other files are gone with it', async () => {
  expect(await config('left')).toMatchObject({
    id: 'default',
    name: 'Nova',
    face: { convention: 'oculus' },
    clipsUrl: null,
  })
  const { status, body } = await bring('left', model(), { name: 'Tri' })
  expect({ status, body }).toMatchObject({ status: 201, body: { name: 'Tri', visibility: 'own', licence: 'CC0', author: 'Ada' } }) // prettier-ignore
  expect(await listed(by('left'))).toEqual(['default', body.id])

  const { chatbot } = bots['left']!
  await by('left').api('POST', `/chatbots/${chatbot.id}/avatar`, { avatarId: body.id })
  const shown = await config('left')
  expect(shown).toMatchObject({ id: body.id, url: body.url, posterUrl: body.posterUrl, bones: {}, clips: [] })
  for (const [path, type] of [
    [shown!.url, 'model/gltf-binary'],
    [shown!.plainUrl!, 'model/gltf-binary'],
    [shown!.posterUrl!, 'image/webp'],
  ] as const) {
    const answer = await fetch(app.url + path)
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, type])
  }
  const preview = await by('left').ask('GET', `/avatars/${body.id}/preview`)
  expect([preview.url, preview.headers.get('content-type')]).toEqual([app.url + body.posterUrl, 'image/webp'])
  expect(await by('left').api('POST', `/avatars/${body.id}/validate`)).toEqual({ valid: true, issues: [] })
  expect(await by('left').api('POST', `/avatars/${body.id}/optimize`)).toMatchObject({ id: body.id, url: body.url })

  expect((await by('left').ask('DELETE', `/avatars/${body.id}`)).status).toBe(409)
  await by('left').api('POST', `/chatbots/${chatbot.id}/avatar`, { avatarId: null })
  expect(await config('left')).toBeNull()
  await by('left').api('POST', `/chatbots/${chatbot.id}/avatar`, { avatarId: 'default' })
  await by('left').api('DELETE', `/avatars/${body.id}`)
  expect((await by('left').ask('GET', `/avatars/${body.id}`)).status).toBe(404)
  expect((await fetch(app.url + body.url)).status).toBe(404)
  expect(await filesOn(join(app.dataDir, 'files', 'left', 'avatars'))).toEqual([])
}, 30_000)

test('another tenant’s avatar is none: not by its id, in lists, for chatbots, or under another’s files', async () => {
  const [{ body: theirs }, { body: mine }] = await Promise.all([bring('left', model('A')), bring('right', model('A'))])
  const none = 'av_00000000000000000000000a'
  const bare = async (answer: Response) => [answer.status, (await answer.text()).replace(/"requestId":"[^"]*"/, '')]
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['GET', '/animations', undefined],
    ['GET', '/preview', undefined],
    ['POST', '/validate', undefined],
    ['POST', '/optimize', undefined],
    ['PUT', '/animation-map', {}],
    ['DELETE', '', undefined],
  ] as const) {
    const [foreign, unknown] = await Promise.all(
      [theirs.id, none].map(async (id) => bare(await by('right').ask(method, `/avatars/${id}${path}`, body))),
    )
    expect([method, path, foreign]).toEqual([method, path, unknown])
    expect(foreign?.[0]).toBe(404)
  }
  expect(await listed(by('right'))).toEqual(['default', mine.id])
  const { chatbot } = bots['right']!
  const chosen = await by('right').ask('POST', `/chatbots/${chatbot.id}/avatar`, { avatarId: theirs.id })
  expect(chosen.status).toBe(400)
  // The same content, and still each its own: one's may go while the other's stays.
  expect(theirs.url.split('/').at(-1)).toBe(mine.url.split('/').at(-1))
  expect(theirs.url).not.toBe(mine.url)
  await by('left').api('DELETE', `/avatars/${theirs.id}`)
  expect([(await fetch(app.url + theirs.url)).status, (await fetch(app.url + mine.url)).status]).toEqual([404, 200])
}, 30_000)

test('a file that two avatars of a tenant share stays as long as one of them', async () => {
  const [{ body: one }, { body: other }] = [await bring('left', model('B')), await bring('left', model('B'))]
  expect([one.url, one.id === other.id]).toEqual([other.url, false])
  await by('left').api('DELETE', `/avatars/${one.id}`)
  expect((await fetch(app.url + other.url)).status).toBe(200)
  const original = model('B')
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(original))).toString('hex')
  // What was brought is kept for later, and for nobody to load.
  expect(await filesOn(join(app.dataDir, 'files', 'left', 'avatars'))).toContainEqual(expect.stringContaining(hash))
  expect((await fetch(app.url + other.url.replace(/[0-9a-f]{64}/, hash))).status).toBe(404)
  await by('left').api('DELETE', `/avatars/${other.id}`)
}, 30_000)

test('everyone’s are brought by who administers the platform; premium ones are for plans that have them', async () => {
  const platform = (fields: Readonly<Record<string, string>>) => upload(app, app.authorization, model('C'), fields)
  const [{ body: shared }, { body: premium }] = [
    await platform({ name: 'For all' }),
    await platform({ name: 'For some', visibility: 'premium' }),
  ]
  expect([shared.visibility, premium.visibility]).toEqual(['shared', 'premium'])
  await app.api('PUT', '/tenants/right/subscription', { plan: 'free' })
  expect(await listed(by('left'))).toEqual(expect.arrayContaining([shared.id, premium.id]))
  const right = await listed(by('right'))
  expect([right.includes(shared.id), right.includes(premium.id)]).toEqual([true, false])
  expect((await by('right').ask('GET', `/avatars/${premium.id}`)).status).toBe(404)
  expect(await listed(by('left'), '?visibility=premium')).toEqual([premium.id])
  expect(await listed(by('left'), '?q=for%20ALL')).toEqual([shared.id])
  const whole = await listed(by('left'))
  const paged = await Array.fromAsync(pages(by('left')))
  expect(paged).toEqual(whole)
  for (const tenant of ['left', 'right']) {
    expect((await by(tenant).ask('DELETE', `/avatars/${shared.id}`)).status).toBe(403)
    expect((await upload(app, by(tenant).authorization, model(), { visibility: 'shared' })).status).toBe(400)
  }
  expect((await fetch(app.url + shared.url)).status).toBe(200)
  await app.api('DELETE', `/avatars/${shared.id}`)
  await app.api('DELETE', `/avatars/${premium.id}`)
  expect(await filesOn(join(app.dataDir, 'avatars'))).toEqual([])
}, 30_000)

describe('when it plays what', () => {
  test('is said for a tenant or one of its chatbots, checked, and told to the website', async () => {
    const { chatbot } = bots['left']!
    const { status, body } = await bring('left', turning('Hello_Wave'), { name: 'Waver', licence: 'MIT' })
    expect(status).toBe(201)
    const at = `/avatars/${body.id}`
    expect(await by('left').api('GET', `${at}/animations`)).toMatchObject({
      clips: [{ name: 'Hello_Wave', seconds: 1, loops: false }],
      animations: { gestures: { greeting: { from: 'own', clip: 'Hello_Wave' }, dance: null } },
    })
    await by('left').api('PUT', `${at}/animation-map`, { gestures: { happy: 'Hello_Wave' }, intents: { thanks: 'Hello_Wave' } }) // prettier-ignore
    await by('left').api('PUT', `${at}/animation-map`, { chatbotId: chatbot.id, gestures: { greeting: null } })
    await by('left').api('POST', `/chatbots/${chatbot.id}/avatar`, { avatarId: body.id })
    const own = { from: 'own', clip: 'Hello_Wave' }
    expect((await config('left'))?.animations).toMatchObject({
      gestures: { happy: own, greeting: null },
      intents: { thanks: own },
    })
    for (const [wrong, field] of [
      [{ gestures: { happy: 'Nothing' } }, 'gestures.happy.clip'],
      [{ gestures: { happy: { from: 'default', clip: 'happy' } } }, 'gestures.happy.clip'],
      [{ gestures: { fly: 'Hello_Wave' } }, 'gestures.fly'],
    ] as const) {
      const answer = await by('left').ask('PUT', `${at}/animation-map`, wrong)
      const { error } = (await answer.json()) as { error: { field: string } }
      expect([answer.status, error.field]).toEqual([400, field])
    }
  }, 30_000)

  test('is the tenant’s choice for everyone’s, too', async () => {
    await by('right').api('PUT', '/avatars/default/animation-map', {
      gestures: { greeting: { from: 'own', clip: 'heart' } },
    })
    expect((await config('right'))?.animations.gestures.greeting).toEqual({ from: 'own', clip: 'heart' })
    expect(await by('left').api('GET', '/avatars/default/animations')).toMatchObject({
      animations: { gestures: { greeting: { from: 'own', clip: 'greeting' } } },
    })
    expect((await by('left').ask('POST', '/avatars/default/optimize')).status).toBe(403)
    expect((await app.ask('POST', '/avatars/default/optimize')).status).toBe(409)
  })
})

test('a model of which nobody says what may be done with it is there, and says nothing of it either', async () => {
  const { status, body } = await bring('left', triangleWith(() => ({ asset: { version: '2.0' } })), { name: 'Bare', author: 'Ada' }) // prettier-ignore
  expect({ status, body }).toMatchObject({ status: 201, body: { name: 'Bare', author: 'Ada' } })
  expect(body).not.toHaveProperty('licence')
})

describe('what is wrong with a file is said, and nothing of it stays', () => {
  test.each(Object.entries(hostile))('%s', async (_what, [code, bytes]) => {
    const { status, body } = await bring('left', bytes())
    expect([status, body.error?.code]).toEqual([422, code])
    expect(body.error?.message).toMatch(/^[A-Z].*\.$/)
  })

  test('a model that only the validator finds out about', async () => {
    const { status, body } = await bring('left', triangleWith(() => ({ accessors: [{ bufferView: 0, componentType: 5126, count: 30, type: 'VEC3' }] }))) // prettier-ignore
    expect([status, body.error?.code]).toEqual([422, 'E_MODEL_INVALID'])
  })

  test('a form without a file, or with strange fields', async () => {
    const answers = [await by('left').ask('POST', '/avatars/upload', {}), await bring('left', model(), { nmae: 'Tri' })]
    expect(answers.map(({ status }) => status)).toEqual([400, 400])
  })
})

test('other requests are answered while models are worked on, and who comes too late is told to wait', async () => {
  const many = Array.from({ length: 16 }, (_, at) => bring('left', model(`M${at}`)))
  const all = Promise.all(many)
  const ending = all.then(() => 'done')
  const going = new Promise<string>((resolve) => setImmediate(resolve, 'going'))
  let answered = 0
  for (; (await Promise.race([ending, going])) !== 'done'; answered += 1) {
    expect((await fetch(`${app.url}/health/live`)).status).toBe(200)
    expect((await config('right'))?.id).toBe('default')
  }
  const statuses = (await all).map(({ status }) => status)
  expect(answered).toBeGreaterThan(10)
  expect(new Set(statuses)).toEqual(new Set([201, 503]))
  expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(12)
}, 60_000)
