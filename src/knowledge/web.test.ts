import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Refused } from '../contracts/errors.ts'
import { readRobots } from './robots.ts'
import { readSitemap } from './sitemap.ts'

const at = (path: string) => new URL(path, 'https://site.example')

describe('robots.txt', () => {
  test.each([
    ['', '/a', true],
    ['User-agent: *\nDisallow: /', '/a', false],
    ['User-agent: *\nDisallow:', '/a', true],
    ['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
    ['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/c', false],
    ['User-agent: other\nDisallow: /\n\nUser-agent: *\nAllow: /', '/a', true],
    ['User-agent: other\nUser-agent: Colloquy\nDisallow: /x', '/x', false],
    ['User-agent: colloquy\nDisallow:\n\nUser-agent: *\nDisallow: /', '/a', true],
    ['user-agent: * # all\ndisallow: /*.pdf$', '/a/b.pdf', false],
    ['user-agent: *\ndisallow: /*.pdf$', '/a/b.pdf?x', true],
    ['user-agent: *\ndisallow: /a*z', '/abz/c', false],
    ['Disallow: /', '/a', true],
  ])('%j lets %s be read: %s', (text, path, allowed) => {
    expect(readRobots(text, 'colloquy').allows(at(path))).toBe(allowed)
  })

  test('never fails', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.webPath().filter((path) => URL.canParse(path, 'https://site.example')),
        (rules, path) => {
          const robots = readRobots(`user-agent: *\ndisallow: ${rules}\n${rules}`, 'colloquy')
          expect(typeof robots.allows(at(path))).toBe('boolean')
        },
      ),
    )
  })
})

describe('a sitemap', () => {
  const base = at('/sitemap.xml')
  test('names pages of its own site, each once', () => {
    const text = `<?xml version="1.0"?><urlset xmlns="x"><url><loc> https://site.example/a?x=1&amp;y=2 </loc></url>
      <url><loc>https://site.example/a?x=1&amp;y=2#top</loc></url><url><loc>https://other.example/</loc></url><url/></urlset>`
    expect(readSitemap(text, base)).toEqual({ pages: ['https://site.example/a?x=1&y=2'], sitemaps: [] })
    const one = '<urlset><url><loc>/only</loc></url></urlset>'
    expect(readSitemap(one, base).pages).toEqual(['https://site.example/only'])
    expect(readSitemap('https://site.example/a\nhttps://site.example/b\n', base).pages).toHaveLength(2)
  })

  test('may name other sitemaps', () => {
    const text = '<sitemapindex><sitemap><loc>https://site.example/more.xml</loc></sitemap></sitemapindex>'
    expect(readSitemap(text, base)).toEqual({ pages: [], sitemaps: ['https://site.example/more.xml'] })
  })

  test('of too many pages is cut, and what is none is refused', () => {
    const many = Array.from({ length: 2000 }, (_, page) => `https://site.example/${page}`).join('\n')
    expect(readSitemap(many, base).pages).toHaveLength(500)
    expect(() => readSitemap('<html>Not here</html>', base)).toThrow(Refused)
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
    expect(readSitemap(bomb, base).pages.every((page) => page.length < 100)).toBe(true)
  })
})
