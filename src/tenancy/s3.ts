import { createHash } from 'node:crypto'
import type { AwsClient } from 'aws4fetch'
import { mediaDefaults } from '../config/defaults.ts'
import { Busy, Refused } from '../contracts/errors.ts'

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

export interface S3Object {
  readonly key: string
  /** Bytes. */
  readonly size: number
  /** When it was written, milliseconds since 1970; 0 where the store does not say. */
  readonly at: number
}

/** The bucket by keys relative to the prefix. Everything throws Busy and Refused. */
export interface Objects {
  /** Durable when it resolves; the store checks the hash (SHA-256, hex). */
  put(key: string, body: Blob | Uint8Array<ArrayBuffer>, sha256: string): Promise<void>
  has(key: string): Promise<boolean>
  read(key: string, start: number, end: number): AsyncIterable<Uint8Array>
  /** All of it. */
  readAll(key: string): AsyncIterable<Uint8Array>
  remove(key: string): Promise<void>
  /** In order, those after `after` ('': all) first; as many as the store gives at once, none when there are no more. */
  list(folder: string, after: string): Promise<readonly S3Object[]>
  /** An object in parts, each but the last of 5 MiB or more: it is there when `complete` resolves, and not before. */
  begin(key: string): Promise<S3Upload>
}

export interface S3Upload {
  add(part: Uint8Array<ArrayBuffer>): Promise<void>
  complete(): Promise<void>
  /** What was added is forgotten. */
  abort(): Promise<void>
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 * `what`: the store's name in sentences.
 */
export function openObjects({ url, region, keyId, secret }: S3Bucket, what: string): Objects {
  const { root, prefix } = placed(url)
  const urlOf = (key: string) => `${root}${prefix}${key}`
  const { done, failure, brokenOff } = answersOf(what)
  let client: Promise<AwsClient> | undefined
  const load = async () => {
    const { AwsClient } = await import('aws4fetch')
    return new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region })
  }

  async function ask(target: string, init: RequestInit = {}): Promise<Response> {
    const { signal, answered } = within(mediaDefaults.storeMs)
    try {
      const aws = await (client ??= load())
      // A signature is for one host.
      return await fetch(await aws.sign(target, { method: 'GET', ...init, redirect: 'manual', signal }))
    } catch (error) {
      throw new Busy(`The ${what} cannot be reached.`, undefined, { cause: error })
    } finally {
      answered()
    }
  }

  const textOf = (response: Response) =>
    response.text().catch((error: unknown) => {
      throw brokenOff(error)
    })

  async function* unbroken(response: Response): AsyncIterable<Uint8Array> {
    if (response.body === null) return
    try {
      for await (const piece of response.body) yield piece
    } catch (error) {
      throw brokenOff(error)
    }
  }

  /** A body of bytes, with the hash that the store is to check. */
  const bytes = (method: string, body: Blob | Uint8Array<ArrayBuffer>, sha256: string): RequestInit => ({
    method,
    body: body,
    headers: { 'x-amz-content-sha256': sha256 },
  })

  return {
    put: async (key, body, sha256) => done(await ask(urlOf(key), bytes('PUT', body, sha256))),
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
    async *readAll(key) {
      const response = await ask(urlOf(key))
      if (response.status !== 200) throw await failure(response)
      yield* unbroken(response)
    },
    remove: async (key) => done(await ask(urlOf(key), { method: 'DELETE' })),
    async list(folder, after) {
      const query = new URLSearchParams({ 'list-type': '2', prefix: prefix + folder })
      if (after !== '') query.set('start-after', prefix + after)
      const response = await ask(`${root}?${query.toString()}`)
      if (!response.ok) throw await failure(response)
      const answer = await textOf(response)
      if (!answer.includes('<ListBucketResult')) throw new Refused(`The ${what} answers with no list of objects.`)
      const found = [...answer.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, entry = '']) => objectOf(entry))
      // Never more than what was asked for is removed, whatever the answer says.
      return found
        .filter(({ key }) => key.startsWith(prefix + folder))
        .map((object) => ({ ...object, key: object.key.slice(prefix.length) }))
    },
    async begin(key) {
      const begun = await ask(`${urlOf(key)}?uploads=`, { method: 'POST' })
      if (!begun.ok) throw await failure(begun)
      const id = fieldOf(await textOf(begun), 'UploadId')
      if (id === '') throw new Refused(`The ${what} begins no upload in parts.`)
      const upload = `${urlOf(key)}?uploadId=${encodeURIComponent(id)}`
      const tags: string[] = []
      return {
        async add(part) {
          const number = tags.length + 1
          const response = await ask(`${upload}&partNumber=${number}`, bytes('PUT', part, sha256Of(part)))
          const tag = response.headers.get('etag')
          await done(response)
          tags.push(tag ?? '')
        },
        async complete() {
          const parts = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`)
          const body = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`)
          const response = await ask(upload, bytes('POST', body, sha256Of(body)))
          if (!response.ok) throw await failure(response)
          // S3 may answer 200 and tell of its failure in the body.
          if ((await textOf(response)).includes('<Error>'))
            throw new Busy(`The ${what} did not put the parts together.`)
        },
        abort: async () => done(await ask(upload, { method: 'DELETE' })),
      }
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

function objectOf(entry: string): S3Object {
  const at = Date.parse(fieldOf(entry, 'LastModified'))
  return { key: fieldOf(entry, 'Key'), size: Number(fieldOf(entry, 'Size')) || 0, at: Number.isNaN(at) ? 0 : at }
}

function fieldOf(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? ''
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Aborts unless there was an answer in time; how long its bytes take is up to whoever reads them. */
function within(ms: number): { readonly signal: AbortSignal; readonly answered: () => void } {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), ms)
  return { signal: controller.signal, answered: () => clearTimeout(timer) }
}

/** Gives the connection back. */
async function letGo(response: Response): Promise<void> {
  await response.body?.cancel()
}

function answersOf(what: string) {
  async function failure(response: Response): Promise<Busy | Refused> {
    await letGo(response)
    const { status } = response
    if (status === 408 || status === 429 || status >= 500) return new Busy(`The ${what} answered ${status}.`)
    if (status === 404) return new Refused(`The ${what} has no such file, or no such bucket.`, { status })
    return new Refused(`The ${what} answered ${status}: look at its URL, region, credentials and rights.`, { status })
  }
  return {
    failure,
    done: async (response: Response): Promise<void> => {
      if (!response.ok) throw await failure(response)
      await letGo(response)
    },
    brokenOff: (cause: unknown) => new Busy(`The ${what}’s answer broke off.`, undefined, { cause }),
  }
}
