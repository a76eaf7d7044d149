import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Conflict, NotFound } from '../../contracts/errors.ts'
import { idMint } from '../../contracts/id.ts'
import type { ChannelId, ContactId, MergeId, TenantCode, TenantKey } from '../../contracts/id.ts'
import type { Person } from '../../contracts/people.ts'
import type { TenantStore } from '../../contracts/ports.ts'
import { accept, answered, channel, otherChannel, says, turnOf } from '../../testing/store/fixtures.ts'
import { openDatabases } from '../../../test/parts/engine.ts'
import type { Databases } from '../databases.ts'
import type { Database } from '../database.ts'
import { openStore } from './index.ts'
import { createKinship, type Kinship } from './kinship.ts'

const folder = mkdtempSync(join(tmpdir(), 'people-'))
let ids = 0
const mint = idMint('abcde' as TenantKey, (length) => (ids++).toString(36).padStart(length, '0')) // a test's own brand
const grace = { id: 'us_1', name: 'Grace' }
let now = Date.UTC(2026, 0, 1)
let databases: Databases
let database: Database
let store: TenantStore
let kinship: Kinship

beforeAll(async () => {
  databases = await openDatabases(folder)
  await databases.provision('acme' as TenantCode) // as above
  database = await databases.open('acme' as TenantCode)
  store = openStore(database, mint, () => now++)
  kinship = createKinship(database, mint, () => now++)
})
afterAll(async () => {
  await store.close()
  database.close()
  await databases.close()
  rmSync(folder, { recursive: true })
})

/** Somebody new, met on a channel. */
async function meet(name?: string, on: ChannelId = channel): Promise<ContactId> {
  const id = mint('ct')
  const insert = database.prepare<(string | number | null)[]>(
    'insert into contacts (id, channel_id, user_id, name, created_at) values (?, ?, ?, ?, ?)',
  )
  await database.write(() => insert.run(id, on, `user ${id}`, name ?? null, now++))
  return id
}

const writing = <Result>(unit: () => Result): Promise<Result> => database.write(unit)

const personOf = async (id: ContactId): Promise<Person> => {
  const person = await store.people.find(id)
  if (person === undefined) throw new Error('There is nobody.')
  return person
}

describe('identities', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('merge', 'merge', 'undo', 'move'), fc.nat(5), fc.nat(5)), {
    maxLength: 14,
  })

  /** Who is one, by nothing but the merges that hold. */
  function groupsBy(contacts: readonly ContactId[], edges: Iterable<readonly [ContactId, ContactId]>) {
    const group = new Map(contacts.map((id) => [id, new Set([id])]))
    for (const [one, other] of edges) {
      const both = new Set([...(group.get(one) ?? []), ...(group.get(other) ?? [])])
      for (const id of both) group.set(id, both)
    }
    return group
  }

  test('are the same persons as the merges that hold, whatever is merged, undone and moved in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        let contacts = await Promise.all(Array.from({ length: 6 }, () => meet()))
        const merges = new Map<MergeId, readonly [ContactId, ContactId]>()
        for (const [what, first, second] of script) {
          const [one, other] = [contacts[first % contacts.length], contacts[second % contacts.length]]
          if (one === undefined || other === undefined) continue
          if (what === 'merge') {
            const before = groupsBy(contacts, merges.values())
            if (before.get(one)?.has(other) === true)
              await expect(writing(() => kinship.merge(one, other))).rejects.toThrow(Conflict)
            else {
              // It is the persons who are merged.
              const edge = [kinship.personOf(one), kinship.personOf(other)] as const
              merges.set(await writing(() => kinship.merge(one, other)), edge)
            }
          } else if (what === 'undo') {
            const [id, edge] = [...merges][second % Math.max(1, merges.size)] ?? []
            if (id === undefined || edge === undefined) continue
            const isPart = groupsBy(contacts, merges.values()).get(one)?.has(edge[1]) === true
            if (!isPart) await expect(writing(() => kinship.unmerge(one, id))).rejects.toThrow(NotFound)
            else {
              await writing(() => kinship.unmerge(one, id))
              merges.delete(id)
            }
          } else if (one !== other && contacts.length > 2) {
            const before = groupsBy(contacts, merges.values())
            const united = new Set([...(before.get(one) ?? []), ...(before.get(other) ?? [])])
            await writing(() => {
              kinship.join(one, other)
              database.prepare('delete from contacts where id = ?').run(other)
            })
            contacts = contacts.filter((id) => id !== other)
            // Which merges hold them together now is ours to choose; that they are one person is not.
            for (const id of united) if (id !== other) expect(kinship.personOf(id)).toBe(kinship.personOf(one))
            merges.clear()
            for (const person of new Set(contacts.map((id) => kinship.personOf(id))))
              for (const { id, from } of (await personOf(person)).merges) {
                const parent = database
                  .prepare<[string], { merged_into: ContactId }>('select merged_into from contacts where id = ?')
                  .get(from)
                merges.set(id, [parent?.merged_into ?? from, from])
              }
          }
          const groups = groupsBy(contacts, merges.values())
          for (const id of contacts) expect(new Set(kinship.partsOf(kinship.personOf(id)))).toEqual(groups.get(id))
        }
        for (const id of [...merges.keys()].toReversed()) await writing(() => kinship.unmerge(merges.get(id)![1], id))
        for (const id of contacts) expect(kinship.partsOf(kinship.personOf(id))).toEqual([id])
      }),
      { numRuns: 60 },
    )
  })

  test('have what each said before, when a merge is undone, and the person has what was said of all', async () => {
    const { people } = store
    const [ada, countess] = await Promise.all([meet('ada'), meet('The Countess', otherChannel)])
    await people.change(ada, { name: 'Ada', attributes: { plan: 'gold', city: 'London' }, tags: ['vip', 'both'] })
    await people.change(countess, {
      email: 'ada@example.org',
      attributes: { plan: 'free', age: 36 },
      tags: ['both', 'old'],
    })
    const before = [await personOf(ada), await personOf(countess)]
    const { id } = await people.merge(ada, countess, grace)
    const merged = await personOf(countess)
    expect(merged).toMatchObject({
      id: ada,
      name: 'Ada',
      email: 'ada@example.org',
      attributes: { plan: 'gold', city: 'London', age: 36 },
      tags: ['both', 'old', 'vip'],
      identities: [{ id: ada }, { id: countess }],
      merges: [{ id, into: ada, from: countess, by: grace }],
    })
    // Said again as it is, nothing is anybody else's; taken away, it is away from the person alone.
    await people.change(countess, { email: 'ada@example.org', attributes: { age: null }, tags: ['vip', 'new'] })
    expect(await personOf(ada)).toMatchObject({ attributes: { plan: 'gold', city: 'London' }, tags: ['new', 'vip'] })
    await people.unmerge(countess, id)
    expect(await personOf(countess)).toEqual(before[1])
    expect(await personOf(ada)).toEqual({ ...before[0], tags: ['new', 'vip'] })
    await expect(people.unmerge(ada, id)).rejects.toThrow(NotFound)
    await expect(people.merge(ada, 'ct_abcdenobody' as ContactId, grace)).rejects.toThrow(NotFound)
  })

  test('become one by a verified claim, once, and are suggested where nobody verified it', async () => {
    const { people } = store
    const [one, other, third] = await Promise.all([meet('one'), meet('two', otherChannel), meet('three')])
    const phone = { kind: 'phone', value: '+4915100000001' } as const
    expect(await people.claim(one, { ...phone, verifiedBy: 'whatsapp' })).toBeUndefined()
    await people.change(third, { phone: phone.value })
    const merge = await people.claim(other, { ...phone, verifiedBy: 'signal' })
    expect(merge).toMatchObject({ into: one, from: other, claim: phone })
    expect(await people.suggestions(one)).toMatchObject([{ person: { id: third }, because: [phone] }])
    await people.unmerge(one, merge!.id)
    expect(await people.claim(other, { ...phone, verifiedBy: 'signal' })).toBeUndefined()
    expect((await people.suggestions(other)).map(({ person }) => person.id).toSorted()).toEqual([one, third].toSorted())
  })

  test('of a number that two platforms verified are one from the first message on, and plugins find what they kept', async () => {
    const subject = { store, now, crash: async () => undefined }
    const said = async (on: ChannelId, user: string, id: string, phone: string) => {
      const event = says(id, user, { from: { id: user, name: user } })
      const [accepted] = await store.inbox.accept(on, [event])
      const turn = await turnOf(subject, accepted!.conversation!)
      const { id: contact, ...known } = await store.contacts.resolve(on, { id: user, name: user }, phone)
      return {
        ...turn,
        channel: { ...turn.channel, id: on },
        contact: { ...turn.contact, id: contact, ...known, phone },
      }
    }
    const record = (key: string, scope: string, value: unknown) => ({
      plugin: 'p',
      scope: `contact:${scope}`,
      key,
      value,
    })
    const first = await said(channel, 'wa-1', 'w1', '+4915100000002')
    await store.turns.commit({
      ...first,
      writes: [record('cart', first.contact.id, 1), record('both', first.contact.id, 'a')],
    })
    const second = await said(otherChannel, 'sig-1', 's1', '+4915100000002')
    expect(second.contact.isNew).toBe(true)
    await store.turns.commit({
      ...second,
      writes: [record('both', second.contact.id, 'b'), record('own', second.contact.id, 2)],
    })
    const known = await store.contacts.resolve(otherChannel, { id: 'sig-1' }, '+4915100000002')
    expect(known).toEqual({ id: first.contact.id, identity: second.contact.id, isNew: false })
    const scope = `contact:${known.id}`
    const get = (key: string) => store.pluginStore.get('p', scope, key)
    expect(await Promise.all(['cart', 'both', 'own'].map(get))).toEqual([1, 'a', 2])
    expect(await store.pluginStore.keys('p', scope, '')).toEqual(['both', 'cart', 'own'])
    // What a plugin forgets of a person it forgets of all that they are.
    const third = await said(otherChannel, 'sig-1', 's2', '+4915100000002')
    await store.turns.commit({
      ...third,
      writes: [record('both', known.id, undefined)],
      contactChange: { language: 'de' },
    })
    expect(await get('both')).toBeUndefined()
    expect((await store.contacts.resolve(channel, { id: 'wa-1' })).language).toBe('de')
    expect(await store.people.conversations(known.id, 10)).toHaveLength(2)
  })

  test('are found by names, numbers, addresses and attributes, each person once', async () => {
    const [one, other] = await Promise.all([meet('Zoë Łukasiewicz'), meet('Łukasiewicz, Zoe', otherChannel)])
    await store.people.change(one, { phone: '+48221234567', attributes: { customer: 'K-77' }, tags: ['polish'] })
    await store.people.merge(one, other, grace)
    while (!(await store.searchIndex.follow()));
    for (const text of ['zoe', 'łukas', '+48 22 123', 'K-77'])
      expect([text, ...(await store.people.list({ text }, 10)).items.map(({ id }) => id)]).toEqual([text, one])
    expect((await store.people.list({ tag: 'polish' }, 10)).items.map(({ id }) => id)).toEqual([one])
    const all: ContactId[] = []
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await store.people.list({}, 7, cursor)
      all.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(new Set(all).size).toBe(all.length)
    expect(all).toContain(one)
    expect(all).not.toContain(other)
    await expect(store.people.list({ text: '!!!' }, 10)).rejects.toThrow('no word')
  })

  test('are told by the platform what they are called now', async () => {
    const subject = { store, now, crash: async () => undefined }
    const say = (id: string, name: string) => accept(store, says(id, 'renamed', { from: { id: 'renamed', name } }))
    await answered(subject, await say('r1', 'Before'))
    const conversation = await say('r2', 'After')
    const turn = await turnOf(subject, conversation)
    await store.turns.commit({
      ...turn,
      contact: { ...turn.contact, ...(await store.contacts.resolve(channel, turn.from!)) },
    })
    while (!(await store.searchIndex.follow()));
    const { items } = await store.people.list({ text: 'after' }, 5)
    expect(items.map(({ name }) => name)).toEqual(['After'])
  })
})
