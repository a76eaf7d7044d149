import type { ComponentChildren, JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { Icon } from '../view/icons.tsx'
import { parseMarkdown } from './parse.ts'
import type { Block, Inline } from './tree.ts'

/** A chunk of its own: words are read before it has come, as they were written. */
export default function Markdown({ text, copyLabel }: { readonly text: string; readonly copyLabel: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text])
  return <div class="prose">{blocks.map((one, index) => block(one, index, copyLabel))}</div>
}

function block(one: Block, key: number, copyLabel: string): JSX.Element {
  switch (one.type) {
    case 'paragraph':
      return sources(one.children, key) ?? <p key={key}>{one.children.map(inline)}</p>
    case 'heading':
      // Big letters do not make a section of the page: a message is no document.
      return (
        <p key={key} class={`heading heading-${Math.min(one.level, 3)}`}>
          {one.children.map(inline)}
        </p>
      )
    case 'code':
      return <Code key={key} text={one.text} language={one.language} copyLabel={copyLabel} />
    case 'rule':
      return <hr key={key} />
    case 'quote':
      return <blockquote key={key}>{one.blocks.map((inner, index) => block(inner, index, copyLabel))}</blockquote>
    case 'list': {
      const items = one.items.map((item, index) => <li key={index}>{tightly(item, copyLabel)}</li>)
      return one.ordered ? (
        <ol key={key} start={one.start}>
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      )
    }
    case 'table':
      return (
        <div key={key} class="wide" tabIndex={0} role="group">
          <table>
            <thead>
              <tr>
                {one.head.map((cell, column) => (
                  <th key={column} scope="col" class={one.align[column]}>
                    {cell.map(inline)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {one.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column} class={one.align[column]}>
                      {cell.map(inline)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
  }
}

/** The text of a list item stands beside its marker, not in a paragraph of its own. */
function tightly([first, ...rest]: readonly Block[], copyLabel: string): ComponentChildren {
  const others = rest.map((one, index) => block(one, index + 1, copyLabel))
  if (first === undefined) return others
  return [first.type === 'paragraph' ? first.children.map(inline) : block(first, 0, copyLabel), ...others]
}

/** Where an answer comes from: lines that begin with a page, as answers out of documents end. */
function sources(children: readonly Inline[], key: number): JSX.Element | undefined {
  const lines: Inline[][] = [[]]
  for (const one of children) {
    if (one.type === 'break') lines.push([])
    else lines.at(-1)?.push(one)
  }
  const isSource = ([first]: readonly Inline[]) => first?.type === 'text' && first.text.startsWith('📄')
  if (!lines.every(isSource)) return undefined
  return (
    <ul key={key} class="sources">
      {lines.map((line, index) => (
        <li key={index}>
          <Icon name="document" />
          <span>{line.map((one, at) => inline(at === 0 ? withoutPage(one) : one, at))}</span>
        </li>
      ))}
    </ul>
  )
}

function withoutPage(one: Inline): Inline {
  return one.type === 'text' ? { ...one, text: one.text.replace(/^📄\s*/u, '') } : one
}

function inline(one: Inline, key: number): ComponentChildren {
  switch (one.type) {
    case 'text':
      return one.text
    case 'break':
      return <br key={key} />
    case 'code':
      return (
        <code key={key} dir="ltr">
          {one.text}
        </code>
      )
    case 'strong':
      return <strong key={key}>{one.children.map(inline)}</strong>
    case 'emphasis':
      return <em key={key}>{one.children.map(inline)}</em>
    case 'strike':
      return <s key={key}>{one.children.map(inline)}</s>
    case 'link':
      return (
        <a key={key} href={one.href} target="_blank" rel="noopener noreferrer nofollow">
          {one.children.map(inline)}
        </a>
      )
  }
}

function Code({
  text,
  language,
  copyLabel,
}: {
  readonly text: string
  readonly language: string
  readonly copyLabel: string
}) {
  const [copied, setCopied] = useState(false)
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      setTimeout(() => setCopied(false), 2000)
    } catch {
      // Not allowed here: the text can be marked and copied by hand.
    }
  }
  return (
    <div class={language === '' ? 'code bare' : 'code'}>
      <div class="code-head">
        <span>{language}</span>
        <button type="button" onClick={() => void copy()} aria-label={copyLabel}>
          <Icon name={copied ? 'check' : 'copy'} />
        </button>
      </div>
      {/* What scrolls must be reached by the keyboard. */}
      <pre dir="ltr" tabIndex={0}>
        <code>{text}</code>
      </pre>
    </div>
  )
}
