import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { backupScheduleDefaults, mailDefaults, vaultDefaults } from './defaults.ts'
import { GatewayError } from '../contracts/errors.ts'
import type { ModelPrice } from '../contracts/models.ts'

/**
 * The only reader of the environment. Every variable is a line of `variables`: how it is read, and what is used when it
 * is unset. Everything that is wrong is said at once, in sentences that name the variable and never show its value:
 * it may be a secret that was put into the wrong variable.
 */
export type Config = {
  readonly [Key in keyof typeof variables]: ReturnType<(typeof variables)[Key]['read']>
}

/** The start is refused; `problems` are sentences for the operator. The process ends with `exitCode`. */
export class ConfigError extends GatewayError {
  readonly code = 'E_CONFIG'
  /** EX_CONFIG of sysexits.h. */
  readonly exitCode = 78
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** Thrown while one variable is read; the variable's name is put before the message. */
class Unfit extends Error {}

type Read<Value> = (text: string | undefined) => Value
interface Variable<Value = unknown> {
  readonly name: string
  readonly read: Read<Value>
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

const variables = {
  port: variable('PORT', withDefault('3000', port)),
  host: variable('HOST', withDefault('127.0.0.1', host)),
  /** Without a slash at its end. Undefined: made from host and port. */
  publicUrl: variable('PUBLIC_URL', orUndefined(publicUrl)),
  /** Absolute. */
  dataDir: variable('DATA_DIR', withDefault('./data', path)),
  databaseUrl: variable('DATABASE_URL', orUndefined(sharedDatabase)),
  databaseReplicaUrls: variable('DATABASE_REPLICA_URLS', orUndefined(sharedReplicas)),
  redisUrl: variable('REDIS_URL', orUndefined(redis)),
  /** An origin. Undefined: vectors are kept with the rest of each tenant. */
  chromaUrl: variable('CHROMA_URL', orUndefined(chroma)),
  /** What this process does: take messages in and answer callers, work on them, or both. */
  role: variable('ROLE', withDefault('all', role)),
  /** 32 bytes. */
  secretKey: variable('SECRET_KEY', orUndefined(secretKey)),
  adminApiKey: variable('ADMIN_API_KEY', orUndefined(adminKey)),
  /** As Fastify takes it: whether, how many hops, or which addresses and ranges. */
  trustProxy: variable('TRUST_PROXY', withDefault('false', trustProxy)),
  /** Host names in lower case, addresses and CIDR ranges. */
  allowPrivateHosts: variable('ALLOW_PRIVATE_HOSTS', withDefault('', hostsAndRanges)),
  logLevel: variable('LOG_LEVEL', withDefault('info', logLevel)),
  otlpEndpoint: variable('OTEL_EXPORTER_OTLP_ENDPOINT', orUndefined(httpUrl)),
  /** Absolute. Undefined: `models` in the data folder. */
  modelsDir: variable('MODELS_DIR', orUndefined(path)),
  openaiApiKey: variable('OPENAI_API_KEY', orUndefined(credential)),
  /** Without a slash at its end. Undefined: OpenAI's own. */
  openaiBaseUrl: variable('OPENAI_BASE_URL', orUndefined(publicUrl)),
  openaiModel: variable('OPENAI_MODEL', orUndefined(modelName)),
  anthropicApiKey: variable('ANTHROPIC_API_KEY', orUndefined(credential)),
  anthropicModel: variable('ANTHROPIC_MODEL', orUndefined(modelName)),
  vertexApiKey: variable('GOOGLE_VERTEX_API_KEY', orUndefined(credential)),
  vertexModel: variable('GOOGLE_VERTEX_MODEL', orUndefined(modelName)),
  /** By model. */
  aiPrices: variable('AI_PRICES', withDefault('', modelPriceList)),
  /** US dollars of one tenant and day. */
  aiDailyBudget: variable('AI_DAILY_BUDGET_USD', orUndefined(dollars)),
  /** Undefined: letters stay in the data folder. */
  smtpUrl: variable('SMTP_URL', orUndefined(smtpUrl)),
  mailFrom: variable('MAIL_FROM', withDefault(mailDefaults.from, mailFrom)),
  stripeSecretKey: variable('STRIPE_SECRET_KEY', orUndefined(credential)),
  stripeWebhookSecret: variable('STRIPE_WEBHOOK_SECRET', orUndefined(credential)),
  /** Without a slash at its end. Undefined: media are files in the data folder. */
  mediaS3Url: variable('MEDIA_S3_URL', orUndefined(bucketUrl)),
  mediaS3Region: variable('MEDIA_S3_REGION', withDefault('us-east-1', region)),
  mediaS3KeyId: variable('MEDIA_S3_KEY_ID', orUndefined(credential)),
  mediaS3Secret: variable('MEDIA_S3_SECRET', orUndefined(credential)),
  /** Absolute folder, or the URL of a bucket without a slash at its end. Undefined: nobody backs up by itself. */
  backupTo: variable('BACKUP_TO', orUndefined(backupTarget)),
  /** A passphrase, or the text of a key. */
  backupKey: variable('BACKUP_KEY', orUndefined(backupKey)),
  /** Milliseconds. */
  backupEvery: variable('BACKUP_EVERY', orUndefined(interval)),
  /** As `vault/keep.ts` reads it. */
  backupKeep: variable('BACKUP_KEEP', withDefault(backupScheduleDefaults.keep, keeping)),
  backupS3Region: variable('BACKUP_S3_REGION', withDefault('us-east-1', region)),
  backupS3KeyId: variable('BACKUP_S3_KEY_ID', orUndefined(credential)),
  backupS3Secret: variable('BACKUP_S3_SECRET', orUndefined(credential)),
  /** Whether warnings for production are due. */
  production: variable('NODE_ENV', (text) => text === 'production'),
}

/** Every variable that is read. */
export const variableNames: readonly string[] = Object.values(variables).map(({ name }) => name)

/** Pure: an empty value counts as unset, as compose files and CI forms leave it. Throws ConfigError. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = []
  const config = Object.fromEntries(
    Object.entries(variables).map(([key, { name, read }]) => {
      const text = env[name]?.trim()
      try {
        return [key, read(text === '' ? undefined : text)]
      } catch (error) {
        if (!(error instanceof Unfit)) throw error
        problems.push(`${name} ${error.message}`)
        return [key, undefined]
      }
    }),
  )
  problems.push(
    ...missingOfBucket(env),
    ...missingOfBackup(env),
    ...missingOfModels(env),
    ...missingOfRole(env),
    ...misspelt(Object.keys(env)),
  )
  if (problems.length > 0) throw new ConfigError(problems)
  return config as Config // one entry per variable, each read by its own reader
}

/**
 * The process's environment, completed by a `.env` file of the current folder where there is one: what is set already
 * wins over the file. Throws ConfigError when the file is there and cannot be read.
 */
export function environment(): Readonly<Record<string, string | undefined>> {
  return { ...dotEnv(), ...process.env }
}

function dotEnv(): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync('.env', 'utf8'))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code // what fs throws
    if (code === 'ENOENT') return {}
    throw new ConfigError([`.env cannot be read (${code ?? 'unknown reason'}).`])
  }
}

function variable<Value>(name: string, read: Read<Value>): Variable<Value> {
  return { name, read }
}

function withDefault<Value>(fallback: string, read: (text: string) => Value): Read<Value> {
  return (text) => read(text ?? fallback)
}

function orUndefined<Value>(read: (text: string) => Value): Read<Value | undefined> {
  return (text) => (text === undefined ? undefined : read(text))
}

function port(text: string): number {
  const value = Number(text)
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new Unfit('must be a port, 0 to 65535 (0: any free one).')
  return value
}

const hostPattern = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/i

function isHost(text: string): boolean {
  // Digits and dots alone are an address with a mistake in it, not a name.
  return isIP(text) !== 0 || (hostPattern.test(text) && !/^[\d.]+$/.test(text))
}

function host(text: string): string {
  if (!isHost(text)) throw new Unfit('must be an IP address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0.')
  return text
}

function parsedUrl(text: string, protocols: readonly string[]): URL | undefined {
  const url = URL.parse(text)
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '' ? url : undefined
}

function httpUrl(text: string): string {
  if (parsedUrl(text, ['http:', 'https:']) === undefined) throw new Unfit('must be an absolute http or https URL.')
  return text
}

function publicUrl(text: string): string {
  const url = parsedUrl(text, ['http:', 'https:'])
  if (url === undefined || `${url.username}${url.password}${url.search}${url.hash}` !== '')
    throw new Unfit('must be the http or https URL the server is reached at, without credentials, query or fragment.')
  return url.href.replace(/\/+$/, '')
}

function smtpUrl(text: string): string {
  if (parsedUrl(text, ['smtp:', 'smtps:']) === undefined)
    throw new Unfit('must be an smtp:// or smtps:// URL, such as smtps://user:password@host:465.')
  return text
}

function mailFrom(text: string): string {
  if (!/^[^\r\n<>]*(?:<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(text))
    throw new Unfit('must be an address, such as Colloquy <no-reply@example.org>.')
  return text
}

/** Keys are made of it and of codes and hashes: no letter in them needs escaping anywhere. */
function bucketUrl(text: string): string {
  const url = parsedUrl(text, ['http:', 'https:'])
  const isPlain = url !== undefined && `${url.username}${url.password}${url.search}${url.hash}` === ''
  if (!isPlain || !/^(?:\/[\w][\w.-]*)*\/?$/.test(url.pathname))
    throw new Unfit(
      'must be the https URL of a bucket, such as https://host/bucket/prefix: letters, digits, dots, hyphens.',
    )
  return url.href.replace(/\/+$/, '')
}

function region(text: string): string {
  if (!/^[a-z0-9-]{1,64}$/i.test(text)) throw new Unfit('must be the name of a region, such as eu-central-1.')
  return text
}

/** A bucket is of no use without its keys, nor are keys without their bucket. */
function missingOfBucket(env: Readonly<Record<string, string | undefined>>): string[] {
  const isSet = (name: string) => (env[name] ?? '').trim() !== ''
  const needed = [variables.mediaS3Url.name, variables.mediaS3KeyId.name, variables.mediaS3Secret.name]
  if (![...needed, variables.mediaS3Region.name].some(isSet)) return []
  return needed
    .filter((name) => !isSet(name))
    .map((name) => `${name} must be set with the others of MEDIA_S3_*, or none of them.`)
}

function backupTarget(text: string): string {
  if (/^https?:/i.test(text)) return bucketUrl(text)
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text))
    throw new Unfit('must be a folder, or the https URL of a bucket, such as https://host/bucket/prefix.')
  return path(text)
}

/** Not every character can be typed into a restore at night; those that cannot are refused. */
function backupKey(text: string): string {
  if (text.length < vaultDefaults.keyLength || /\p{Cc}/u.test(text))
    throw new Unfit(`must be ${vaultDefaults.keyLength} characters or more (openssl rand -base64 32).`)
  return text
}

function interval(text: string): number {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? []
  const ms = Number(count) * { m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 'm' | 'h' | 'd'] // the pattern has no other
  const { leastEveryMs, mostEveryMs } = backupScheduleDefaults
  if (!(ms >= leastEveryMs && ms <= mostEveryMs))
    throw new Unfit('must be minutes, hours or days, from 5m to 31d, such as 6h.')
  return ms
}

function keeping(text: string): string {
  if (!/^(?:[1-9]\d{0,5}|[1-9]\d{0,3}[dwmy](?:,[1-9]\d{0,3}[dwmy]){0,3})$/.test(text))
    throw new Unfit('must be a number of backups, or days, weeks, months and years, such as 7d,4w,12m.')
  return text
}

/** What is backed up is sealed, and what is said of it without a place is a mistake. */
function missingOfBackup(env: Readonly<Record<string, string | undefined>>): string[] {
  const isSet = ({ name }: Variable) => (env[name] ?? '').trim() !== ''
  const { backupTo, backupKey, backupEvery, backupS3KeyId, backupS3Secret } = variables
  const needs = (what: Variable, of: Variable) =>
    isSet(of) && !isSet(what) ? [`${what.name} must be set with ${of.name}.`] : []
  const isBucket = /^https?:/i.test((env[backupTo.name] ?? '').trim())
  return [
    ...needs(backupTo, backupEvery),
    ...needs(backupKey, backupEvery),
    ...needs(backupS3KeyId, isBucket ? backupTo : backupS3Secret),
    ...needs(backupS3Secret, isBucket ? backupTo : backupS3KeyId),
  ]
}

function path(text: string): string {
  if (text.includes('\0')) throw new Unfit('must be the path of a folder.')
  return resolve(text)
}

function sharedDatabase(text: string): string {
  if (parsedUrl(text, ['mysql:']) === undefined)
    throw new Unfit('must be a mysql:// URL, or unset for SQLite in DATA_DIR.')
  return text
}

function sharedReplicas(text: string): readonly string[] {
  const urls = commaSeparated(text)
  if (urls.some((url) => parsedUrl(url, ['mysql:']) === undefined))
    throw new Unfit('must be mysql:// URLs, separated by commas.')
  return urls
}

function redis(text: string): string {
  const [first = '', ...others] = commaSeparated(text)
  const isCluster =
    parsedUrl(first, ['redis+cluster:', 'rediss+cluster:']) !== undefined &&
    others.every((node) => parsedUrl(`redis://${node}`, ['redis:']) !== undefined)
  if (!isCluster && parsedUrl(text, ['redis:', 'rediss:']) === undefined)
    throw new Unfit('must be a redis:// or rediss:// URL, or redis+cluster://one:7000,two:7000.')
  return [first, ...others].join(',')
}

function chroma(text: string): string {
  const url = parsedUrl(text, ['http:', 'https:'])
  if (url === undefined || `${url.username}${url.password}${url.search}${url.hash}` !== '' || url.pathname !== '/')
    throw new Unfit('must be the http or https URL of a Chroma server, such as http://chroma:8000, without a path.')
  return url.origin
}

const roles = ['all', 'gateway', 'worker'] as const
export type Role = (typeof roles)[number]

function role(text: string): Role {
  const found = roles.find((known) => known === text)
  if (found === undefined) throw new Unfit(`must be one of ${roles.join(', ')}.`)
  return found
}

/** One takes in what another works on: what they know of each other is in a database and a Redis that both reach. */
function missingOfRole(env: Readonly<Record<string, string | undefined>>): string[] {
  const valueOf = ({ name }: Variable) => (env[name] ?? '').trim()
  const { role: ofProcess, databaseUrl, databaseReplicaUrls, redisUrl } = variables
  const isShared = valueOf(ofProcess) === 'gateway' || valueOf(ofProcess) === 'worker'
  const missing = [databaseUrl, redisUrl]
    .filter((needed) => isShared && valueOf(needed) === '')
    .map(({ name }) => `${name} must be set with ROLE=${valueOf(ofProcess)}: gateways and workers share it.`)
  const follows = valueOf(databaseReplicaUrls) !== '' && valueOf(databaseUrl) === ''
  return follows ? [...missing, `${databaseUrl.name} must be set with ${databaseReplicaUrls.name}.`] : missing
}

function secretKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text) || key.length !== 32)
    throw new Unfit('must be 32 random bytes in base64 (openssl rand -base64 32).')
  return key
}

/** As providers call them: `gpt-4.1-mini`, `llama3.2:3b`, `org/model`. */
function modelName(text: string): string {
  if (!/^[\w.:/@-]{1,120}$/.test(text)) throw new Unfit('must be the name of a model, such as gpt-4.1-mini.')
  return text
}

function dollars(text: string): number {
  const value = Number(text)
  if (!/^\d{1,7}(?:\.\d{1,6})?$/.test(text)) throw new Unfit('must be an amount of US dollars, such as 5 or 0.50.')
  return value
}

function modelPriceList(text: string): Readonly<Record<string, ModelPrice>> {
  return Object.fromEntries(
    commaSeparated(text).map((entry) => {
      const [, model, input, output] = /^([\w.:/@-]{1,120})=(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(entry) ?? []
      if (model === undefined)
        throw new Unfit(
          'must be models with US dollars per million tokens in and out, such as llama3.2=0/0,other=0.5/1.5.',
        )
      return [model, { input: Number(input), output: Number(output) }]
    }),
  )
}

/** Another server than OpenAI's has models of other names. */
function missingOfModels(env: Readonly<Record<string, string | undefined>>): string[] {
  const isSet = (name: string) => (env[name] ?? '').trim() !== ''
  return isSet(variables.openaiBaseUrl.name) && !isSet(variables.openaiModel.name)
    ? [`${variables.openaiModel.name} must be set with ${variables.openaiBaseUrl.name}: the name of a model there.`]
    : []
}

/** Visible ASCII: a header carries it, and a line break in it is an accident of copying. */
function credential(text: string): string {
  if (!/^[\x21-\x7e]{1,4096}$/.test(text)) throw new Unfit('must be visible ASCII characters without spaces.')
  return text
}

function adminKey(text: string): string {
  if (!/^[\x21-\x7e]{8,512}$/.test(text))
    throw new Unfit('must be 8 to 512 visible ASCII characters without spaces; 32 random ones are safe.')
  return text
}

function trustProxy(text: string): boolean | number | string[] {
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const entries = commaSeparated(text)
  const named = ['loopback', 'linklocal', 'uniquelocal']
  if (entries.length === 0 || !entries.every((entry) => named.includes(entry) || isAddressOrRange(entry)))
    throw new Unfit('must be true, false, a number of hops, or IP addresses and CIDR ranges separated by commas.')
  return entries
}

function hostsAndRanges(text: string): readonly string[] {
  const entries = commaSeparated(text).map((entry) => entry.toLowerCase())
  if (!entries.every((entry) => isHost(entry) || isAddressOrRange(entry)))
    throw new Unfit('must be host names, IP addresses or CIDR ranges, separated by commas, without schemes or ports.')
  return entries
}

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

function logLevel(text: string): LogLevel {
  const level = logLevels.find((known) => known === text)
  if (level === undefined) throw new Unfit(`must be one of ${logLevels.join(', ')}.`)
  return level
}

function commaSeparated(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

/**
 * A misspelt variable would be ignored in silence. One slip of the keyboard away from a name of ours is a mistake;
 * short names are left alone, because too many others are as near.
 */
function misspelt(names: readonly string[]): string[] {
  const bare = (name: string) => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  const ours = variableNames.filter((name) => bare(name).length >= 7).map((name) => ({ name, bare: bare(name) }))
  return names
    .filter((name) => !variableNames.includes(name))
    .flatMap((name) => {
      const meant = ours.find((our) => oneSlipAway(bare(name), our.bare))
      return meant === undefined ? [] : [`${name} is not a variable of Colloquy: did you mean ${meant.name}?`]
    })
}

/** Equal, or one letter too many, too few, wrong, or swapped with its neighbour. */
function oneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  const rest = (text: string, skipped: number) => text.slice(start + skipped)
  const swapped = a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, 2) === rest(b, 2)
  return swapped || rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1)
}
