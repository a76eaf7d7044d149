import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { TOTP } from 'otpauth'
import { clientFiles } from '../../scripts/client-files.ts'
import { createClient } from '../../src/client/index.ts'
import { example } from '../../src/api/examples.ts'
import { permissions, roles } from '../../src/contracts/accounts.ts'
import { permissionsOf } from '../../src/auth/roles.ts'
import { apiOf } from '../parts/app.ts'
import type { Api } from '../parts/app.ts'
import { countStatements } from './statements.ts'
import { misfit, substituted } from './document.ts'
import type { Documented } from './document.ts'
import { exampleOf, openWorld, personIn, signedIn } from './world.ts'
import type { Side, World } from './world.ts'

/** The document is the list of what is tested: a new route is walked, guarded and attacked without a line here. */

let world: World
const counter = countStatements()
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.close())

interface Sent {
  readonly path?: string
  readonly body?: unknown
  readonly by?: Api
}

/** What examples cannot know, because it is made on the way. */
const prepared: Record<string, (side: Side) => Promise<Sent>> = {
  'POST /api/v1/auth/login': async ({ email, password }) => ({ body: { email, password } }),
  'POST /api/v1/auth/refresh': async ({ email, password }) => {
    const { refreshToken } = await nobody().api<{ refreshToken: string }>('POST', '/auth/login', { email, password })
    return { body: { refreshToken } }
  },
  // Of people of their own: sessions end with a password.
  'POST /api/v1/auth/password/reset': async ({ code, password, letterTo }) => {
    const email = `forgetful@${code}.example`
    await personIn(world.app, code, 'viewer', email)
    await nobody().api('POST', '/auth/password/forgot', { email })
    const [, token] = /https?:\S+#([\w-]+)/.exec(await letterTo(email)) ?? []
    return { body: { token, password } }
  },
  'PUT /api/v1/auth/password': async ({ code, password }) => {
    const { owner: by } = await personIn(world.app, code, 'viewer', `careful@${code}.example`)
    return { by, body: { current: password, password: `${password}!` } }
  },
  'POST /api/v1/auth/sso/logout': async ({ email }) => ({ by: await signedIn(world.app, email) }),
  'POST /api/v1/auth/logout': async ({ email }) => ({ by: await signedIn(world.app, email) }),
  'POST /api/v1/auth/invitations/accept': async ({ code, owner }) => {
    const invitation = { email: `new@${code}.example`, role: 'viewer' }
    const { token } = await owner.api<{ token: string }>('POST', `/tenants/${code}/invitations`, invitation)
    return { body: { token, name: 'New', password: 'correct horse battery' } }
  },
  'POST /api/v1/auth/second-factor/confirm': (side) => withCode(side, false),
  'DELETE /api/v1/auth/second-factor': async (side) => {
    const { by, body } = await withCode(side, true)
    return { by: by!, path: `/api/v1/auth/second-factor?code=${(body as { code: string }).code}` }
  },
  'DELETE /api/v1/auth/sessions/{id}': async ({ email, fresh }) => ({
    by: await signedIn(world.app, email),
    path: `/api/v1/auth/sessions/${await fresh(example.session)}`,
  }),
  'POST /api/v1/tenants': async ({ code }) => ({ by: world.app, body: { code: `${code}-shop`, name: 'Shop' } }),
  'POST /api/v1/tenants/{tenantCode}/restore': async ({ code }) => {
    await world.app.api('POST', '/tenants', { code: `${code}-back`, name: 'Back' })
    await world.app.api('DELETE', `/tenants/${code}-back`)
    return { path: `/api/v1/tenants/${code}-back/restore`, by: world.app }
  },
  'DELETE /api/v1/tenants/{tenantCode}': async ({ code }) => {
    await world.app.api('POST', '/tenants', { code: `${code}-gone`, name: 'Gone' })
    return { path: `/api/v1/tenants/${code}-gone`, by: world.app }
  },
}

prepared['POST /api/v1/contacts/{id}/unmerge'] = async ({ fresh, owner }) => {
  const [id, contactId] = [await fresh(example.contact), await fresh(example.contact)]
  const { merges } = await owner.api<{ merges: readonly { id: string }[] }>('POST', `/contacts/${id}/merge`, {
    contactId,
  })
  return { path: `/api/v1/contacts/${id}/unmerge`, body: { mergeId: merges[0]!.id } }
}

prepared['POST /api/v1/channels/{id}/identity-secret'] = async ({ code, owner, things }) => {
  const web = { platform: 'web', chatbotId: things.get(example.chatbot), name: 'Shop', settings: {} }
  const { id } = await owner.api<{ id: string }>('POST', `/tenants/${code}/channels`, web)
  return { path: `/api/v1/channels/${id}/identity-secret` }
}

/** What this walk cannot reach, and where it is walked instead. */
const elsewhere: Record<string, string> = {
  'GET /messages/receive/tenants/{tenantCode}/channels/{platform}/tokens/{token}': 'the journeys of each platform',
  'POST /messages/receive/tenants/{tenantCode}/channels/{platform}/tokens/{token}': 'the journeys of each platform',
  'POST /api/v1/avatars/upload': 'journeys/avatars.test.ts: a form with a model',
  'GET /api/v1/avatars/{id}/preview': 'journeys/avatars.test.ts: it leads to a picture',
  'GET /media/{id}': 'api/routes/media.test.ts: only a signed URL leads there',
  'GET /exports/{id}/file': 'journeys/rights.test.ts: only a signed URL leads there, to an archive that is ready',
  'POST /api/v1/channels/{id}/pair': 'api/routes/channel-ways.test.ts: Telegram pairs nothing',
  'GET /api/v1/channels/{id}/manifest': 'api/routes/channel-ways.test.ts: Telegram has no apps',
  'POST /api/v1/channels/{id}/install': 'api/routes/channel-ways.test.ts: Telegram has no apps',
  'POST /api/v1/places': 'journeys/move.test.ts: it makes the folder that it is told',
  'DELETE /api/v1/places/{place}': 'journeys/move.test.ts: there is none without the one above',
  'POST /api/v1/tenants/{tenantCode}/move': 'journeys/move.test.ts: there is nowhere to go',
  'GET /api/v1/tenants/{tenantCode}/move': 'journeys/move.test.ts: nobody was moved',
  'DELETE /api/v1/tenants/{tenantCode}/move': 'journeys/move.test.ts: nobody was moved',
}

for (const name of [
  'GET /api/v1/auth/sso/{tenantCode}',
  'GET /api/v1/auth/sso/{tenantCode}/metadata',
  'PUT /api/v1/tenants/{tenantCode}/single-sign-on',
  'DELETE /api/v1/tenants/{tenantCode}/single-sign-on',
  'POST /api/v1/auth/sso/exchange',
  'POST /api/v1/auth/verify-email',
])
  elsewhere[name] = 'the journeys of single sign-on, which have identity providers'

const nobody = () => apiOf(world.app.url, 'nobody')

async function withCode({ email, code }: Side, confirmed: boolean): Promise<Sent> {
  const person = confirmed ? `two@${code}.example` : `one@${code}.example`
  const { owner: by } = await personIn(world.app, code, 'viewer', person)
  const { secret } = await by.api<{ secret: string }>('POST', '/auth/second-factor')
  const at = (steps: number) => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })
  if (confirmed) await by.api('POST', '/auth/second-factor/confirm', { code: at(0) })
  expect(email).not.toBe(person)
  return { by, body: { code: at(confirmed ? 1 : 0) } }
}

interface Answered {
  readonly status: number
  readonly type: string
  readonly text: string
}

async function send(
  { authorization }: Pick<Api, 'authorization'>,
  method: string,
  path: string,
  body?: unknown,
  headers = {},
) {
  const answer = await fetch(world.app.url + path, {
    method,
    headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  })
  const type = answer.headers.get('content-type') ?? ''
  // A stream that goes on is one when it begins.
  if (!type.startsWith('text/event-stream')) return { status: answer.status, type, text: await answer.text() }
  await answer.body?.cancel()
  return { status: answer.status, type, text: '' }
}

/** The path with the side's things in it; what is changed or removed is one of its own. */
async function placed(one: Documented, side: Side): Promise<string> {
  let path = one.path
  let isFresh = one.method === 'GET'
  for (const name of one.pathParameters.toReversed()) {
    const placeholder = exampleOf(one, name) ?? ''
    const made = isFresh || placeholder === example.tenantCode ? undefined : await side.fresh(placeholder)
    isFresh ||= made !== undefined
    path = path.replace(`{${name}}`, encodeURIComponent(made ?? side.things.get(placeholder) ?? placeholder))
  }
  return path + asked(one, side)
}

/** Where a query names a tenant, it is the side's. */
function asked({ operation }: Documented, { code }: Side): string {
  return operation.parameters?.some(({ name, in: place }) => name === 'tenantCode' && place === 'query') === true
    ? `?tenantCode=${code}`
    : ''
}

async function walk(one: Documented, side: Side): Promise<Answered> {
  try {
    return await reached(one, side)
  } catch (error) {
    return { status: 0, type: '', text: String(error) }
  }
}

/** Keys have no sessions, and claim no conversations. */
const isForPeople = ({ status, text }: Answered) => status === 400 && /not (?:for|with an) API key/.test(text)

async function reached(one: Documented, side: Side): Promise<Answered> {
  const sent = (await prepared[one.name]?.(side)) ?? {}
  const path = sent.path ?? (await placed(one, side))
  const body = sent.body ?? substituted(one.body, side.things)
  const first = await send(sent.by ?? side.owner, one.method, path, body)
  // Some things are for people, and some for who has the whole platform in view.
  if (isForPeople(first)) return send(side.person, one.method, path, body)
  return first.status === 403 ? send(world.app, one.method, path, body) : first
}

const order = ['GET', 'PUT', 'POST', 'DELETE']
const inOrder = () => world.operations.toSorted((one, other) => order.indexOf(one.method) - order.indexOf(other.method))

test('every example works for two tenants at once, and every answer is what the document promises', async () => {
  for (const name of [...Object.keys(prepared), ...Object.keys(elsewhere)])
    expect(world.operations.map((one) => one.name)).toContain(name)
  const wrong: string[] = []
  let conflicts = 0
  for (const one of inOrder().filter(({ name }) => !(name in elsewhere))) {
    for (const { status, type, text } of await Promise.all([world.left, world.right].map((side) => walk(one, side)))) {
      // It fits, and what it is about was found; it is not in the state for it.
      if (status === 409 || status === 422) conflicts += 1
      const trouble = status < 300 ? misfit(one, status, type, text) : text
      if (status >= 300 || trouble !== undefined) wrong.push(`${one.name}: ${status} ${trouble ?? ''}`)
    }
  }
  expect(wrong).toEqual([])
  expect(conflicts).toBeLessThan(5)
}, 120_000)

test('the client’s types and the Bruno collection are what `npm run client` makes of it, and the client walks a list', async () => {
  const stale: string[] = []
  const files = await clientFiles(world.document)
  for (const [path, text] of files) {
    const committed = await readFile(new URL(`../../${path}`, import.meta.url), 'utf8').catch(() => undefined)
    if (committed !== text) stale.push(path)
  }
  expect(stale).toEqual([])
  const key = world.app.authorization.replace('Bearer ', '')
  const client = createClient({ url: world.app.url, key })
  const tenants = await Array.fromAsync(client.each('/api/v1/tenants', { query: { limit: 2 } }))
  expect(tenants.map(({ code }) => code)).toEqual(expect.arrayContaining(['acme', 'other']))
  const gone = client.get('/api/v1/tenants/{tenantCode}', { path: { tenantCode: 'nobody' } })
  await expect(gone).rejects.toMatchObject({ status: 404, code: 'E_NOT_FOUND' })
}, 30_000)

test('a list says which of its parameters does not fit', async () => {
  const wrong: unknown[] = []
  const listing = world.operations.filter(({ operation }) =>
    operation.parameters?.some(({ name }) => name === 'cursor'),
  )
  for (const one of listing) {
    const path = await placed(one, world.left)
    for (const [field, value] of [
      ['limit', '0'],
      ['limit', '201'],
      ['limit', '2.5'],
      ['limit', 'x'],
      ['cursor', '%00'],
      ['cursor', "'; --"],
      ['cursor', '9'.repeat(501)],
    ]) {
      const url = `${path}${path.includes('?') ? '&' : '?'}${field}=${value}`
      const { status, text } = await send(one.permission === 'known' ? world.left.person : world.app, one.method, url)
      if (status !== 400 || !text.includes(`"field":"${field}"`)) wrong.push([one.name, field, value, status, text])
    }
  }
  expect(wrong).toEqual([])
  expect(listing.length).toBeGreaterThan(10)
})

describe('what an operation asks of its caller', () => {
  /** Nonsense in the path and in the body: who is let in is told so, and nothing is changed. */
  const nonsense = ({ path }: Documented) =>
    path.replace('{tenantCode}', 'acme').replaceAll(/\{\w+\}/g, 'none') + (path.includes('?') ? '' : '?tenantCode=acme')

  async function expectGuarded(caller: Api, name: string, held: ReadonlySet<string>): Promise<void> {
    const wrong: unknown[] = []
    const guarded = world.operations.filter(({ permission }) => permission.includes(':'))
    for (const one of guarded) {
      const isHeld = held.has(one.permission)
      if (isHeld && /^(?:DELETE|POST) .*\{tenantCode\}(?:\/[a-z-]+)?$/.test(one.name)) continue
      const body = one.method === 'GET' || one.method === 'DELETE' ? undefined : { nonsense: true }
      const { status, text } = await send(caller, one.method, nonsense(one), body)
      const isRefused = status === 403 && text.includes('You do not have the permission')
      if (isRefused === isHeld || status === 401) wrong.push([name, one.name, one.permission, status, text])
    }
    expect(wrong).toEqual([])
    expect(guarded.length).toBeGreaterThan(60)
  }

  test.each(roles)(
    'is what the role has: %s',
    async (role) => {
      const { owner } = await personIn(world.app, 'acme', role, `${role}@roles.example`)
      await expectGuarded(owner, role, permissionsOf(role))
    },
    30_000,
  )

  test.each(permissions)(
    'is what the key is for: %s',
    async (scope) => {
      const made = { name: scope, tenantCode: 'acme', scopes: [scope] }
      const { key } = await world.left.owner.api<{ key: string }>('POST', '/auth/api-keys', made)
      await expectGuarded(apiOf(world.app.url, key), scope, new Set([scope]))
    },
    30_000,
  )
})

describe('what belongs to one tenant', () => {
  interface Attack {
    readonly place: string
    readonly path: string
    readonly body: unknown
    readonly headers?: Readonly<Record<string, string>>
  }

  /** The same thing of a tenant that has none such, and of a tenant that is none. */
  function unknowns(thing: string): readonly string[] {
    const tail = thing.endsWith('zzzz') ? 'yyyy' : 'zzzz'
    const here = `${thing.slice(0, -4)}${tail}`
    const nowhere = thing.replace(/^([a-z]+_)[a-z0-9]{5}(?=[a-z0-9]{19}$)/, '$1zzzzz')
    return nowhere === thing ? [here] : [here, nowhere]
  }

  /** The right's own request, with something in one place of it. */
  function attacks(one: Documented, put: (theirs: string) => string): readonly Attack[] {
    const own = world.right.things
    const theirs = world.left.things
    const pathWith = (things: ReadonlyMap<string, string>) =>
      one.pathParameters.reduce((path, name) => {
        const placeholder = exampleOf(one, name) ?? ''
        return path.replace(`{${name}}`, encodeURIComponent(things.get(placeholder) ?? placeholder))
      }, one.path) + asked(one, world.right)
    const swapped = (placeholder: string) => new Map([...own, [placeholder, put(theirs.get(placeholder)!)]])
    const inPath = one.pathParameters.flatMap((name) => {
      const placeholder = exampleOf(one, name) ?? ''
      if (!theirs.has(placeholder) || theirs.get(placeholder) === own.get(placeholder)) return []
      return [{ place: name, path: pathWith(swapped(placeholder)), body: substituted(one.body, own) }]
    })
    const inBody = [...theirs.keys()]
      .filter((placeholder) => theirs.get(placeholder) !== own.get(placeholder))
      .filter((placeholder) => JSON.stringify(one.body ?? '').includes(`"${placeholder}"`))
      .map((placeholder) => ({
        place: `body ${placeholder}`,
        path: pathWith(own),
        body: substituted(one.body, swapped(placeholder)),
      }))
    const query = asked(one, world.right)
    const inQuery =
      query === ''
        ? []
        : [
            {
              place: 'query',
              path: pathWith(own).replace(query, `?tenantCode=${put(world.left.code)}`),
              body: one.body,
            },
          ]
    const ownRequest = { path: pathWith(own), body: substituted(one.body, own) }
    const named = one.path.includes('{tenantCode}')
      ? [
          { ...asHeader('x-tenant-slug', put(world.left.code)), ...ownRequest },
          { ...asHeader('x-tenant-id', put(theirs.get(example.tenantId)!)), ...ownRequest },
        ]
      : []
    return [...inPath, ...inBody, ...inQuery, ...named]
  }

  const asHeader = (name: string, value: string) => ({ place: name, headers: { [name]: value } })
  const isGone = ({ status, text }: Answered) => status === 404 || (status === 400 && text.includes('"field"'))
  const bare = ({ status, text }: Answered) => `${status} ${text.replace(/"requestId":"[^"]*"/, '')}`

  test('is unknown to the other wherever it is named: the answer for what does not exist, to the byte', async () => {
    const wrong: unknown[] = []
    let tried = 0
    const fire = async (one: Documented, { path, body, headers }: Attack) => {
      const { owner, person } = world.right
      const answer = await send(owner, one.method, path, body, headers)
      return isForPeople(answer) ? send(person, one.method, path, body, headers) : answer
    }
    const statements = async (one: Documented, attack: Attack) => {
      const before = counter.asked()
      await fire(one, attack)
      return counter.asked() - before
    }
    /** Something else may be asked meanwhile, so that only what stays different is. */
    const asksAlike = async (one: Documented, foreign: Attack, unknown: Attack) => {
      for (let tries = 5; tries > 0; tries -= 1)
        if ((await statements(one, foreign)) === (await statements(one, unknown))) return true
      return false
    }
    for (const one of world.operations.filter(({ permission }) => permission !== 'public')) {
      const foreign = attacks(one, (theirs) => theirs)
      for (const [place, attack] of foreign.entries()) {
        const answer = await fire(one, attack)
        const unknown = [0, -1].map((which) => attacks(one, (theirs) => unknowns(theirs).at(which)!)[place]!)
        const missing = await Promise.all(unknown.map((attack) => fire(one, attack)))
        // Of the left's ids the one nobody has; a tenant that is none is found out no sooner.
        if (!(await asksAlike(one, attack, unknown[0]!))) wrong.push([one.name, attack.place, 'asks more, or less'])
        tried += 1
        if (!isGone(answer) || missing.some((one) => bare(one) !== bare(answer)))
          wrong.push([one.name, attack.place, bare(answer), ...missing.map(bare)])
      }
    }
    expect(wrong).toEqual([])
    expect(tried).toBeGreaterThan(100)
    expect(counter.asked()).toBeGreaterThan(tried)
  }, 60_000)
})
