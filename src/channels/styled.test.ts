import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseMarkdown } from './markdown.ts'
import { clip, split } from './split.ts'
import type { Span, StyledText } from './styled.ts'
import { isVisible, joined, plain, readMarkdown, styled } from './styled.ts'

/** `bold:hello` for a span: what it is and what it covers. */
const named = ({ text, spans }: StyledText) =>
  spans.map(({ kind, offset, length }) => `${kind}:${text.slice(offset, offset + length)}`)

describe('Markdown becomes text and spans', () => {
  test.each([
    ['Hello **world**', 'Hello world', ['bold:world']],
    ['*a* _b_ ~~c~~ `d`', 'a b c d', ['italic:a', 'italic:b', 'strike:c', 'code:d']],
    ['**bold *and italic***', 'bold and italic', ['bold:bold and italic', 'italic:and italic']],
    ['# Title\n\ntext', 'Title\n\ntext', ['bold:Title']],
    ['# A **b** c', 'A b c', ['bold:A b c']],
    ['```js\nlet a\n```', 'let a', ['pre:let a']],
    ['> said\n> twice', 'said\ntwice', ['quote:said\ntwice']],
    ['> a\n>\n> > b', 'a\n\nb', ['quote:a\n\nb']],
    ['[site](https://example.org/a)', 'site', ['link:site']],
    ['![photo](https://example.org/a.png)', 'photo', ['link:photo']],
    ['[](https://example.org)', 'https://example.org', []],
    ['![](https://example.org/a.png "A lamp")', 'A lamp', ['link:A lamp']],
    ['<https://example.org>', 'https://example.org', []],
    ['[x](javascript:alert)', 'x (javascript:alert)', []],
    ['[x](/path)', 'x (/path)', []],
    ['[mail](mailto:a@example.org)', 'mail (a@example.org)', []],
    ['<a@example.org>', 'a@example.org', []],
    ['[a][b]\n\n[b]: https://example.org', 'a', ['link:a']],
    ['[never used]: https://example.org', '[never used]: https://example.org', []],
    ['- one\n- two\n  - three', '• one\n• two\n  • three', []],
    ['3. one\n4. two', '3. one\n4. two', []],
    ['- one\n\n- two', '• one\n\n• two', []],
    ['a<br>b', 'a<br>b', []],
    ['a  \nb', 'a\nb', []],
    ['***', '———', []],
    ['```hello', 'hello', ['pre:hello']],
    ['``` rm -rf /tmp\nok\n```', 'rm -rf /tmp\nok', ['pre:rm -rf /tmp\nok']],
    [String.raw`\*not bold\*`, '*not bold*', []],
    ['a &amp; b', 'a & b', []],
    ['a\r\nb', 'a\nb', []],
    ['1 < 2 and 2 > 1', '1 < 2 and 2 > 1', []],
    ['', '', []],
  ])('%j', (markdown, text, spans) => {
    const result = readMarkdown(markdown)
    expect(result.text).toBe(text)
    expect(named(result)).toEqual(spans)
  })

  test('offsets count UTF-16 units', () => {
    expect(readMarkdown('😀 **bold**').spans).toEqual([{ kind: 'bold', offset: 3, length: 4 }])
  })

  test('a code block keeps its language', () => {
    expect(readMarkdown('```c++\nx\n```').spans).toEqual([{ kind: 'pre', offset: 0, length: 1, language: 'c++' }])
  })

  test('code is cut out of what surrounds it, and gives way to a link', () => {
    expect(named(readMarkdown('**a `b` c**'))).toEqual(['bold:a ', 'code:b', 'bold: c'])
    expect(named(readMarkdown('[`b`](https://example.org)'))).toEqual(['link:b'])
  })

  test('half a surrogate pair becomes a replacement character', () => {
    expect(readMarkdown('a\ud800b').text).toBe('a\ufffdb')
  })

  test('what would keep the parser busy for seconds is plain text', () => {
    for (const nasty of ['1. '.repeat(5000), '>'.repeat(20_000), '*_'.repeat(8000), '**a_ '.repeat(4000)]) {
      expect(readMarkdown(nasty)).toEqual(plain(nasty.trim()))
      expect(parseMarkdown(nasty).children).toHaveLength(1)
    }
    expect(readMarkdown('- '.repeat(20) + '\n\n' + '-'.repeat(60)).text).toContain('-')
  })

  test('pieces are put together with their spans', () => {
    const card = joined([styled('Title', 'bold'), plain(''), readMarkdown('*x*')], '\n')
    expect(card.text).toBe('Title\nx')
    expect(named(card)).toEqual(['bold:Title', 'italic:x'])
  })

  test('invisible characters alone are nothing to send', () => {
    for (const nothing of ['', ' \n\t', '\u200b\u200d\ufeff', '\u2800', '\u3164'])
      expect(isVisible(nothing)).toBe(false)
    for (const something of ['a', '.', '😀', '\u0301']) expect(isVisible(something)).toBe(true)
  })

  test('any text gives spans within it, properly nested', () => {
    fc.assert(
      fc.property(markdownLike, (markdown) => {
        const { text, spans } = readMarkdown(markdown)
        for (const span of spans) {
          expect(span.length).toBeGreaterThan(0)
          expect(span.offset + span.length).toBeLessThanOrEqual(text.length)
        }
        for (const one of spans) for (const other of spans) expect(overlapsPartly(one, other)).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test('letters and digits of any text come out again, in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('word', 'über', '42', '日本', '**', '*', '_', '`', '>', '- ', '\n', ' ', '~~', '#')),
        (pieces) => {
          const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '')
          const markdown = pieces.join('')
          // What follows a fence is the code's language: it is kept with the span, not in the text.
          fc.pre(!/~~~|```/.test(markdown))
          expect(letters(readMarkdown(markdown).text)).toBe(letters(markdown))
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('a long text is split', () => {
  const texts = (styled: StyledText, units: number) => split(styled, { units }).map(({ text }) => text)

  test('where people would split it', () => {
    expect(texts(plain('one two\n\nthree four five'), 20)).toEqual(['one two', 'three four five'])
    expect(texts(plain('first line here\nsecond line here'), 20)).toEqual(['first line here', 'second line here'])
    expect(texts(plain('First one. Second one.'), 15)).toEqual(['First one.', 'Second one.'])
    expect(texts(plain('alpha beta gamma'), 12)).toEqual(['alpha beta', 'gamma'])
    expect(texts(plain('abcdefgh'), 3)).toEqual(['abc', 'def', 'gh'])
    expect(texts(plain('fits'), 4)).toEqual(['fits'])
    expect(texts(plain(''), 4)).toEqual([])
  })

  test('a scrap of a first paragraph is not sent alone', () => {
    expect(texts(plain('Hi\n\nalpha beta gamma delta'), 20)).toEqual(['Hi\n\nalpha beta gamma', 'delta'])
  })

  test('a grapheme cluster stays whole', () => {
    const family = '👨‍👩‍👧‍👦'
    expect(texts(plain(family.repeat(3)), family.length + 5)).toEqual([family, family, family])
    expect(texts(plain('🇩🇪'.repeat(3)), 6)).toEqual(['🇩🇪', '🇩🇪', '🇩🇪'])
    expect(texts(plain('e\u0301'.repeat(3)), 3)).toEqual(['e\u0301', 'e\u0301', 'e\u0301'])
  })

  test('a cluster longer than a piece is cut between code points', () => {
    const zalgo = 'a' + '\u{1e000}'.repeat(10)
    expect(texts(plain(zalgo), 6).join('')).toBe(zalgo)
    for (const piece of texts(plain(zalgo), 6)) expect(piece.isWellFormed()).toBe(true)
  })

  test('a span that fits moves to the next piece whole', () => {
    const pieces = split(readMarkdown('some words **bold words here**'), { units: 24 })
    expect(pieces.map(({ text }) => text)).toEqual(['some words', 'bold words here'])
    expect(named(pieces[1]!)).toEqual(['bold:bold words here'])
  })

  test('a longer span goes on as another of its kind', () => {
    const pieces = split(readMarkdown('```js\nlet a = 1\n  let b = 2\nlet c = 3\n```'), { units: 14 })
    expect(pieces.map(({ text }) => text)).toEqual(['let a = 1', '  let b = 2', 'let c = 3'])
    for (const { text, spans } of pieces) {
      expect(spans).toEqual([{ kind: 'pre', offset: 0, length: text.length, language: 'js' }])
    }
  })

  test('a piece holds no more spans than allowed', () => {
    const many = readMarkdown(Array.from({ length: 25 }, (_, index) => `**b${index}**`).join(' '))
    const pieces = split(many, { units: 4096, spans: 10 })
    expect(pieces.map(({ spans }) => spans.length)).toEqual([10, 10, 5])
    expect(pieces.map(({ text }) => text).join(' ')).toBe(many.text)
  })

  test('whatever the text and the limit: pieces fit, nothing but white space is lost', () => {
    const squeezed = (text: string) => text.replaceAll(/\s/g, '')
    fc.assert(
      fc.property(markdownLike, fc.integer({ min: 2, max: 60 }), (markdown, units) => {
        const whole = readMarkdown(markdown)
        const pieces = split(whole, { units })
        for (const { text, spans } of pieces) {
          expect(text.length).toBeLessThanOrEqual(units)
          expect(text.isWellFormed()).toBe(true)
          for (const { offset, length } of spans) expect(offset + length).toBeLessThanOrEqual(text.length)
        }
        expect(squeezed(pieces.map(({ text }) => text).join(''))).toBe(squeezed(whole.text))
      }),
      { numRuns: 1000 },
    )
  })

  test('a label is clipped by whole characters', () => {
    expect(clip('short', 10)).toBe('short')
    expect(clip('a long label', 7)).toBe('a long…')
    expect(clip('👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 12)).toBe('👨‍👩‍👧‍👦…')
  })
})

const markdownLike = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '**',
        '*',
        '_',
        '`',
        '```',
        '~~',
        '[',
        '](https://example.org)',
        '> ',
        '- ',
        '1. ',
        '# ',
        '\n',
        '\n\n',
        ' ',
        '\\',
        '<',
        '&amp;',
      ),
      fc.constantFrom('👨‍👩‍👧‍👦', '🇩🇪', 'e\u0301', '\ud800', '\u202e', 'word', 'a longer sentence. ', '日本語', '\0'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''))

function overlapsPartly(one: Span, other: Span): boolean {
  const [oneEnd, otherEnd] = [one.offset + one.length, other.offset + other.length]
  return one.offset < other.offset && other.offset < oneEnd && oneEnd < otherEnd
}
