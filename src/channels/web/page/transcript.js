// The conversation on the screen: one list item per message, in the order of the conversation, what has not arrived at
// the end.

import { botPart, element, prose, visitorPart } from './parts.js'

/**
 * @typedef {import('../../../contracts/wire.ts').WireMessage} WireMessage
 * @typedef {import('../../../contracts/message.ts').Part} Part
 * @typedef {import('../../../contracts/message.ts').Option} Option
 * @typedef {import('./connection.js').SendState} SendState
 * @typedef {import('./connection.js').Unsent} Unsent
 * @typedef {{ item: HTMLElement, text: string, drawing: boolean }} Stream
 */

/** @type {Record<SendState, string>} */
const stateWords = { waiting: 'Waiting for a connection', sending: 'Sending…', sent: 'Sent', failed: 'Not sent' }
const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
/** Closer to the end than this, in pixels, somebody is reading along. */
const nearEnd = 120

/**
 * @param {object} place
 * @param {HTMLElement} place.log What scrolls.
 * @param {HTMLElement} place.list
 * @param {HTMLElement} place.typing The last item of the list.
 * @param {HTMLElement} place.status Read aloud, not seen.
 * @param {HTMLButtonElement} place.latest Leads back to the end.
 * @param {() => string} place.botName
 * @param {(option: Option) => void} choose
 * @param {(id: string) => void} retry
 */
export function createTranscript({ log, list, typing, status, latest, botName }, choose, retry) {
  /** @type {Map<string, HTMLElement>} */
  const items = new Map()
  /** @type {Map<string, Stream>} */
  const streams = new Map()
  let conversation = ''
  let lastDay = ''
  let held = 'bot'
  let following = true

  log.addEventListener('scroll', () => {
    following = log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd
    if (following) latest.hidden = true
  })
  latest.addEventListener('click', () => toEnd(true))
  // Pictures arrive after their messages, and a keyboard takes room away.
  new ResizeObserver(() => toEnd(false)).observe(list)
  new ResizeObserver(() => toEnd(false)).observe(log)

  function toEnd(/** @type {boolean} */ always) {
    if (following || always) log.scrollTop = log.scrollHeight
    else latest.hidden = false
  }

  /** @type {(message: { id: string, from: WireMessage['from'], at: string }, content: readonly HTMLElement[]) => HTMLElement} */
  function newItem({ id, from, at }, content) {
    const own = from === 'visitor'
    const said = new Date(at)
    const state = element('span', { class: 'state' })
    const item = element('li', { class: `message ${own ? 'own' : 'other'}` }, [
      element('span', { class: 'visually-hidden' }, [own ? 'You said:' : `${botName()} said:`]),
      element('div', { class: 'bubble', dir: 'auto' }, content),
      element('p', { class: 'meta' }, [element('time', { datetime: at }, [time.format(said)]), state]),
    ])
    items.set(id, item)
    return item
  }

  /** @type {(part: HTMLElement) => void} */
  function insert(item) {
    // What has arrived stands before what has not.
    const before =
      item.dataset.state === undefined
        ? (list.querySelector('[data-state="waiting"], [data-state="sending"], [data-state="failed"]') ?? typing)
        : typing
    list.insertBefore(item, before)
    toEnd(false)
  }

  /** @type {(text: string, className: string) => void} */
  function divide(text, className) {
    insert(element('li', { class: `divider ${className}` }, [element('span', {}, [text])]))
  }

  /** @param {string} at */
  function divideDays(at) {
    const today = day.format(new Date(at))
    if (today === lastDay) return
    lastDay = today
    divide(today === day.format(new Date()) ? 'Today' : today, 'day')
  }

  /** @param {WireMessage} message */
  function receive(message) {
    const own = message.from === 'visitor'
    streams.delete(message.id)
    const shown = items.get(message.id)
    if (shown !== undefined && own) {
      setState(message.id, 'sent')
      return
    }
    const content = message.parts.flatMap((part) => (own ? visitorPart(part) : botPart(part, choose)))
    if (shown !== undefined) {
      finish(shown, content)
      return
    }
    if (message.conversationId !== conversation && conversation !== '') divide('New conversation', 'turn')
    conversation = message.conversationId
    divideDays(message.at)
    insert(newItem(message, content))
    if (own) for (const part of message.parts) if (part.type === 'chosen') settle(part.id)
  }

  /** @type {(item: HTMLElement, content: readonly HTMLElement[]) => void} */
  function finish(item, content) {
    bubbleOf(item).replaceChildren(...content)
    item.classList.remove('streaming')
    item.removeAttribute('aria-busy')
    status.textContent = `${botName()} said: ${bubbleOf(item).textContent}`
    toEnd(false)
  }

  /** The choice that this answers is made. @param {string} option */
  function settle(option) {
    const groups = [...list.querySelectorAll('.options:not(.settled)')].reverse()
    const group = groups.find((one) => buttonsOf(one).some((button) => button.dataset.option === option))
    if (group === undefined) return
    group.classList.add('settled')
    for (const button of buttonsOf(group)) {
      button.disabled = true
      if (button.dataset.option === option) button.setAttribute('aria-pressed', 'true')
    }
  }

  /** @type {(id: string, state: SendState, reason?: string) => void} */
  function setState(id, state, reason) {
    const item = items.get(id)
    const label = item?.querySelector('.state')
    if (item === undefined || label === null || label === undefined) return
    if (state === 'sent') delete item.dataset.state
    else item.dataset.state = state
    label.replaceChildren(stateWords[state])
    if (state !== 'failed') return
    const again = element('button', { type: 'button', class: 'retry' }, ['Try again'])
    again.addEventListener('click', () => retry(id))
    label.append('. ', reason ?? '', ' ', again)
    status.textContent = `Your message was not sent. ${reason ?? ''}`
  }

  return {
    receive,
    setState,
    settle,
    /** @param {Unsent} message */
    say({ id, parts, at }) {
      divideDays(at)
      const item = newItem({ id, from: 'visitor', at }, parts.flatMap(visitorPart))
      item.dataset.state = 'waiting'
      insert(item)
      setState(id, 'waiting')
      toEnd(true)
    },
    /** @param {string} markdown What the bot says before anything was said; it is kept nowhere. */
    welcome(markdown) {
      list.prepend(
        element('li', { class: 'message other welcome' }, [
          element('span', { class: 'visually-hidden' }, [`${botName()} said:`]),
          element('div', { class: 'bubble', dir: 'auto' }, [prose(markdown)]),
        ]),
      )
      toEnd(false)
    },
    /** @param {boolean} now */
    replaying(now) {
      const live = now ? 'off' : 'polite'
      if (log.getAttribute('aria-live') !== live) log.setAttribute('aria-live', live)
    },
    /** @param {string} id */
    streamStart(id) {
      if (items.has(id)) return
      const item = newItem({ id, from: 'bot', at: new Date().toISOString() }, [])
      item.classList.add('streaming')
      // A screen reader hears the whole answer once, not every word of it.
      item.setAttribute('aria-busy', 'true')
      streams.set(id, { item, text: '', drawing: false })
      insert(item)
    },
    /** @param {string} id @param {string} text */
    streamChunk(id, text) {
      const stream = streams.get(id)
      if (stream === undefined) return
      stream.text += text
      if (stream.drawing) return
      stream.drawing = true
      requestAnimationFrame(() => {
        stream.drawing = false
        if (streams.get(id) === stream) bubbleOf(stream.item).replaceChildren(prose(stream.text))
      })
    },
    /** @param {string} id */
    streamEnd(id) {
      streams.get(id)?.item.classList.remove('streaming')
    },
    /** @param {boolean} now */
    typing(now) {
      typing.hidden = !now
      toEnd(false)
    },
    /** @param {'bot' | 'waiting' | 'human'} state @param {string} [agent] */
    handed(state, agent) {
      if (state === held) return
      held = state
      if (state === 'waiting') divide('Waiting for a person', 'turn')
      else divide(state === 'human' ? `${agent ?? 'A person'} answers now` : 'The assistant answers again', 'turn')
    },
    ended() {
      divide('The conversation has ended', 'turn')
      conversation = ''
    },
    clear() {
      for (const item of [...list.children]) if (item !== typing && !item.classList.contains('welcome')) item.remove()
      items.clear()
      streams.clear()
      conversation = ''
      lastDay = ''
    },
  }
}

/** @param {HTMLElement} item */
function bubbleOf(item) {
  return /** @type {HTMLElement} */ (item.querySelector('.bubble')) // every item is made with one
}

/** @param {Element} group */
function buttonsOf(group) {
  return [.../** @type {NodeListOf<HTMLButtonElement>} */ (group.querySelectorAll('button.option'))]
}
