import type { Api } from './schemas.ts'
import { smallPageRoute } from './small-page.ts'

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

const main = `<form>
  <label for="password">At least 10 characters</label>
  <input id="password" name="password" type="password" autocomplete="new-password" minlength="10" required>
  <button>Change it</button>
</form>`

/** Where the letter about a forgotten password leads. */
export function resetPageRoute(api: Api): void {
  smallPageRoute(api, { path: '/reset-password', title: 'A new password', main, script })
}
