import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { ConfigError, environment, readConfig, variableNames } from './env.ts'

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('readConfig', () => {
  test('needs nothing', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: undefined,
      dataDir: resolve('data'),
      role: 'all',
      trustProxy: false,
      allowPrivateHosts: [],
      logLevel: 'info',
      aiPrices: {},
      mailFrom: 'Colloquy <no-reply@localhost>',
      mediaS3Region: 'us-east-1',
      backupKeep: '14d,8w,12m',
      backupS3Region: 'us-east-1',
      production: false,
    })
  })

  test('takes an empty variable for an unset one', () => {
    expect(readConfig(Object.fromEntries(variableNames.map((name) => [name, ' '])))).toEqual(readConfig({}))
  })

  test('reads every kind of value', () => {
    const key = Buffer.alloc(32, 7)
    expect(
      readConfig({
        PORT: '0',
        HOST: '::1',
        PUBLIC_URL: 'https://Bots.example.com/gateway/',
        SECRET_KEY: key.toString('base64'),
        ADMIN_API_KEY: 'a-long-enough-key',
        TRUST_PROXY: '10.0.0.0/8, loopback',
        ALLOW_PRIVATE_HOSTS: 'Signal.Internal,192.168.0.0/16,::1',
        LOG_LEVEL: 'debug',
        SMTP_URL: 'smtps://desk:secret@mail.example:465',
        MAIL_FROM: 'desk@example.org',
        NODE_ENV: 'production',
      }),
    ).toMatchObject({
      port: 0,
      host: '::1',
      publicUrl: 'https://bots.example.com/gateway',
      secretKey: key,
      adminApiKey: 'a-long-enough-key',
      trustProxy: ['10.0.0.0/8', 'loopback'],
      allowPrivateHosts: ['signal.internal', '192.168.0.0/16', '::1'],
      logLevel: 'debug',
      smtpUrl: 'smtps://desk:secret@mail.example:465',
      mailFrom: 'desk@example.org',
      production: true,
    })
    expect(readConfig({ AI_PRICES: 'llama3.2:3b=0/0, org/other=0.5/1.5', AI_DAILY_BUDGET_USD: '2.50' })).toMatchObject({
      aiPrices: { 'llama3.2:3b': { input: 0, output: 0 }, 'org/other': { input: 0.5, output: 1.5 } },
      aiDailyBudget: 2.5,
    })
    expect(readConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2)
    expect(readConfig({ TRUST_PROXY: 'true' }).trustProxy).toBe(true)
  })

  test('says everything that is wrong at once, each with its variable', () => {
    const problems = problemsOf({ PORT: '80a', LOG_LEVEL: 'loud', PUBLIC_URL: 'bots.example.com', ROLE: 'boss' })
    expect(problems).toHaveLength(4)
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['PORT', 'PUBLIC_URL', 'ROLE', 'LOG_LEVEL'])
    expect(new ConfigError(problems).exitCode).toBe(78)
  })

  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['AI_PRICES', 'llama=free'],
    ['AI_DAILY_BUDGET_USD', '-1'],
    ['OPENAI_MODEL', 'two words'],
    ['HOST', '300.1.1.1'],
    ['HOST', 'http://localhost'],
    ['PUBLIC_URL', 'ftp://bots.example.com'],
    ['PUBLIC_URL', 'https://user:word@bots.example.com'],
    ['DATA_DIR', 'data\0'],
    ['DATABASE_URL', 'postgres://db'],
    ['REDIS_URL', 'localhost:6379'],
    ['CHROMA_URL', 'http://chroma:8000/path'],
    ['ROLE', 'proxy'],
    ['CHROMA_URL', 'http://user:word@chroma:8000'],
    ['REDIS_URL', 'redis://one:6379,two:6379'],
    ['REDIS_URL', 'redis+cluster://one:7000,two:70000'],
    ['SECRET_KEY', Buffer.alloc(31).toString('base64')],
    ['SECRET_KEY', 'not base64 at all, but long enough for it..'],
    ['ADMIN_API_KEY', 'short'],
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['ALLOW_PRIVATE_HOSTS', 'http://10.0.0.1'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OPENAI_API_KEY', 'sk-one\nsk-two'],
  ])('refuses a malformed %s', (name, value) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} must be `))
  })

  const bucket = { MEDIA_S3_URL: 'https://host/media/bots/', MEDIA_S3_KEY_ID: 'id', MEDIA_S3_SECRET: 'secret' }

  test('reads a bucket for media', () => {
    const mediaS3 = { mediaS3Url: 'https://host/media/bots', mediaS3KeyId: 'id', mediaS3Secret: 'secret' }
    expect(readConfig(bucket)).toMatchObject({ ...mediaS3, mediaS3Region: 'us-east-1' })
    const elsewhere = { ...bucket, MEDIA_S3_REGION: 'eu-central-1' }
    expect(readConfig(elsewhere)).toMatchObject({ ...mediaS3, mediaS3Region: 'eu-central-1' })
  })

  test.each(['host/media', 's3://media', 'https://id:secret@host/media', 'https://host/media?x', 'https://host/a b'])(
    'refuses %s as a bucket',
    (url) => {
      expect(problemsOf({ ...bucket, MEDIA_S3_URL: url })).toEqual([expect.stringMatching(/^MEDIA_S3_URL must be /)])
    },
  )

  test('asks for all of a bucket or nothing of it', () => {
    const missing = (env: Record<string, string>) => problemsOf(env).map((problem) => problem.split(' ')[0])
    expect(missing({ ...bucket, MEDIA_S3_SECRET: ' ' })).toEqual(['MEDIA_S3_SECRET'])
    expect(missing({ MEDIA_S3_SECRET: 'secret' })).toEqual(['MEDIA_S3_URL', 'MEDIA_S3_KEY_ID'])
    expect(missing({ MEDIA_S3_REGION: 'eu-central-1' })).toHaveLength(3)
  })

  const backups = { BACKUP_TO: '/mnt/backups/', BACKUP_KEY: 'correct horse battery', BACKUP_EVERY: '6h' }

  test('reads where backups go, and when', () => {
    expect(readConfig({ ...backups, BACKUP_KEEP: '7d,4w,12m' })).toMatchObject({
      backupTo: '/mnt/backups',
      backupKey: 'correct horse battery',
      backupEvery: 6 * 3_600_000,
      backupKeep: '7d,4w,12m',
    })
    expect(readConfig({ BACKUP_TO: 'backups' }).backupTo).toBe(resolve('backups'))
    const bucket = { BACKUP_TO: 'https://host/kept/', BACKUP_S3_KEY_ID: 'id', BACKUP_S3_SECRET: 'secret' }
    expect(readConfig(bucket).backupTo).toBe('https://host/kept')
  })

  test.each([
    [{ BACKUP_TO: 's3://bucket' }, 'BACKUP_TO'],
    [{ BACKUP_KEY: 'short' }, 'BACKUP_KEY'],
    [{ ...backups, BACKUP_EVERY: '1m' }, 'BACKUP_EVERY'],
    [{ ...backups, BACKUP_EVERY: 'daily' }, 'BACKUP_EVERY'],
    [{ BACKUP_KEEP: '7 days' }, 'BACKUP_KEEP'],
    [{ BACKUP_EVERY: '1d', BACKUP_TO: '/mnt' }, 'BACKUP_KEY'],
    [{ BACKUP_TO: 'https://host/kept', BACKUP_S3_KEY_ID: 'id' }, 'BACKUP_S3_SECRET'],
  ])('refuses backups that cannot be: %j', (env, name) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(new RegExp(`^${name} must be `))])
  })

  test.each(['gateway', 'worker'])('wants what a %s shares with others', (role) => {
    const sentence = (name: string) => `${name} must be set with ROLE=${role}: gateways and workers share it.`
    expect(problemsOf({ ROLE: role })).toEqual([sentence('DATABASE_URL'), sentence('REDIS_URL')])
    expect(problemsOf({ ROLE: role, REDIS_URL: 'redis://localhost' })).toEqual([sentence('DATABASE_URL')])
    expect(readConfig({ REDIS_URL: 'redis://localhost' }).role).toBe('all')
  })

  test('wants the database that replicas follow', () => {
    const replicas = { DATABASE_REPLICA_URLS: 'mysql://one, mysql://two' }
    expect(problemsOf(replicas)).toEqual(['DATABASE_URL must be set with DATABASE_REPLICA_URLS.'])
    expect(readConfig({ ...replicas, DATABASE_URL: 'mysql://zero' }).databaseReplicaUrls).toEqual([
      'mysql://one',
      'mysql://two',
    ])
  })

  test.each([
    ['DATABASE_URI', 'DATABASE_URL'],
    ['SECRETKEY', 'SECRET_KEY'],
    ['ADMIN_API_KYE', 'ADMIN_API_KEY'],
    ['ALLOW_PRIVATE_HOST', 'ALLOW_PRIVATE_HOSTS'],
    ['log-level', 'LOG_LEVEL'],
  ])('asks of %s whether %s was meant', (written, meant) => {
    expect(problemsOf({ [written]: 'x' })).toEqual([`${written} is not a variable of Colloquy: did you mean ${meant}?`])
  })

  test('leaves the variables of others alone', () => {
    const others = {
      HOSTNAME: 'a',
      PATH: '/bin',
      POST: '1',
      HOSTS: 'x',
      DATABASE_NAME: 'x',
      DATABASE_SSL: '1',
      npm_config_port: '1',
    }
    expect(problemsOf(others)).toEqual([])
  })

  test('never shows a value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...variableNames), fc.stringMatching(/^[a-z]{12,40}§$/), (name, value) => {
        expect(problemsOf({ [name]: value, DATABASE_URI: value }).join('\n')).not.toContain(value)
      }),
    )
  })
})

test('.env.example names every variable that is read, with a reason, and no other', async () => {
  const lines = (await readFile(new URL('../../.env.example', import.meta.url), 'utf8')).split('\n')
  const named = lines.flatMap((line) => /^([A-Z\d_]+)=/.exec(line)?.[1] ?? [])
  expect(named.toSorted()).toEqual(variableNames.toSorted())
  for (const name of named) {
    expect(lines[lines.findIndex((line) => line.startsWith(`${name}=`)) - 1]).toMatch(/^# .{10,}/)
  }
  const values = Object.fromEntries(lines.flatMap((line) => (/^[A-Z\d_]+=/.test(line) ? [line.split('=')] : [])))
  expect(readConfig(values)).toEqual(readConfig({}))
})

describe('environment', () => {
  const before = process.cwd()
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colloquy-env-'))
    process.chdir(folder)
  })
  afterEach(async () => {
    process.chdir(before)
    delete process.env.COLLOQUY_TEST_BOTH
    await rm(folder, { recursive: true })
  })

  test('is the process’s own where there is no file', () => {
    expect(environment().PATH).toBe(process.env.PATH)
  })

  test('is completed by .env, and what is set already wins', async () => {
    process.env.COLLOQUY_TEST_BOTH = 'environment'
    await writeFile('.env', 'COLLOQUY_TEST_FILE=file\nCOLLOQUY_TEST_BOTH=file\n')
    expect(environment()).toMatchObject({ COLLOQUY_TEST_FILE: 'file', COLLOQUY_TEST_BOTH: 'environment' })
  })

  test('refuses a file that cannot be read', async () => {
    await mkdir('.env')
    expect(() => environment()).toThrow('.env cannot be read (EISDIR).')
  })
})
