import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import type { AwsClient } from 'aws4fetch'
import { mediaDefaults } from '../config/defaults.ts'
import { Busy, Refused } from '../contracts/errors.ts'
import { tenantFolder } from './files.ts'
import { spool } from './media-files.ts'
import type { MediaFiles, MediaPlace } from './media-files.ts'

/** A bucket that speaks S3's REST API, and who may use it. */
export interface S3Bucket {
  /**
   * `https://host/bucket[/prefix]`. A bucket that is part of the host has no path, unless the host is Amazon's:
   * `https://bucket.s3.eu-central-1.amazonaws.com[/prefix]`. Without a slash at its end.
   */
  readonly url: string
  readonly region: string
  readonly keyId: string
  readonly secret: string
}

export interface S3MediaOptions {
  readonly bucket: S3Bucket
  /** Files arrive here: S3 wants to know their size and hash before it takes them. */
  readonly dataDir: string
  /** Bytes of one file. */
  readonly limit?: number
}

/**
 * Keeps media at `<prefix>/<tenant>/media/<hash>`. What the store cannot do now is Busy; what it will not do (wrong
 * credentials, no such bucket) is Refused.
 */
export function s3Media({ bucket, dataDir, limit = mediaDefaults.bytes }: S3MediaOptions): MediaPlace {
  const objects = openObjects(bucket)
  return {
    of: (tenant) =>
      s3Files(objects, `${tenant}/media/`, join(tenantFolder(dataDir, tenant), 'media', 'unfinished'), limit),
    async remove(tenant) {
      let after = ''
      for (;;) {
        const keys = await objects.list(`${tenant}/media/`, after)
        for (let at = 0; at < keys.length; at += mediaDefaults.removedAtOnce)
          await Promise.all(keys.slice(at, at + mediaDefaults.removedAtOnce).map((key) => objects.remove(key)))
        const last = keys.at(-1)
        if (last === undefined) return
        after = last
      }
    },
  }
}

function s3Files(objects: Objects, folder: string, unfinished: string, limit: number): MediaFiles {
  const arriving = spool(unfinished, limit)
  const has = (sha256: string) => objects.has(folder + sha256)
  return {
    async take(body) {
      const { path, ...arrived } = await arriving(body)
      return {
        ...arrived,
        async settle() {
          if (!(await has(arrived.sha256))) await objects.put(folder + arrived.sha256, path, arrived.sha256)
        },
      }
    },
    has,
    async *read(sha256, start, end) {
      if (start < end) yield* objects.read(folder + sha256, start, end)
    },
  }
}

/** The bucket by keys relative to the prefix. Everything throws Busy and Refused. */
interface Objects {
  /** Durable when it resolves; the store checks the hash. */
  put(key: string, path: string, sha256: string): Promise<void>
  has(key: string): Promise<boolean>
  read(key: string, start: number, end: number): AsyncIterable<Uint8Array>
  remove(key: string): Promise<void>
  /** In order, those after `after` ('': all) first; as many as the store gives at once, none when there are no more. */
  list(folder: string, after: string): Promise<readonly string[]>
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
function openObjects({ url, region, keyId, secret }: S3Bucket): Objects {
  const { root, prefix } = placed(url)
  const urlOf = (key: string) => `${root}${prefix}${key}`
  let client: Promise<AwsClient> | undefined
  const load = async () => {
    const { AwsClient } = await import('aws4fetch')
    return new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region })
  }

  async function ask(target: string, init: RequestInit = {}): Promise<Response> {
    const { signal, answered } = within(mediaDefaults.storeMs)
    try {
      const signed = await (
        await (client ??= load())
      ).sign(target, {
        method: 'GET',
        ...init,
        // A signature is for one host.
        redirect: 'manual',
        signal,
      })
      return await fetch(signed)
    } catch (error) {
      throw new Busy('The media store cannot be reached.', undefined, { cause: error })
    } finally {
      answered()
    }
  }

  return {
    async put(key, path, sha256) {
      const body = await openAsBlob(path)
      await done(await ask(urlOf(key), { method: 'PUT', body, headers: { 'x-amz-content-sha256': sha256 } }))
    },
    async has(key) {
      const response = await ask(urlOf(key), { method: 'HEAD' })
      if (response.status === 404) return false
      await done(response)
      return true
    },
    async *read(key, start, end) {
      const response = await ask(urlOf(key), { headers: { range: `bytes=${start}-${end - 1}` } })
      // 416: the file ends before the range begins.
      if (response.status === 416) await letGo(response)
      else if (response.status === 206) yield* unbroken(response)
      else throw await failure(response)
    },
    async remove(key) {
      await done(await ask(urlOf(key), { method: 'DELETE' }))
    },
    async list(folder, after) {
      const query = new URLSearchParams({ 'list-type': '2', prefix: prefix + folder })
      if (after !== '') query.set('start-after', prefix + after)
      const response = await ask(`${root}?${query.toString()}`)
      if (!response.ok) throw await failure(response)
      const answer = await text(response)
      if (!answer.includes('<ListBucketResult')) throw new Refused('The media store answers with no list of objects.')
      const keys = [...answer.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => key)
      // Never more than what was asked for is removed, whatever the answer says.
      return keys.filter((key) => key.startsWith(prefix + folder)).map((key) => key.slice(prefix.length))
    },
  }
}

/** Where a bucket is. `root` ends with a slash, and so does the prefix, unless it is empty. */
export function placed(url: string): { readonly root: string; readonly prefix: string } {
  const { origin, hostname, pathname } = new URL(url)
  const segments = pathname.split('/').filter((segment) => segment !== '')
  const isInHost = segments.length === 0 || /\.s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?$/.test(hostname)
  const bucket = isInHost ? '' : `${segments.shift() ?? ''}/`
  return { root: `${origin}/${bucket}`, prefix: segments.map((segment) => `${segment}/`).join('') }
}

/** Aborts unless there was an answer in time; how long its bytes take is up to whoever reads them. */
function within(ms: number): { readonly signal: AbortSignal; readonly answered: () => void } {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), ms)
  return { signal: controller.signal, answered: () => clearTimeout(timer) }
}

async function done(response: Response): Promise<void> {
  if (!response.ok) throw await failure(response)
  await letGo(response)
}

/** Gives the connection back. */
async function letGo(response: Response): Promise<void> {
  await response.body?.cancel()
}

async function failure(response: Response): Promise<Busy | Refused> {
  await letGo(response)
  const { status } = response
  if (status === 408 || status === 429 || status >= 500) return new Busy(`The media store answered ${status}.`)
  if (status === 404) return new Refused('The media store has no such file, or no such bucket.', { status })
  return new Refused(`The media store answered ${status}: look at its URL, region, credentials and rights.`, { status })
}

async function* unbroken(response: Response): AsyncIterable<Uint8Array> {
  if (response.body === null) return
  try {
    for await (const piece of response.body) yield piece
  } catch (error) {
    throw brokenOff(error)
  }
}

async function text(response: Response): Promise<string> {
  return response.text().catch((error: unknown) => {
    throw brokenOff(error)
  })
}

function brokenOff(cause: unknown): Busy {
  return new Busy('The media store’s answer broke off.', undefined, { cause })
}
