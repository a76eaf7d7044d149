import { XMLParser } from 'fast-xml-parser'
import { crawlDefaults } from '../config/defaults.ts'
import { Refused } from '../contracts/errors.ts'

export interface Sitemap {
  /** Pages of the site itself, each once. */
  readonly pages: readonly string[]
  /** Other sitemaps that it names. */
  readonly sitemaps: readonly string[]
}

/** A sitemap (sitemaps.org, XML or one URL a line) at `base`; only what is on the same host is taken. Throws Refused. */
export function readSitemap(text: string, base: URL): Sitemap {
  const isXml = /^\s*(?:\ufeff)?<(?:\?xml|urlset|sitemapindex)/.test(text)
  const lines = isXml ? undefined : text.split(/\r?\n/)
  if (lines !== undefined && !lines.some((line) => /^https?:\/\//.test(line.trim())))
    throw new Refused('There is no sitemap at this URL.')
  const { urlset, sitemapindex } = isXml ? parsed(text) : { urlset: { url: lines?.map((loc) => ({ loc })) } }
  return {
    pages: own(urlset?.url, base).slice(0, crawlDefaults.pages),
    sitemaps: own(sitemapindex?.sitemap, base).slice(0, crawlDefaults.sitemaps),
  }
}

interface Parsed {
  readonly urlset?: { readonly url?: unknown }
  readonly sitemapindex?: { readonly sitemap?: unknown }
}

function parsed(text: string): Parsed {
  try {
    // No entities: a stranger's could grow without end.
    const tree: unknown = new XMLParser({ processEntities: false, ignoreAttributes: true, parseTagValue: false }).parse(
      text,
    )
    return typeof tree === 'object' && tree !== null ? tree : {}
  } catch (error) {
    throw new Refused('The sitemap cannot be read: it is no XML.', { cause: error })
  }
}

function own(entries: unknown, base: URL): readonly string[] {
  const list: readonly unknown[] = Array.isArray(entries) ? entries : entries === undefined ? [] : [entries]
  const urls = list.flatMap((entry) => {
    const loc = typeof entry === 'object' && entry !== null && 'loc' in entry ? entry.loc : undefined
    const url =
      typeof loc === 'string' && loc.trim() !== '' ? URL.parse(loc.trim().replaceAll('&amp;', '&'), base.href) : null
    if (url?.host !== base.host) return []
    url.hash = ''
    return [url.href]
  })
  return [...new Set(urls)]
}
