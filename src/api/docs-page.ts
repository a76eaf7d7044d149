import type { OpenApiDocument, Operation } from './openapi.ts'

/** The reference as one page of plain HTML: no script, nothing loaded from anywhere. Pure. */
export function docsPage({ info, paths }: OpenApiDocument): string {
  const groups = Map.groupBy(
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
    ),
    ({ operation }) => operation.tags?.[0] ?? 'Other',
  )
  const sections = [...groups].map(
    ([tag, routes]) => `<h2 id="${anchor(tag)}">${escape(tag)}</h2>${routes.map(routeSection).join('')}`,
  )
  const contents = [...groups.keys()].map((tag) => `<li><a href="#${anchor(tag)}">${escape(tag)}</a></li>`).join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(info.title)}: HTTP reference</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escape(info.title)} ${escape(info.version)}: HTTP reference</h1>
<p>${escape(info.description ?? '')} Send an API key as <code>Authorization: Bearer …</code> or <code>X-API-Key</code>.
Errors are <code>{"error": {"code", "message", "field"?, "requestId"}}</code>.
For programs: <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<nav aria-label="Contents"><ul>${contents}</ul></nav>
${sections.join('\n')}
</main>
</body>
</html>
`
}

interface RouteOf {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

function routeSection({ path, method, operation }: RouteOf): string {
  const { summary = '', description, parameters = [], requestBody, responses, security } = operation
  const inputs = parameters.map(
    (parameter) =>
      `<tr><td><code>${escape(parameter.name)}</code></td><td>${escape(parameter.in)}</td><td>${escape(parameter.description ?? '')}</td></tr>`,
  )
  const bodies = Object.values(requestBody?.content ?? {}).map(({ schema }) => schemaBlock('Body', schema))
  const answers = Object.entries(responses)
    .filter(([status]) => status !== 'default')
    .map(([status, response]) => schemaBlock(`Answer ${status}`, response))
  return `<details>
<summary><code><b>${escape(method.toUpperCase())}</b> ${escape(path)}</code> ${escape(summary)}${security?.length === 0 ? ' <i>(no key)</i>' : ''}</summary>
${description === undefined ? '' : `<p>${escape(description)}</p>`}
${inputs.length === 0 ? '' : `<table><thead><tr><th>Parameter</th><th>In</th><th></th></tr></thead><tbody>${inputs.join('')}</tbody></table>`}
${[...bodies, ...answers].join('')}
</details>`
}

function schemaBlock(title: string, schema: unknown): string {
  return `<h3>${escape(title)}</h3><pre tabindex="0">${escape(JSON.stringify(schema, undefined, 2))}</pre>`
}

function anchor(tag: string): string {
  return encodeURIComponent(tag.toLowerCase().replaceAll(' ', '-'))
}

/** Text as it may stand in HTML, in quotes or not. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
summary { padding: .4rem 0; cursor: pointer; }
pre { overflow: auto; max-height: 24rem; padding: .75rem; border: 1px solid #8886; border-radius: .25rem; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .2rem .8rem .2rem 0; }
h3 { font-size: 1rem; margin: .8rem 0 .2rem; }
`
