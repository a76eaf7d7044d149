// What a website loads: a button, and behind it the chat in a frame of the gateway's own, which the page cannot look into.
// It asks nothing of the page but to be let in: no library, no inline style, no HTML made of text.

;(() => {
  /** @typedef {import('../../../contracts/appearance.ts').Placement} Placement */
  /** @typedef {{ name: string, languages: string[], placement: Placement, theme: import('../../../contracts/appearance.ts').Theme }} Config */

  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript)
  const embedId = script?.dataset['embedId'] ?? ''
  const gateway = new URL(script?.src ?? location.href).origin
  const host = `colloquy-${embedId}`
  // A page that loads it twice has one chat.
  if (!/^cb_\w{12}$/.test(embedId) || document.getElementById(host) !== null) return

  const phone = 480
  const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

  /** @param {Placement} placement */
  function fitsHere({ pages, devices, languages, hours }) {
    return fitsPage(pages) && fitsDevice(devices) && fitsLanguage(languages) && fitsHours(hours)
  }

  /** @param {Placement['pages']} pages */
  function fitsPage({ include, exclude = [] } = {}) {
    /** @param {string} pattern */
    const fits = (pattern) => matches(pattern.startsWith('/') ? location.pathname : address(), pattern)
    return !exclude.some(fits) && (include === undefined || include.some(fits))
  }

  const address = () => `${location.origin}${location.pathname}`

  /**
   * Piece by piece between the stars, without an expression that somebody could make slow.
   * @param {string} text
   * @param {string} pattern
   */
  function matches(text, pattern) {
    const [first = '', ...rest] = pattern.split('*')
    if (!text.startsWith(first)) return false
    const last = rest.pop()
    if (last === undefined) return text === first
    let at = first.length
    for (const piece of rest) {
      const found = text.indexOf(piece, at)
      if (found === -1) return false
      at = found + piece.length
    }
    return text.length - last.length >= at && text.endsWith(last)
  }

  /** @param {Placement['devices']} devices */
  function fitsDevice(devices) {
    if (devices === undefined) return true
    const isTouched = matchMedia('(pointer: coarse)').matches
    const kind = innerWidth <= phone ? 'mobile' : isTouched ? 'tablet' : 'desktop'
    return devices.includes(kind)
  }

  /** @param {Placement['languages']} languages */
  function fitsLanguage(languages) {
    const own = navigator.language.toLowerCase()
    return languages === undefined || languages.some((tag) => `${own}-`.startsWith(`${tag.toLowerCase()}-`))
  }

  /** @param {Placement['hours']} hours */
  function fitsHours(hours) {
    if (hours === undefined) return true
    const now = new Date()
    const local = new Date(now.toLocaleString('en-US', { timeZone: hours.timeZone }))
    const clock = `${String(local.getHours()).padStart(2, '0')}:${String(local.getMinutes()).padStart(2, '0')}`
    const day = weekdays[local.getDay()]
    return hours.open.some(({ days, from, to }) => days.some((one) => one === day) && from <= clock && clock < to)
  }

  /** @param {Placement} placement */
  async function whenItIsTime({ delaySeconds = 0, scrollPercent = 0 }) {
    await new Promise((resolve) => setTimeout(resolve, delaySeconds * 1000))
    if (scrolled() >= scrollPercent) return
    await new Promise((resolve) => {
      const look = () => {
        if (scrolled() < scrollPercent) return
        removeEventListener('scroll', look)
        resolve(undefined)
      }
      addEventListener('scroll', look, { passive: true })
    })
  }

  function scrolled() {
    const room = document.documentElement.scrollHeight - innerHeight
    return room <= 0 ? 100 : (scrollY / room) * 100
  }

  /** @param {Config} config */
  function show({ name, languages, placement, theme }) {
    const element = document.createElement('div')
    element.id = host
    const root = element.attachShadow({ mode: 'closed' })
    const sheet = new CSSStyleSheet()
    const { width = 380, height = 620 } = placement.size ?? {}
    const side = placement.position === 'bottom-left' ? 'left' : 'right'
    const { primary = '#115e59', onPrimary = '#ffffff' } = theme.colors ?? {}
    sheet.replaceSync(`
      :host { all: initial; position: fixed; bottom: 20px; ${side}: 20px; z-index: 2147483000; color-scheme: light dark }
      button { min-width: 56px; height: 56px; padding: 0 20px; border: 0; border-radius: 28px; background: ${primary};
        color: ${onPrimary}; font: 600 16px/1 system-ui, sans-serif; cursor: pointer; box-shadow: 0 4px 16px rgb(0 0 0 / .3) }
      button:focus-visible { outline: 3px solid ${onPrimary}; outline-offset: -6px }
      iframe { position: fixed; bottom: 88px; ${side}: 20px; width: ${width}px; height: min(${height}px, calc(100dvh - 108px));
        border: 0; border-radius: 16px; box-shadow: 0 8px 32px rgb(0 0 0 / .35); background: Canvas }
      iframe[hidden] { display: none }
      @media (max-width: ${phone}px) { iframe { inset: 0 0 auto 0; width: 100%; height: calc(100dvh - 88px); border-radius: 0 } }`)
    root.adoptedStyleSheets = [sheet]
    const button = document.createElement('button')
    button.type = 'button'
    button.setAttribute('aria-expanded', 'false')
    button.textContent = wordOf(theme.words?.launcher, languages) ?? name
    /** @type {HTMLIFrameElement | undefined} */
    let frame
    const toggle = () => {
      if (frame === undefined) {
        frame = document.createElement('iframe')
        frame.title = name
        frame.src = `${gateway}/embed/${embedId}`
        frame.allow = 'clipboard-write'
        root.append(frame)
      } else frame.hidden = !frame.hidden
      button.setAttribute('aria-expanded', String(!frame.hidden))
    }
    button.addEventListener('click', toggle)
    root.addEventListener('keydown', (event) => {
      if (/** @type {KeyboardEvent} */ (event).key === 'Escape' && frame?.hidden === false) toggle()
    })
    root.append(button)
    document.body.append(element)
  }

  /**
   * @param {import('../../../contracts/appearance.ts').Sentence | undefined} word
   * @param {string[]} languages
   */
  function wordOf(word, languages) {
    if (word === undefined || typeof word === 'string') return word
    const own = navigator.language
    const tag = [own, own.split('-', 1)[0] ?? '', ...languages].find((each) => Object.hasOwn(word, each))
    return tag === undefined ? Object.values(word)[0] : word[tag]
  }

  async function begin() {
    const answer = await fetch(`${gateway}/embed/${embedId}/config`)
    if (!answer.ok) return
    /** @type {Config} */
    const config = await answer.json()
    if (!fitsHere(config.placement)) return
    await whenItIsTime(config.placement)
    if (document.getElementById(host) === null) show(config)
  }

  // A website works without its chat.
  begin().catch(() => undefined)
})()
