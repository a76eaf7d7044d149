import { LRUCache } from 'lru-cache'
import { crawlDefaults, documentDefaults } from '../config/defaults.ts'
import { Refused } from '../contracts/errors.ts'
import type { FetchPage, PageAnswer } from '../contracts/knowledge.ts'
import type { Freshness } from '../contracts/knowledge-store.ts'
import { readRobots } from './robots.ts'
import type { Robots } from './robots.ts'
import { readSitemap } from './sitemap.ts'

/** Pages of the web, as a polite robot reads them. */
export interface Web {
  /** With `crawling`, only what the site lets robots read. Throws Busy and Refused. */
  page(url: string, freshness: Freshness, crawling: boolean, signal: AbortSignal): Promise<PageAnswer>
  /** All pages that a sitemap names, with the sitemaps that it names. */
  pagesOf(sitemap: string, signal: AbortSignal): Promise<readonly string[]>
}

export function createWeb(fetchPage: FetchPage): Web {
  const known = new LRUCache<string, Promise<Robots>>({ max: crawlDefaults.robotsKept, ttl: crawlDefaults.robotsMs })

  const robotsOf = (origin: string, signal: AbortSignal): Promise<Robots> => {
    const before = known.get(origin)
    if (before !== undefined) return before
    const reading = readAll(`${origin}/robots.txt`, signal).then(
      (text) => readRobots(text, 'colloquy'),
      (error: unknown) => {
        // None, or none for us: everything may be read. A server that is down is asked again.
        if (error instanceof Refused) return readRobots('', 'colloquy')
        known.delete(origin)
        throw error
      },
    )
    known.set(origin, reading)
    return reading
  }

  async function readAll(url: string, signal: AbortSignal): Promise<string> {
    const answer = await fetchPage(url, {}, signal)
    if ('unchanged' in answer) throw new Refused(`${url} has nothing to say.`)
    return Buffer.from(await bytesOf(answer.body)).toString('utf8')
  }

  return {
    async page(url, freshness, crawling, signal) {
      const parsed = URL.parse(url)
      if (parsed === null) throw new Refused('That is no URL: it should begin with https://.')
      if (crawling && !(await robotsOf(parsed.origin, signal)).allows(parsed))
        throw new Refused('The site’s robots.txt asks not to read this page.')
      return fetchPage(url, freshness, signal)
    },
    async pagesOf(sitemap, signal) {
      const pages = new Set<string>()
      const open = [sitemap]
      for (let read = 0; read < crawlDefaults.sitemaps && pages.size < crawlDefaults.pages; read++) {
        const next = open.shift()
        const base = next === undefined ? null : URL.parse(next)
        if (next === undefined || base === null) break
        const found = readSitemap(await readAll(next, signal), base)
        for (const page of found.pages) pages.add(page)
        open.push(...found.sitemaps)
      }
      if (pages.size === 0) throw new Refused('The sitemap names no page of its own site.')
      return [...pages].slice(0, crawlDefaults.pages)
    },
  }
}

/** Throws Refused for more than a document may have. */
export async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    size += piece.length
    if (size > documentDefaults.bytes) throw tooLarge()
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

export function tooLarge(): Refused {
  return new Refused(`The document is larger than the ${documentDefaults.bytes} bytes that are read.`)
}
