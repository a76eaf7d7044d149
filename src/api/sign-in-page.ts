import type { Api } from './schemas.ts'
import { smallPageRoute } from './small-page.ts'

/**
 * Tokens stay in the page's memory: nothing that runs here later finds them. What came back from a provider is behind the
 * `#`, and taken out of the address at once.
 */
const script = `
const $ = (id) => document.getElementById(id)
const say = document.querySelector('output')
const tenant = new URLSearchParams(location.search).get('tenant')
const back = new URLSearchParams(location.hash.slice(1))
history.replaceState(null, '', location.pathname + location.search)
let accessToken, code

const problems = {
  gone: 'This sign-in took too long, or began in another browser. Begin again.',
  refused: 'Your organisation’s identity provider did not let you in. Ask whoever looks after it.',
  unavailable: 'Your organisation’s identity provider does not answer. Try again later.',
  none: 'There is no single sign-on for this organisation.',
}
const signOnOf = (name) => 'api/v1/auth/sso/' + encodeURIComponent(name)

async function post(path, body) {
  const headers = {
    ...(body && { 'content-type': 'application/json' }),
    ...(accessToken && { authorization: 'Bearer ' + accessToken }),
  }
  const sent = { method: 'POST', headers, ...(body && { body: JSON.stringify(body) }) }
  const answer = await fetch('api/v1/auth/' + path, sent).catch(() => undefined)
  const said = await answer?.json().catch(() => undefined)
  return answer?.ok ? said : { error: said?.error ?? { message: 'The gateway does not answer. Try again.' } }
}

function show(name) {
  for (const section of document.querySelectorAll('main > section')) section.hidden = section.id !== name
  $(name).querySelector('input, button')?.focus()
}

function ask(field) {
  $(field).hidden = false
  $(field).querySelector('input').required = true
  $(field).querySelector('input').focus()
}

function arrived({ user, ...tokens }) {
  accessToken = tokens.accessToken
  $('who').textContent = user.name === user.email ? user.email : user.name + ' (' + user.email + ')'
  say.textContent = 'You are signed in.'
  show('inside')
}

function refused({ code: name, message }, codeField) {
  say.textContent = message
  if (name === 'E_CODE_NEEDED') ask(codeField)
  if (name === 'E_PASSWORD_NEEDED') show('linking')
}

async function exchange(more) {
  const answer = await post('sso/exchange', { code, ...more })
  if (answer.error) refused(answer.error, 'linking-code')
  else arrived(answer)
}

const filled = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''))

$('by-password').onsubmit = async (event) => {
  event.preventDefault()
  const answer = await post('login', filled(event.target))
  if (answer.error) refused(answer.error, 'password-code')
  else arrived(answer)
}
$('by-organisation').onsubmit = (event) => {
  event.preventDefault()
  location.assign(signOnOf(event.target.tenant.value.trim()))
}
$('link').onsubmit = (event) => {
  event.preventDefault()
  void exchange(filled(event.target))
}
$('leave').onclick = async () => {
  const answer = await post('sso/logout')
  accessToken = undefined
  if (answer?.url) return location.assign(answer.url)
  say.textContent = 'You are signed out.'
  show('outside')
}

if (tenant !== null) {
  $('by-organisation').hidden = true
  $('sign-on').hidden = false
  $('sign-on').href = signOnOf(tenant)
}
code = back.get('code')
if (back.has('problem')) say.textContent = problems[back.get('problem')] ?? problems.refused
if (code !== null) void exchange({})
`

const main = `<section id="outside">
<form id="by-password">
  <label for="email">E-mail address</label>
  <input id="email" name="email" type="email" autocomplete="username" required>
  <label for="password">Password</label>
  <input id="password" name="password" type="password" autocomplete="current-password" required>
  <div id="password-code" hidden>
    <label for="code">Code of your authenticator app</label>
    <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code">
  </div>
  <button>Sign in</button>
</form>
<form id="by-organisation">
  <label for="tenant">Your organisation’s code</label>
  <input id="tenant" name="tenant" autocomplete="organization" autocapitalize="none" required>
  <button>Sign in with single sign-on</button>
</form>
<a id="sign-on" class="button" hidden>Sign in with single sign-on</a>
</section>
<section id="linking" hidden>
<form id="link">
  <label for="link-password">The password of your account</label>
  <input id="link-password" name="password" type="password" autocomplete="current-password" required>
  <div id="linking-code" hidden>
    <label for="link-code">Code of your authenticator app</label>
    <input id="link-code" name="secondFactor" inputmode="numeric" autocomplete="one-time-code">
  </div>
  <button>Link it</button>
</form>
</section>
<section id="inside" hidden>
  <p>You are signed in as <strong id="who"></strong>.</p>
  <button id="leave" type="button">Sign out</button>
</section>`

/** Where a browser signs in: by a password, or by what a tenant has for it (`?tenant=`). */
export function signInPageRoute(api: Api): void {
  smallPageRoute(api, { path: '/sign-in', title: 'Sign in', main, script })
}
