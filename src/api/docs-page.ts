import { hash } from 'node:crypto'
import { operationBlock, type Documented } from './docs-operation.ts'
import { style } from './docs-style.ts'
import { anchor, escape, prose } from './html.ts'
import type { OpenApiDocument } from './openapi.ts'
import { failures } from './openapi-errors.ts'

/** What the page may do: show itself. No script, nothing from anywhere, not within another page. */
export const docsPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', style, 'base64')}'`,
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The reference as one page of plain HTML. Pure. */
export function docsPage({ info, paths }: OpenApiDocument): string {
  const groups = Map.groupBy(
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]): Documented => ({ path, method, operation })),
    ),
    ({ operation }) => operation.tags?.[0] ?? 'Other',
  )
  const contents = [...groups].map(
    ([tag, those]) => `<li><a href="#${anchor(tag)}">${escape(tag)}</a> <small>${those.length}</small></li>`,
  )
  const sections = [...groups].map(
    ([tag, those]) =>
      `<section><h2 id="${anchor(tag)}">${escape(tag)}</h2>${those.map(operationBlock).join('\n')}</section>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(info.title)}: HTTP reference</title>
<style>${style}</style>
</head>
<body>
<nav aria-label="Contents"><strong>${escape(info.title)} ${escape(info.version)}</strong><ul>
<li><a href="#habits">How it behaves</a></li>
${contents.join('')}
<li><a href="#errors">Errors</a></li>
</ul></nav>
<main>
<h1>HTTP reference</h1>
<p>${prose(info.description ?? '')} For programs, the same as <a href="/api/v1/openapi.json">OpenAPI 3.1</a>.</p>
${habits}
${sections.join('\n')}
${errors}
</main>
</body>
</html>
`
}

const habits = `<h2 id="habits">How it behaves</h2>
<dl>${(
  [
    [
      'Who calls',
      'An API key or an access token, as `Authorization: Bearer …` or `X-API-Key: …`. The examples have it in `$KEY`, and the address of the gateway in `$COLLOQUY`.',
    ],
    ['Permission', 'What the caller must hold. What a caller may not see does not exist for it: 404.'],
    [
      'Lists',
      '`limit` (1 to 200) and `cursor` (the `nextCursor` of the page before); `nextCursor` is null on the last page.',
    ],
    ['Unknown fields', 'In a body they are refused by name. In an address they are passed over.'],
    [
      'Sending again',
      'Where `Idempotency-Key` is offered, a POST is done once however often it arrives, and answered as it was.',
    ],
    [
      'Versions',
      'Where `If-Match` is offered, it is the `ETag` of what you read, and you get 412 where somebody changed it since.',
    ],
    [
      'Limits',
      'A tenant’s caller sees `RateLimit-Limit`, `-Remaining` and `-Reset`; 429 and 503 say in `Retry-After` how many seconds to wait.',
    ],
    ['Request id', '`X-Request-Id` is in every answer, and is yours where you send one.'],
  ] as const
)
  .map(([term, meaning]) => `<dt>${term}</dt><dd>${prose(meaning)}</dd>`)
  .join('')}</dl>`

const errors = `<section><h2 id="errors">Errors</h2>
<p>${prose('Every error has one form: `{"error": {"code", "message", "field"?, "requestId"}}`. A program looks at the code; the message is for people.')}</p>
<table><thead><tr><th>Status</th><th>Code</th><th>When</th><th>For example</th></tr></thead><tbody>${Object.entries(
  failures,
)
  .map(
    ([status, { code, description, message }]) =>
      `<tr id="error-${status}"><td>${status}</td><td><code>${code}</code></td><td>${prose(description)}</td><td>${prose(message)}</td></tr>`,
  )
  .join('')}</tbody></table></section>`
