import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { browserIsHere, openBrowser } from '../parts/browser.ts'
import { type Host, embedId, startHost } from '../parts/host-pages.ts'

const journey = browserIsHere ? describe : describe.skip
jest.setTimeout(60_000)

const launcher = (page: Page) => page.getByRole('button', { name: /chat|دردشة|المحادثة/i })
/** Run in the page before anything else. */
const openShadows = `{
  const attach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (options) {
    return attach.call(this, { ...options, mode: 'open' })
  }
}`
const long = '<p style="height: 3000px">Tea.</p>'
const otherEmbedId = 'cb_otherotherot'

const pages = (react: string) => (gateway: string) => ({
  '/react': {
    attributes: `data-gateway="${gateway}" data-embed-id="${embedId}"`,
    script: `<script>${react}</script>`,
  },
  '/': { body: '<h1>Tea</h1><input aria-label="Search">' },
  '/long': { body: long },
  '/rtl': { html: 'lang="ar" dir="rtl"', body: '<h1>شاي</h1>' },
  '/strict': {
    headers: {
      'content-security-policy': `default-src 'none'; script-src ${gateway}; frame-src ${gateway}; style-src 'none'; require-trusted-types-for 'script'`,
    },
  },
  '/twice': {
    script: `<script src="${gateway}/widget.js" data-embed-id="${embedId}" async></script>`.repeat(2),
  },
  '/inline': {
    head: '<style>colloquy-chat { display: block; height: 640px }</style>',
    body: `<h1>Tea</h1><colloquy-chat embed-id="${embedId}"></colloquy-chat><p id="after">After</p>`,
    script: `<script src="${gateway}/widget.js" async></script>`,
  },
  '/queue': {
    body: `<script>
      window.heard = []
      window.colloquy = { q: [
        ['on', 'open', (detail) => heard.push(['open', detail.embedId])],
        ['on', 'close', (detail) => heard.push(['close', detail.embedId])],
        ['boot', { embedId: '${embedId}' }],
        ['open'],
      ] }
    </script>`,
    script: `<script src="${gateway}/widget.js" async></script>`,
  },
  '/two': {
    script: [embedId, otherEmbedId]
      .map((id) => `<script src="${gateway}/widget.js" data-embed-id="${id}" async></script>`)
      .join(''),
  },
})

/** A page of React's as a bundler builds it: in a process of its own, because the bundler knows no test's realm. */
async function bundled(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'colloquy-react-'))
  const input = fileURLToPath(new URL('../../widget/src/npm/fixtures/browser.ts', import.meta.url))
  const build = `import('vite').then(({ build }) => build({
    configFile: false, logLevel: 'silent',
    build: { outDir: ${JSON.stringify(folder)}, rolldownOptions: { input: ${JSON.stringify(input)}, output: { format: 'iife', entryFileNames: 'app.js' } } },
  }))`
  try {
    await promisify(execFile)(process.execPath, ['-e', build])
    return await readFile(join(folder, 'app.js'), 'utf8')
  } finally {
    await rm(folder, { recursive: true })
  }
}

journey('a chat on a stranger’s page', () => {
  let browser: Browser
  let react: string
  let host: Host
  let page: Page
  const complaints: string[] = []

  const visit = async (
    path: string,
    { look = true, ...options }: BrowserContextOptions & { look?: boolean } = {},
    prepare?: (context: BrowserContext) => Promise<unknown>,
  ) => {
    const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options })
    context.setDefaultTimeout(10_000)
    await prepare?.(context)
    page = await context.newPage()
    // Its inside is closed to the page's scripts, and so to tests: here alone it is not.
    if (look) await page.addInitScript(openShadows)
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await page.goto(host.url + path)
    return page
  }
  const frame = () => page.frameLocator('iframe').locator('body')
  const styleOf = (name: string) =>
    launcher(page).evaluate(
      (element, property) => element.ownerDocument.defaultView.getComputedStyle(element).getPropertyValue(property),
      name,
    )
  const panels = () => page.locator('iframe').count()

  beforeAll(async () => {
    ;[browser, react] = await Promise.all([openBrowser(), bundled()])
  })
  beforeEach(async () => {
    host = await startHost(pages(react))
    complaints.length = 0
  })
  afterEach(async () => {
    await page.context().close()
    await host.close()
  })
  afterAll(() => browser.close())

  test('costs a page one small script and a description until somebody wants to chat, and moves nothing', async () => {
    await visit('/')
    await launcher(page).waitFor()
    expect(host.asked.map((url) => url.replace(/\?.*/, ''))).toEqual(['/widget.js', `/embed/${embedId}/config.js`])
    const shifts = await page.evaluate(`new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().length)).observe({ type: 'layout-shift', buffered: true })
      setTimeout(() => resolve(0), 500)
    })`)
    expect(shifts).toBe(0)

    await launcher(page).click()
    await frame().waitFor()
    expect(host.asked).toContain(`/embed/${embedId}/panel`)
    expect(complaints).toEqual([])
  })

  test('lets no script of the page look into it', async () => {
    await visit('/', { look: false })
    const element = page.locator(`#colloquy-${embedId}`)
    await element.waitFor({ state: 'attached' })
    expect(await element.evaluate(({ shadowRoot, children }) => [shadowRoot, children.length])).toEqual([null, 0])
  })

  test('opens and closes by keyboard, and gives the focus back', async () => {
    await visit('/')
    const button = launcher(page)
    await button.waitFor()
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    await button.focus()
    await page.keyboard.press('Enter')
    await frame().waitFor()
    expect(await button.getAttribute('aria-expanded')).toBe('true')
    await button.focus()
    await page.keyboard.press('Escape')
    await page.locator('iframe').waitFor({ state: 'hidden' })
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    expect(await button.evaluate((element) => element.getRootNode().activeElement === element)).toBe(true)
  })

  test('needs of the strictest policy the gateway’s scripts and frames, and no more', async () => {
    await visit('/strict')
    await launcher(page).click()
    await frame().waitFor()
    expect(await styleOf('border-radius')).toBe('28px')
    expect(complaints).toEqual([])
  })

  test('a page that loads it twice has one chat; a page with two chatbots has two', async () => {
    await visit('/twice')
    await launcher(page).first().waitFor()
    await page.waitForLoadState('networkidle')
    expect(await launcher(page).count()).toBe(1)
    await page.context().close()

    const open = host.door.open.bind(host.door)
    const other = {
      ...host.door.web,
      chatbot: {
        ...host.door.web.chatbot,
        embedId: otherEmbedId,
        name: 'Other',
        placement: { position: 'bottom-right' as const },
      },
    }
    host.door.open = async (asked) => (asked === otherEmbedId ? other : open(asked))
    await visit('/two')
    await page.getByRole('button', { name: 'Open chat: Other' }).click()
    await page.getByRole('button', { name: /Ada/ }).click()
    await page.waitForLoadState('networkidle')
    expect(await panels()).toBe(2)
  })

  test('calls written down before the loader was there are done, and what happens is told', async () => {
    await visit('/queue')
    await frame().waitFor()
    await page.evaluate('colloquy.close()')
    await page.locator('iframe').waitFor({ state: 'hidden' })
    expect(await page.evaluate('heard')).toEqual([
      ['open', embedId],
      ['close', embedId],
    ])
    await page.evaluate('colloquy.destroy()')
    await launcher(page).waitFor({ state: 'detached' })
    expect(await panels()).toBe(0)
  })

  test('asks the visitor, and nobody else, when the page wants them forgotten', async () => {
    await visit('/queue')
    await frame().waitFor()
    await page.evaluate('colloquy.close()')
    await page.evaluate('colloquy.forget()')
    const panel = page.frameLocator('iframe')
    const question = panel.getByRole('dialog', { name: 'Forget this conversation?' })
    await question.waitFor()
    await panel.getByRole('button', { name: 'Keep chatting' }).click()
    await question.waitFor({ state: 'detached' })
    await page.evaluate('colloquy.forget()')
    await panel.getByRole('button', { name: 'Delete', exact: true }).click()
    await panel.locator('.divider', { hasText: 'has been deleted' }).waitFor()
  })

  test('says beside its button, and in its name, what waits', async () => {
    Object.assign(host.door.web.chatbot, { theme: { words: { teaser: { en: 'Need help?' } } } })
    // A panel that says what a test wants.
    const told = "parent.postMessage({ colloquy: 1, type: 'unread', count: 2, teaser: 'Your order' }, '*')"
    await visit('/', {}, (context) =>
      context.route('**/panel', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<script>onmessage = ({ data }) => { if (data.type === 'closed') ${told} };
          parent.postMessage({ colloquy: 1, type: 'hello' }, '*')</script>`,
        }),
      ),
    )
    const teaser = page.getByRole('status')
    expect(await teaser.innerText()).toBe('Need help?')
    await page.getByRole('button', { name: 'Need help?' }).click()
    await teaser.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Close chat' }).click()
    await page.getByRole('button', { name: 'Open chat: Ada’s Teahouse, 2 unread messages' }).waitFor()
    expect(await teaser.innerText()).toBe('Your order')
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await teaser.waitFor({ state: 'hidden' })
  })

  test('stays when a page goes elsewhere by itself, and where the placement ends it goes', async () => {
    Object.assign(host.door.web.chatbot, { placement: { pages: { exclude: ['/checkout*'] } } })
    await visit('/')
    await launcher(page).click()
    await frame().waitFor()
    await page.evaluate(`history.pushState({}, '', '/shop')`)
    expect(await page.locator('iframe').isVisible()).toBe(true)
    await page.evaluate(`history.pushState({}, '', '/checkout/pay')`)
    await launcher(page).waitFor({ state: 'hidden' })
    await page.evaluate(`history.back()`)
    await launcher(page).waitFor()
  })

  test('survives a body that is replaced, and a page that removes what it does not know', async () => {
    await visit('/')
    await launcher(page).click()
    await frame().waitFor()
    await page.evaluate(`{
      const body = document.createElement('body')
      body.append(document.createElement('h1'))
      document.body.replaceWith(body)
    }`)
    await frame().waitFor()
    expect([await launcher(page).count(), await panels()]).toEqual([1, 1])
    await page.evaluate(`document.querySelector('[id^=colloquy]')?.remove()`)
    await frame().waitFor()
    expect([await launcher(page).count(), await panels()]).toEqual([1, 1])
  })

  test('a tab that comes back finds it open; a page with blocked storage has it all the same', async () => {
    await visit('/')
    await launcher(page).click()
    await frame().waitFor()
    await page.reload()
    await frame().waitFor()
    expect(await page.evaluate('document.activeElement.tagName')).toBe('BODY')

    await page.addInitScript(`{
      const blocked = () => {
        throw new DOMException('Blocked.', 'SecurityError')
      }
      for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: blocked })
    }`)
    await page.reload()
    await launcher(page).click()
    await frame().waitFor()
  })

  test('on a phone it has the whole screen, the page waits behind it, and the back button closes it', async () => {
    await visit('/long', { viewport: { width: 390, height: 700 }, isMobile: true, hasTouch: true })
    await launcher(page).waitFor()
    await page.evaluate(`scrollTo(0, 500)`)
    await launcher(page).click()
    await frame().waitFor()
    expect(await page.locator('iframe').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 700 })
    const behind = () =>
      page.evaluate(`[document.documentElement.style.overflow, document.querySelector('p')?.inert, scrollY]`)
    expect(await behind()).toEqual(['hidden', true, 500])
    await page.goBack()
    await page.locator('iframe').waitFor({ state: 'hidden' })
    expect([await behind(), page.url()]).toEqual([['', false, 500], `${host.url}/long`])

    // Closed by itself, it leaves nothing behind to go back to.
    await launcher(page).click()
    await frame().waitFor()
    await page.evaluate('colloquy.close()')
    await page.waitForFunction('history.state === null')
  })

  test('on a page from the right it stands on the other side, and speaks the visitor’s language', async () => {
    Object.assign(host.door.web.chatbot, { placement: {} })
    await visit('/rtl', { locale: 'ar' })
    const box = await launcher(page).boundingBox()
    expect(box?.x).toBe(20)
    expect(await launcher(page).getAttribute('aria-label')).toContain('فتح المحادثة')
    expect(await styleOf('direction')).toBe('rtl')
  })

  test('waits for its time and for so much of the page', async () => {
    Object.assign(host.door.web.chatbot, { placement: { scrollPercent: 50 } })
    await visit('/long')
    await page.waitForLoadState('networkidle')
    expect(await launcher(page).count()).toBe(0)
    await page.evaluate(`scrollTo(0, document.documentElement.scrollHeight)`)
    await launcher(page).waitFor()
  })

  test('is a part of the page where its author put it, without moving what comes after', async () => {
    await visit('/inline')
    const before = await page.locator('#after').boundingBox()
    await frame().waitFor()
    expect(await page.locator('#after').boundingBox()).toEqual(before)
    expect(await page.locator('iframe').boundingBox()).toMatchObject({ height: 640 })
    expect(complaints).toEqual([])
  })

  test('lives in a page of React’s from its first effect to its last, and gives it nothing to hydrate', async () => {
    await visit('/react')
    await launcher(page).waitFor()
    expect(await launcher(page).count()).toBe(1)
    await page.getByRole('button', { name: 'Toggle' }).click()
    await launcher(page).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Toggle' }).click()
    await launcher(page).click()
    await frame().waitFor()
    expect(complaints).toEqual([])
  })

  test('hears nobody but the panel: a page’s own frames and scripts cannot speak for it', async () => {
    await visit('/queue')
    await frame().waitFor()
    await page.evaluate(`{
      postMessage({ colloquy: 1, type: 'close' }, '*')
      const other = document.createElement('iframe')
      document.body.append(other)
      const script = other.contentDocument.createElement('script')
      script.textContent = "parent.postMessage({ colloquy: 1, type: 'close' }, '*')"
      other.contentDocument.body.append(script)
    }`)
    await page.evaluate(`new Promise((resolve) => setTimeout(resolve, 50))`)
    expect(await page.evaluate('heard')).toEqual([['open', embedId]])
  })
})
