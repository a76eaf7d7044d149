import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { terminalOn } from '../../test/cli/terminal.ts'
import { tenantMigrations } from '../../migrations/tenant/index.ts'
import { openDatabases } from '../tenancy/databases.ts'
import type { TenantCode } from '../contracts/id.ts'

let folder: string
let run: ReturnType<typeof terminalOn>
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-cli-'))
  run = terminalOn(join(folder, 'data'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the command line', () => {
  test.each([
    '--help',
    'tenant --help',
    'tenant create --help',
    'tenant list --help',
    'chatbot --help',
    'chatbot export --help',
    'chatbot import --help',
    'chatbot versions --help',
    'chatbot rollback --help',
    'channel --help',
    'channel add --help',
    'channel list --help',
    'channel new --help',
    'plugin --help',
    'plugin new --help',
    'plugin list --help',
    'plugin check --help',
    'migrate --help',
    'talk --help',
    'receive --help',
    'record --help',
    'backup --help',
    'restore --help',
    'doctor --help',
  ])('explains itself: %s', async (line) => {
    const { exit, out } = await run(line)
    expect([exit, out]).toEqual([0, expect.stringContaining('Usage: colloquy')])
  })

  test.each(['nonsense', 'tenant', 'tenant create', 'tenant create acme', 'tenant list --loud', 'backup'])(
    'tells wrong usage from failure: %s',
    async (line) => {
      const { exit, notes } = await run(line)
      expect(exit).toBe(2)
      expect(notes).not.toBe('')
    },
  )

  test('says everything that is wrong with the environment', async () => {
    const { exit, notes } = await terminalOn(folder, { PORT: 'many', LOG_LEVEL: 'loud' })('tenant list')
    expect(exit).toBe(1)
    expect(notes).toMatch(/PORT .*\nLOG_LEVEL /s)
  })
})

describe('tenant', () => {
  test('creates and lists, as JSON where a program reads it', async () => {
    const made = await run('tenant create acme --name "Acme Ltd" --plan business --json')
    expect(made.exit).toBe(0)
    expect(made.notes).toContain('Admin API key, shown this once: ')
    expect(JSON.parse(made.out)).toMatchObject({ code: 'acme', name: 'Acme Ltd', plan: 'business', state: 'active' })
    const listed = await run('tenant list --json')
    expect(JSON.parse(listed.out)).toEqual([JSON.parse(made.out)])
    expect(listed.notes).toBe('')
    expect((await run('tenant list')).out).toMatch(
      /^id +code +name +plan +state +createdAt\n\w+ +acme +Acme Ltd +business/,
    )
  })

  test('stands still, is deleted with a grace, and comes back', async () => {
    await run('tenant create acme --name Acme')
    const states = []
    for (const command of ['suspend', 'delete', 'restore', 'resume', 'delete --now']) {
      const { exit, out } = await run(`tenant ${command} acme --json`)
      const { state, deletesAt } = JSON.parse(out) as { state: string; deletesAt?: string }
      states.push([exit, state, deletesAt === undefined ? 0 : Math.sign(Date.parse(deletesAt) - Date.now())])
    }
    expect(states).toEqual([
      [0, 'suspended', 0],
      [0, 'deleting', 1],
      [0, 'suspended', 0],
      [0, 'active', 0],
      [0, 'deleting', -1],
    ])
    expect((await run('tenant suspend nobody')).notes).toBe('There is no tenant nobody.')
  })

  test.each(['acme', 'A B'])('refuses a code that is taken or none: %s', async (code) => {
    await run('tenant create acme --name Acme')
    const { exit, out, notes } = await run(`tenant create "${code}" --name Other`)
    expect([exit, out]).toEqual([1, ''])
    expect(notes).toMatch(/\.$/)
  })
})

describe('channel', () => {
  beforeEach(() => run('tenant create acme --name Acme'))

  test('is added with the tenant’s first chatbot, and its secrets are not shown', async () => {
    const { exit, out } = await run('channel add acme telegram --name Support --set token=12:hush-hush --json')
    expect(exit).toBe(0)
    const channel = JSON.parse(out)
    expect(channel).toMatchObject({ platform: 'telegram', status: 'active' })
    expect(channel.webhookUrl).toBe(
      `http://127.0.0.1:3000/messages/receive/tenants/acme/channels/telegram/tokens/${channel.token}`,
    )
    const listed = await run('channel list acme --json')
    expect(JSON.parse(listed.out)).toEqual([
      { id: channel.id, platform: 'telegram', name: 'Support', chatbotId: channel.chatbotId, status: 'active' },
    ])
    expect(out + listed.out).not.toContain('hush-hush')
    const second = JSON.parse((await run('channel add acme web --json')).out)
    expect(second.chatbotId).toBe(channel.chatbotId)
  })

  test.each([
    ['channel add nobody web', 'There is no tenant nobody.'],
    ['channel add acme carrier-pigeon', 'There is no platform carrier-pigeon: there is telegram, '],
    ['channel add acme telegram', 'Missing: --set token=…'],
    ['channel add acme telegram --set token', '"token" is no setting'],
    ['channel add acme telegram --set color=red', '"color" is no setting'],
    ['channel add acme telegram --set __proto__=red', '"__proto__" is no setting'],
    ['channel add acme web --bot nobody', 'There is no chatbot "nobody".'],
  ])('is not added: %s', async (line, sentence) => {
    const { exit, notes } = await run(line)
    expect([exit, notes]).toEqual([1, expect.stringContaining(sentence)])
    expect(JSON.parse((await run('channel list acme --json')).out)).toEqual([])
  })
})

describe('plugin', () => {
  const bad = "export default { name: 'bad', intents: { ask: { examples: [] } } }"

  test('is made once, under a name that a plugin may have', async () => {
    const plugins = join(folder, 'plugins')
    expect((await run(`plugin new weather --dir ${plugins}`)).exit).toBe(0)
    expect((await run(`plugin new weather --dir ${plugins}`)).exit).toBe(1)
    expect((await run(`plugin new "Not a name" --dir ${plugins}`)).exit).toBe(1)
  })

  test('of this gateway are listed with what they answer to', async () => {
    const { out } = await run('plugin list --json')
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ name: 'orders', intents: 'track' }))
  })

  test('that has a problem is told of', async () => {
    await run(`plugin new good --dir ${join(folder, 'plugins')}`)
    await writeFile(join(folder, 'plugins', 'good', 'index.ts'), bad)
    const { exit, out } = await run(`plugin check ${join(folder, 'plugins', 'good')}`)
    expect(exit).toBe(1)
    expect(out).toMatch(/^good: /)
  })

  test('is looked for where a plugin could be', async () => {
    expect((await run(`plugin check ${join(folder, 'nowhere')}`)).notes).toContain('There is no folder')
    expect((await run(`plugin check ${folder}`)).notes).toContain('There is no plugin')
  })
})

describe('migrate', () => {
  test('brings every database up to date', async () => {
    await run('tenant create acme --name Acme')
    const databases = await openDatabases(join(folder, 'data'))
    const database = await databases.open('acme' as TenantCode)
    database.handle.pragma(`user_version = ${tenantMigrations.length - 1}`)
    database.close()
    databases.close()
    expect((await run('doctor')).out).toContain('The database of acme is older')
    expect(JSON.parse((await run('migrate --json')).out)).toEqual([
      { database: 'platform', migrated: 0 },
      { database: 'acme', migrated: 1 },
    ])
    expect((await run('doctor')).out).toContain('2 are whole and up to date.')
  })

  test('makes the platform where there is none', async () => {
    expect(JSON.parse((await run('migrate --json')).out)).toEqual([{ database: 'platform', migrated: 'made' }])
  })
})

describe('backup and restore', () => {
  test('bring a gateway to another data folder', async () => {
    await run('tenant create acme --name Acme')
    const made = await run(`backup ${join(folder, 'copy')} --json`)
    expect(made.exit).toBe(0)
    expect(made.notes).toContain('master key')
    const elsewhere = terminalOn(join(folder, 'elsewhere'))
    expect((await elsewhere(`restore ${join(folder, 'copy')}`)).exit).toBe(0)
    expect(JSON.parse((await elsewhere('tenant list --json')).out)).toEqual([expect.objectContaining({ code: 'acme' })])
    expect((await elsewhere(`restore ${join(folder, 'copy')}`)).notes).toContain('nothing is overwritten')
  })

  test('say that media of a bucket are not in the copy', async () => {
    const bucket = { MEDIA_S3_URL: 'https://host/media', MEDIA_S3_KEY_ID: 'id', MEDIA_S3_SECRET: 'a-secret' }
    await run('tenant create acme --name Acme')
    const { exit, notes } = await terminalOn(join(folder, 'data'), bucket)(`backup ${join(folder, 'copy')}`)
    expect(exit).toBe(0)
    expect(notes).toContain('no media')
    expect(notes).not.toContain('a-secret')
  })

  test('fail with a sentence', async () => {
    expect((await run(`backup ${join(folder, 'copy')}`)).notes).toContain('There is no platform in')
    expect((await run(`restore ${join(folder, 'copy')}`)).notes).toContain('no manifest.json')
  })
})

describe('doctor', () => {
  const verdicts = (out: string) =>
    Object.fromEntries(
      (JSON.parse(out) as { about: string; verdict: string }[]).map(({ about, verdict }) => [about, verdict]),
    )

  test('finds nothing wrong with a new machine, and makes nothing on it', async () => {
    const free = terminalOn(join(folder, 'data'), { PORT: '0' })
    const { exit, out } = await free('doctor --json')
    expect([exit, verdicts(out)]).toEqual([
      0,
      {
        Node: 'fine',
        environment: 'fine',
        'data folder': 'fine',
        disk: expect.any(String),
        'secret key': 'fine',
        port: 'fine',
        databases: 'fine',
      },
    ])
    expect((await free('doctor')).out).toContain('is made at the first start')
  })

  test('finds a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const port = String((taken.address() as AddressInfo).port)
    const { exit, out } = await terminalOn(join(folder, 'data'), { PORT: port })('doctor --json')
    taken.close()
    expect([exit, verdicts(out)['port']]).toEqual([1, 'wrong'])
  })

  test('finds a key that does not fit, one that is gone, and one that others can read', async () => {
    await run('tenant create acme --name Acme')
    const key = join(folder, 'data', 'secret.key')
    await chmod(key, 0o644)
    const environment = { PORT: '0' }
    const examine = async (more: Record<string, string> = {}) =>
      verdicts((await terminalOn(join(folder, 'data'), { ...environment, ...more })('doctor --json')).out)['secret key']
    expect(await examine()).toBe('warning')
    expect(await examine({ SECRET_KEY: Buffer.alloc(32, 1).toString('base64') })).toBe('wrong')
    await writeFile(key, 'short')
    expect(await examine()).toBe('wrong')
    await rm(key)
    expect(await examine()).toBe('wrong')
  })

  test('finds a damaged database and a broken environment', async () => {
    await run('tenant create acme --name Acme')
    await writeFile(join(folder, 'data', 'tenants', 'acme.db'), 'This is no database. '.repeat(100))
    const { exit, out } = await run('doctor')
    expect([exit, out]).toEqual([1, expect.stringContaining('The database of acme is damaged')])
    const broken = await terminalOn(folder, { PORT: 'many' })('doctor')
    expect([broken.exit, broken.out]).toEqual([1, expect.stringContaining('PORT must be a port')])
  })
})
