import { hash } from 'node:crypto'
import type { Api } from './schemas.ts'

export interface SmallPage {
  /** Where it is; its script is there too, with `.js` behind. */
  readonly path: string
  readonly title: string
  /** What stands below the title, as HTML of our own. */
  readonly main: string
  readonly script: string
}

const style = `
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 12vh auto; padding: 0 1rem; color-scheme: light dark }
  label, input, button, .button { display: block; width: 100%; box-sizing: border-box; font: inherit; margin: .5rem 0 }
  input, button, .button { padding: .6rem .8rem; border-radius: .5rem; border: 1px solid #767676 }
  .button { text-align: center; text-decoration: none }
  form, section { margin: 0 0 1.5rem }
  [hidden] { display: none }
`

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', style, 'base64')}'`,
  "script-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A page for people, without anything of anybody else: what is secret comes behind the `#`, which no server is told. */
export function smallPageRoute(api: Api, { path, title, main, script }: SmallPage): void {
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
<main>
<h1>${title}</h1>
${main}
<output role="status"></output>
</main>
<script src="${path.slice(1)}.js"></script>
</html>`
  const config = { permission: 'public' } as const
  const schema = { hide: true }
  api.get(path, {
    config,
    schema,
    handler: (_request, reply) =>
      reply
        .headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' })
        .type('text/html; charset=utf-8')
        .send(page),
  })
  api.get(`${path}.js`, {
    config,
    schema,
    handler: (_request, reply) =>
      reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(script),
  })
}
