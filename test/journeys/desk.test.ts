import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp, until } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

interface Listed {
  readonly id: string
  readonly tags: readonly string[]
  readonly contacts: readonly { readonly id: string; readonly name?: string }[]
  readonly excerpt?: { readonly text: string; readonly highlights: readonly { start: number; end: number }[] }
}
interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}
interface Contact {
  readonly id: string
  readonly name?: string
  readonly attributes: object
  readonly tags: readonly string[]
  readonly identities: readonly { readonly userId: string }[]
  readonly merges: readonly { readonly id: string; readonly by?: { readonly name: string } }[]
}

let app: RunningApp
let emulator: TelegramEmulator

beforeAll(async () => {
  emulator = await createTelegramEmulator()
  app = await openApp()
  await addTelegramBot(app, emulator, 'acme')
  await app.api('POST', '/tenants', { code: 'other', name: 'Other' })
  for (const [chat, text] of [
    [41, 'where is my walrus'],
    [42, 'the parcel is broken'],
  ] as const) {
    emulator.say(chat, text)
    await emulator.waitForReply(chat, 1, 10_000)
  }
})
afterAll(async () => {
  await app.close()
  await emulator.close()
})

const search = async (query: string) =>
  (await app.api<Page<Listed>>('GET', `/tenants/acme/conversations?${query}`)).items
const contacts = async (query = '') => (await app.api<Page<Contact>>('GET', `/tenants/acme/contacts${query}`)).items

test('an agent finds what was said, answers by name, notes, tags and looks on', async () => {
  const hangUp = new AbortController()
  const stream = await fetch(`${app.url}/api/v1/tenants/acme/conversations/events`, {
    headers: { authorization: app.authorization },
    signal: hangUp.signal,
  })
  const heard: string[] = []
  const reading = (async () => {
    for await (const chunk of stream.body!) heard.push(Buffer.from(chunk).toString())
  })()
  const [found, ...others] = await search('text=wal')
  expect(others).toEqual([])
  const { text, highlights } = found!.excerpt!
  expect(highlights.map(({ start, end }) => text.slice(start, end))).toEqual(['walrus'])
  const at = `/conversations/${found!.id}`
  await app.api('PUT', `${at}/tags`, { tags: ['zoo', 'zoo'] })
  const note = await app.api<{ id: string; author: object }>('POST', `${at}/notes`, { text: 'A secret of the team.' })
  expect(note.author).toMatchObject({ name: expect.stringMatching(/\w/) })
  await app.api('POST', `${at}/messages`, { parts: [{ type: 'text', text: 'It is in the pool.' }] })
  const replies = await emulator.waitForReply(41, 2, 10_000)
  expect(replies.map((reply) => reply.text)).toContain('It is in the pool.')
  expect(JSON.stringify(replies)).not.toContain('secret of the team')
  const { items } = await app.api<Page<{ from: string; author?: { name?: string } }>>(
    'GET',
    `${at}/messages?order=newest`,
  )
  expect(items[0]).toMatchObject({ from: 'agent', author: note.author })
  expect(items.at(-1)).toMatchObject({ from: 'visitor', author: { id: found!.contacts[0]!.id } })
  expect(await search('tag=zoo&state=open')).toMatchObject([{ id: found!.id, tags: ['zoo'] }])
  expect(await app.api('GET', '/tenants/acme/tags')).toEqual({ conversations: ['zoo'], contacts: [] })
  await until(() => heard.join('').includes('event: message.said'))
  expect(heard.join('')).toContain('event: conversation.tagged')
  expect(heard.join('')).not.toContain('pool')
  hangUp.abort()
  await reading.catch(() => undefined)
})

test('contacts are merged, go on as one in plugins and lists, and are parted again', async () => {
  const [two, one] = await contacts()
  await app.api('PUT', `/contacts/${one!.id}`, { name: 'Ada', attributes: { customer: 7 }, tags: ['vip'] })
  const before = await app.api<Contact>('GET', `/contacts/${two!.id}`)
  const merged = await app.api<Contact>('POST', `/contacts/${one!.id}/merge`, { contactId: two!.id })
  expect(merged).toMatchObject({ id: one!.id, name: 'Ada', tags: ['vip'] })
  expect(merged.identities.map(({ userId }) => userId)).toEqual(['41', '42'])
  expect(await contacts()).toHaveLength(1)
  const conversations = await app.api<Page<Listed>>('GET', `/contacts/${two!.id}/conversations`)
  expect(conversations.items.map((listed) => listed.contacts)).toEqual([
    [{ id: one!.id, name: 'Ada' }],
    [{ id: one!.id, name: 'Ada' }],
  ])
  expect((await app.ask('POST', `/contacts/${one!.id}/merge`, { contactId: two!.id })).status).toBe(409)
  await app.api('POST', `/contacts/${one!.id}/unmerge`, { mergeId: merged.merges[0]!.id })
  expect(await app.api('GET', `/contacts/${two!.id}`)).toEqual(before)
  expect((await app.ask('POST', `/contacts/${one!.id}/unmerge`, { mergeId: merged.merges[0]!.id })).status).toBe(404)
})

test('what does not fit is refused, and another tenant’s is not there', async () => {
  const [one] = await contacts()
  for (const [change, field] of [
    [{ email: 'nobody' }, 'email'],
    [{ phone: '12345' }, 'phone'],
    [{ timeZone: 'Moon/Base' }, 'timeZone'],
    [{ attributes: { __proto__x: {} } }, 'attributes.__proto__x'],
    [{ tags: [''] }, 'tags.0'],
  ] as const) {
    const response = await app.ask('PUT', `/contacts/${one!.id}`, change)
    expect([response.status, ((await response.json()) as { error: { field: string } }).error.field]).toEqual([
      400,
      field,
    ])
  }
  const { items } = await app.api<Page<Listed>>('GET', '/tenants/other/conversations?text=walrus')
  expect(items).toEqual([])
  expect(await app.api('GET', `/tenants/other/conversations?contact=${one!.id}`)).toMatchObject({ items: [] })
  for (const path of ['from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'text=%21%21', 'sort=best', 'cursor=x'])
    expect((await app.ask('GET', `/tenants/acme/conversations?${path}`)).status).toBe(400)
})
