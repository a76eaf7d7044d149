import { hash } from 'node:crypto'
import type { Api } from './schemas.ts'

/** The token is behind the `#`, which no browser sends to any server, and so in no log. */
const script = `
const form = document.forms[0], say = document.querySelector('output')
form.onsubmit = async (event) => {
  event.preventDefault()
  const body = JSON.stringify({ token: location.hash.slice(1), password: form.password.value })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch('api/v1/auth/password/reset', { method: 'POST', headers, body }).catch(() => undefined)
  if (answer?.ok) form.hidden = true
  say.textContent = answer?.ok
    ? 'Your password is changed. Sign in with it.'
    : ((await answer?.json().catch(() => undefined))?.error.message ?? 'The gateway does not answer. Try again.')
}`

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>A new password</title>
<style>
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 15vh auto; padding: 0 1rem; color-scheme: light dark }
  label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; margin: .5rem 0 }
  input, button { padding: .6rem .8rem; border-radius: .5rem; border: 1px solid #8888 }
</style>
<main>
<h1>A new password</h1>
<form>
  <label for="password">At least 10 characters</label>
  <input id="password" name="password" type="password" autocomplete="new-password" minlength="10" required>
  <button>Change it</button>
</form>
<output role="status"></output>
</main>
<script>${script}</script>
</html>`

const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "connect-src 'self'",
  `script-src 'sha256-${hash('sha256', script, 'base64')}'`,
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Where the letter about a forgotten password leads. */
export function resetPageRoute(api: Api): void {
  api.get('/reset-password', {
    config: { permission: 'public' },
    schema: { hide: true },
    handler: (_request, reply) =>
      reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page),
  })
}
