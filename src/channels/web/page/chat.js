// The page: what a person does goes to the line, what the line says goes to the transcript.

import { openLine } from './connection.js'
import { createTranscript } from './transcript.js'

const embedId = document.body.dataset.embedId ?? ''
/** How long after the last key somebody is still typing, and how often it is said, in milliseconds. */
const typingMs = 3000
/** A short silence is not worth a word. */
const offlineGraceMs = 800

const form = /** @type {HTMLFormElement} */ (find('composer'))
const field = /** @type {HTMLTextAreaElement} */ (find('message'))
const sendButton = /** @type {HTMLButtonElement} */ (find('send'))
const endButton = /** @type {HTMLButtonElement} */ (find('end'))
const endDialog = /** @type {HTMLDialogElement} */ (find('end-dialog'))
const restart = find('restart')
const line = find('line')
let botName = 'Assistant'
let hasEnded = false

const transcript = createTranscript(
  {
    log: find('log'),
    list: find('messages'),
    typing: find('typing'),
    status: find('status'),
    latest: /** @type {HTMLButtonElement} */ (find('latest')),
    botName: () => botName,
  },
  (option) => {
    say([{ type: 'chosen', id: option.id, label: option.label }])
    transcript.settle(option.id)
  },
  (id) => connection.retry(id),
)

const connection = openLine(embedId, {
  line: showLine,
  replaying: (now) => transcript.replaying(now),
  stranger: () => transcript.clear(),
  message(message) {
    transcript.receive(message)
    showEnd(false)
    if (message.from === 'visitor' || document.hasFocus()) return
    document.title = `• ${botName}`
  },
  sent: (id, state, reason) => transcript.setState(id, state, reason),
  streamStart: (id) => transcript.streamStart(id),
  streamChunk: (id, text) => transcript.streamChunk(id, text),
  streamEnd: (id) => transcript.streamEnd(id),
  typing: (now) => transcript.typing(now),
  handed(state, agent) {
    transcript.handed(state, agent)
  },
  ended() {
    transcript.ended()
    showEnd(true)
  },
})

for (const message of connection.unsent()) transcript.say(message)
void describe()

// ── The composer ─────────────────────────────────────────────────────────────────────────────────────────────────

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const text = field.value.trim()
  if (text === '') return
  say([{ type: 'text', text }])
  field.value = ''
  grow()
  stopTyping()
  field.focus()
})

field.addEventListener('keydown', (event) => {
  // An Enter that ends a composition (Japanese, Chinese) belongs to it.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  form.requestSubmit()
})

field.addEventListener('input', () => {
  grow()
  keepTyping()
})

function grow() {
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
  sendButton.disabled = field.value.trim() === ''
}

/** @param {readonly import('../../../contracts/message.ts').Part[]} parts */
function say(parts) {
  showEnd(false)
  transcript.say(connection.send(parts))
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typingTimer
let typingSaidAt = 0

function keepTyping() {
  if (Date.now() - typingSaidAt > typingMs) {
    typingSaidAt = Date.now()
    connection.typing(true)
  }
  clearTimeout(typingTimer)
  typingTimer = setTimeout(stopTyping, typingMs)
}

function stopTyping() {
  clearTimeout(typingTimer)
  if (typingSaidAt === 0) return
  typingSaidAt = 0
  connection.typing(false)
}

// ── The end of a conversation ────────────────────────────────────────────────────────────────────────────────────

endButton.addEventListener('click', () => endDialog.showModal())
endDialog.addEventListener('close', async () => {
  if (endDialog.returnValue === 'end' && !(await connection.end())) {
    find('status').textContent = 'The conversation could not be ended. Please try again.'
  }
  endDialog.returnValue = ''
})
find('restart-button').addEventListener('click', () => {
  showEnd(false)
  field.focus()
})

/** @param {boolean} ended */
function showEnd(ended) {
  if (ended === hasEnded) return
  hasEnded = ended
  restart.hidden = !ended
  form.hidden = ended
  endButton.disabled = ended
  if (ended) find('restart-button').focus()
}

// ── The head of the page ─────────────────────────────────────────────────────────────────────────────────────────

/** @type {ReturnType<typeof setTimeout> | undefined} */
let lineTimer

/** @type {(state: import('./connection.js').LineState, reason?: string) => void} */
function showLine(state, reason) {
  clearTimeout(lineTimer)
  const words = {
    connecting: 'Connecting…',
    online: 'Online',
    offline: 'Offline – your messages are kept and sent later',
    refused: reason ?? 'This chat is not available.',
  }
  lineTimer = setTimeout(
    () => {
      document.body.dataset.line = state
      line.textContent = words[state]
    },
    state === 'offline' ? offlineGraceMs : 0,
  )
  if (state === 'refused') {
    field.disabled = true
    endButton.disabled = true
  }
}

async function describe() {
  try {
    const answer = await fetch(`/embed/${encodeURIComponent(embedId)}/config`)
    if (!answer.ok) return
    const config = await answer.json()
    botName = String(config.name)
    find('name').textContent = botName
    document.title = botName
    document.documentElement.lang = String(config.languages?.[0] ?? 'en')
    find('hello').textContent = `Say hello to ${botName}`
    if (typeof config.welcome === 'string' && config.welcome !== '') transcript.welcome(config.welcome)
  } catch {
    // The name is an ornament: the chat works without.
  }
}

addEventListener('focus', () => {
  document.title = botName
})

/** @param {string} id */
function find(id) {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`The page has no #${id}.`)
  return found
}
