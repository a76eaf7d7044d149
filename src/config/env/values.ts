import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { backupScheduleDefaults, vaultDefaults } from '../defaults.ts'
import type { ModelPrice } from '../../contracts/models.ts'

/** How the text of a variable becomes its value. Each throws Unfit with what the text must be. */

/** Thrown while one variable is read; the variable's name is put before the message. */
export class Unfit extends Error {}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

const roles = ['all', 'gateway', 'worker'] as const
export type Role = (typeof roles)[number]

export function port(text: string): number {
  const value = Number(text)
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new Unfit('must be a port, 0 to 65535 (0: any free one).')
  return value
}

const hostPattern = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/i

function isHost(text: string): boolean {
  // Digits and dots alone are an address with a mistake in it, not a name.
  return isIP(text) !== 0 || (hostPattern.test(text) && !/^[\d.]+$/.test(text))
}

export function host(text: string): string {
  if (!isHost(text)) throw new Unfit('must be an IP address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0.')
  return text
}

function parsedUrl(text: string, protocols: readonly string[]): URL | undefined {
  const url = URL.parse(text)
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '' ? url : undefined
}

export function httpUrl(text: string): string {
  if (parsedUrl(text, ['http:', 'https:']) === undefined) throw new Unfit('must be an absolute http or https URL.')
  return text
}

export function publicUrl(text: string): string {
  const url = parsedUrl(text, ['http:', 'https:'])
  if (url === undefined || `${url.username}${url.password}${url.search}${url.hash}` !== '')
    throw new Unfit('must be the http or https URL the server is reached at, without credentials, query or fragment.')
  return url.href.replace(/\/+$/, '')
}

export function smtpUrl(text: string): string {
  if (parsedUrl(text, ['smtp:', 'smtps:']) === undefined)
    throw new Unfit('must be an smtp:// or smtps:// URL, such as smtps://user:password@host:465.')
  return text
}

export function mailFrom(text: string): string {
  if (!/^[^\r\n<>]*(?:<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(text))
    throw new Unfit('must be an address, such as Colloquy <no-reply@example.org>.')
  return text
}

/** Keys are made of it and of codes and hashes: no letter in them needs escaping anywhere. */
export function bucketUrl(text: string): string {
  const url = parsedUrl(text, ['http:', 'https:'])
  const isPlain = url !== undefined && `${url.username}${url.password}${url.search}${url.hash}` === ''
  if (!isPlain || !/^(?:\/[\w][\w.-]*)*\/?$/.test(url.pathname))
    throw new Unfit(
      'must be the https URL of a bucket, such as https://host/bucket/prefix: letters, digits, dots, hyphens.',
    )
  return url.href.replace(/\/+$/, '')
}

export function region(text: string): string {
  if (!/^[a-z0-9-]{1,64}$/i.test(text)) throw new Unfit('must be the name of a region, such as eu-central-1.')
  return text
}

export function backupTarget(text: string): string {
  if (/^https?:/i.test(text)) return bucketUrl(text)
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text))
    throw new Unfit('must be a folder, or the https URL of a bucket, such as https://host/bucket/prefix.')
  return path(text)
}

/** Not every character can be typed into a restore at night; those that cannot are refused. */
export function backupKey(text: string): string {
  if (text.length < vaultDefaults.keyLength || /\p{Cc}/u.test(text))
    throw new Unfit(`must be ${vaultDefaults.keyLength} characters or more (openssl rand -base64 32).`)
  return text
}

export function interval(text: string): number {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? []
  const ms = Number(count) * { m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 'm' | 'h' | 'd'] // the pattern has no other
  const { leastEveryMs, mostEveryMs } = backupScheduleDefaults
  if (!(ms >= leastEveryMs && ms <= mostEveryMs))
    throw new Unfit('must be minutes, hours or days, from 5m to 31d, such as 6h.')
  return ms
}

export function keeping(text: string): string {
  if (!/^(?:[1-9]\d{0,5}|[1-9]\d{0,3}[dwmy](?:,[1-9]\d{0,3}[dwmy]){0,3})$/.test(text))
    throw new Unfit('must be a number of backups, or days, weeks, months and years, such as 7d,4w,12m.')
  return text
}

export function path(text: string): string {
  if (text.includes('\0')) throw new Unfit('must be the path of a folder.')
  return resolve(text)
}

export function sharedDatabase(text: string): string {
  if (parsedUrl(text, ['mysql:']) === undefined)
    throw new Unfit('must be a mysql:// URL, or unset for SQLite in DATA_DIR.')
  return text
}

export function sharedReplicas(text: string): readonly string[] {
  const urls = commaSeparated(text)
  if (urls.some((url) => parsedUrl(url, ['mysql:']) === undefined))
    throw new Unfit('must be mysql:// URLs, separated by commas.')
  return urls
}

export function redis(text: string): string {
  const [first = '', ...others] = commaSeparated(text)
  const isCluster =
    parsedUrl(first, ['redis+cluster:', 'rediss+cluster:']) !== undefined &&
    others.every((node) => parsedUrl(`redis://${node}`, ['redis:']) !== undefined)
  if (!isCluster && parsedUrl(text, ['redis:', 'rediss:']) === undefined)
    throw new Unfit('must be a redis:// or rediss:// URL, or redis+cluster://one:7000,two:7000.')
  return [first, ...others].join(',')
}

export function chroma(text: string): string {
  const url = parsedUrl(text, ['http:', 'https:'])
  if (url === undefined || `${url.username}${url.password}${url.search}${url.hash}` !== '' || url.pathname !== '/')
    throw new Unfit('must be the http or https URL of a Chroma server, such as http://chroma:8000, without a path.')
  return url.origin
}

export function role(text: string): Role {
  const found = roles.find((known) => known === text)
  if (found === undefined) throw new Unfit(`must be one of ${roles.join(', ')}.`)
  return found
}

export function secretKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text) || key.length !== 32)
    throw new Unfit('must be 32 random bytes in base64 (openssl rand -base64 32).')
  return key
}

/** As providers call them: `gpt-4.1-mini`, `llama3.2:3b`, `org/model`. */
export function modelName(text: string): string {
  if (!/^[\w.:/@-]{1,120}$/.test(text)) throw new Unfit('must be the name of a model, such as gpt-4.1-mini.')
  return text
}

export function dollars(text: string): number {
  const value = Number(text)
  if (!/^\d{1,7}(?:\.\d{1,6})?$/.test(text)) throw new Unfit('must be an amount of US dollars, such as 5 or 0.50.')
  return value
}

export function modelPriceList(text: string): Readonly<Record<string, ModelPrice>> {
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

/** Visible ASCII: a header carries it, and a line break in it is an accident of copying. */
export function credential(text: string): string {
  if (!/^[\x21-\x7e]{1,4096}$/.test(text)) throw new Unfit('must be visible ASCII characters without spaces.')
  return text
}

export function adminKey(text: string): string {
  if (!/^[\x21-\x7e]{8,512}$/.test(text))
    throw new Unfit('must be 8 to 512 visible ASCII characters without spaces; 32 random ones are safe.')
  return text
}

export function trustProxy(text: string): boolean | number | string[] {
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const entries = commaSeparated(text)
  const named = ['loopback', 'linklocal', 'uniquelocal']
  if (entries.length === 0 || !entries.every((entry) => named.includes(entry) || isAddressOrRange(entry)))
    throw new Unfit('must be true, false, a number of hops, or IP addresses and CIDR ranges separated by commas.')
  return entries
}

export function hostsAndRanges(text: string): readonly string[] {
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

export function logLevel(text: string): LogLevel {
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
