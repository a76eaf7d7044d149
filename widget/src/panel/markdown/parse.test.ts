import { describe, expect, test } from '@jest/globals'
import { parseMarkdown } from './parse.ts'
import { safeUrl } from './tree.ts'

type Block = ReturnType<typeof parseMarkdown>[number]
type Inline = Extract<Block, { type: 'paragraph' }>['children'][number]

/** The tree in short: `strong(text)`. */
const short = (markdown: string) => parseMarkdown(markdown).map(block).join(' ')

function block(one: Block): string {
  switch (one.type) {
    case 'paragraph':
      return `p(${line(one.children)})`
    case 'heading':
      return `h${one.level}(${line(one.children)})`
    case 'code':
      return `pre(${one.text})`
    case 'rule':
      return 'hr'
    case 'quote':
      return `quote(${one.blocks.map(block).join(' ')})`
    case 'table':
      return `table<${one.align.join(' ')}>(${[one.head, ...one.rows].map((row) => `[${row.map(line).join('|')}]`).join('')})`
    case 'list':
      return `${one.ordered ? `ol${one.start}` : 'ul'}(${one.items.map((item) => `[${item.map(block).join(' ')}]`).join('')})`
  }
}

function line(children: readonly Inline[]): string {
  return children
    .map((one) => {
      if (one.type === 'break') return '/'
      if ('text' in one) return one.type === 'text' ? one.text : `code(${one.text})`
      return `${one.type}${one.type === 'link' ? `<${one.href}>` : ''}(${line(one.children)})`
    })
    .join('')
}

/** Everything that is said in it, and nothing of how. */
function words(tree: unknown): string {
  if (Array.isArray(tree)) return tree.map(words).join('')
  if (typeof tree !== 'object' || tree === null) return ''
  const { type: _type, href: _href, text, ...inner } = tree as Readonly<Record<string, unknown>> // a block or an inline
  return typeof text === 'string' ? text : words(Object.values(inner))
}

const letters = (text: string) => text.replaceAll(/[^\p{L}]/gu, '')

describe('the Markdown of the panel', () => {
  test.each([
    ['plain words', 'p(plain words)'],
    ['one\ntwo\r\nthree', 'p(one/two/three)'],
    ['one\n\n\ntwo', 'p(one) p(two)'],
    ['**bold** and __bold__', 'p(strong(bold) and strong(bold))'],
    ['*it* and _it_ and ~~gone~~', 'p(emphasis(it) and emphasis(it) and strike(gone))'],
    ['**bold with *italic* in it**', 'p(strong(bold with emphasis(italic) in it))'],
    ['***', 'hr'],
    ['**not closed', 'p(**not closed)'],
    ['2 * 3 * 4 and snake_case_word', 'p(2 * 3 * 4 and snake_case_word)'],
    ['5\\*4\\*3 \\# \\n', 'p(5*4*3 # \\n)'],
    ['`a * b` and ``a ` b``', 'p(code(a * b) and code(a ` b))'],
    ['a ` b', 'p(a ` b)'],
    ['# Title #\n## Two\ntext', 'h1(Title) h2(Two) p(text)'],
    ['#no title', 'p(#no title)'],
    ['```js\nlet a = "**"\n\n  b\n```\nafter', 'pre(let a = "**"\n\n  b) p(after)'],
    ['```ts\nlet a\n```', 'pre(let a)'],
    ['| a | b |\n|---|:-:|\n| 1 | **2** |\n| 3 |\nafter', 'table<start center>([a|b][1|strong(2)][3|]) p(after)'],
    ['text\na | b\n--|-:\n1 \\| 2 | 3', 'p(text) table<start end>([a|b][1 | 2|3])'],
    ['a | b', 'p(a | b)'],
    ['| a | b |\n|---|', 'p(| a | b |/|---|)'],
    ['```\nstill being writ', 'pre(still being writ)'],
    ['- a\n- b\n  - c\n- d', 'ul([p(a)][p(b) ul([p(c)])][p(d)])'],
    ['3. a\n4. b\n\nafter', 'ol3([p(a)][p(b)]) p(after)'],
    ['- a\n\n- b\n\n  more of b', 'ul([p(a)][p(b) p(more of b)])'],
    ['1. a\n- b', 'ol1([p(a)]) ul([p(b)])'],
    ['> a\n> **b**\nc', 'quote(p(a/strong(b))) p(c)'],
    ['[a *b*](https://c.example/d_(e) "title")!', 'p(link<https://c.example/d_(e)>(a emphasis(b))!)'],
    ['![alt](https://c.example/i.png)', 'p(link<https://c.example/i.png>(alt))'],
    [
      '[x](javascript:alert(1)) [y](//evil.example) [z](data:text/html,x)',
      'p([x](javascript:alert(1)) [y](//evil.example) [z](data:text/html,x))',
    ],
    [
      'see https://a.example/b_c_d(e)?f=g*h. Or (https://h.example)',
      'p(see link<https://a.example/b_c_d(e)?f=g*h>(https://a.example/b_c_d(e)?f=g*h). Or (link<https://h.example/>(https://h.example)))',
    ],
    [
      '<https://a.example> <mailto:b@c.example>',
      'p(link<https://a.example/>(https://a.example) link<mailto:b@c.example>(b@c.example))',
    ],
    ['<b onclick="x">no & no</b>', 'p(<b onclick="x">no & no</b>)'],
    ['[not](a link [at](all', 'p([not](a link [at](all)'],
    ['', ''],
  ])('%j', (markdown, tree) => {
    expect(short(markdown)).toBe(tree)
  })

  test.each(['https://a.example', 'http://a.example', 'mailto:a@b.example'])('links to %s', (url) => {
    expect(safeUrl(url)).toContain(url)
  })

  test.each([
    undefined,
    '',
    '/path',
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'file:///x',
    'blob:https://a.example/x',
  ])('never links to %j', (url) => {
    expect(safeUrl(url)).toBeUndefined()
  })

  test('keeps every word of what is nested too deep, and ends', () => {
    const deep = ['> ', '- ', '**', '[', '![', '](', '`', '*_', '~~ ', '<h', '\\', '1. ', '([', '_a', '* a *'].map(
      (mark) => mark.repeat(16_000),
    )
    for (const text of deep) {
      expect(letters(words(parseMarkdown(text)))).toBe(letters(text))
    }
  })
})
