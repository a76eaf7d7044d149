import type { Api } from './schemas.ts'
import { smallPageRoute } from './small-page.ts'

/** By a button: programs that look at links in letters would use the token up. */
const script = `
const form = document.forms[0], say = document.querySelector('output')
form.onsubmit = async (event) => {
  event.preventDefault()
  const body = JSON.stringify({ token: location.hash.slice(1) })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch('api/v1/auth/verify-email', { method: 'POST', headers, body }).catch(() => undefined)
  if (answer?.ok) form.hidden = true
  say.textContent = answer?.ok
    ? 'Thank you: your address is confirmed.'
    : ((await answer?.json().catch(() => undefined))?.error.message ?? 'The gateway does not answer. Try again.')
}`

const main = `<form>
  <p>Confirm that this is your address.</p>
  <button>This is my address</button>
</form>`

/** Where the letter that verifies an address leads. */
export function verifyPageRoute(api: Api): void {
  smallPageRoute(api, { path: '/verify-email', title: 'Your address', main, script })
}
