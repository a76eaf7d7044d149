import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import fastify from 'fastify'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type FakeDoor, fakeDoor } from '../../src/channels/web/fixtures/door.ts'
import { attachWebSockets, registerWebRoutes } from '../../src/channels/web/index.ts'
import type { WebHub } from '../../src/channels/web/index.ts'
import type { InboundEvent, Part } from '../../src/contracts/message.ts'
import { browserIsHere, openBrowser } from '../parts/browser.ts'

const journey = browserIsHere ? describe : describe.skip

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const corpus = process.env.CORPUS_DIR ?? new URL('../../../shared/corpus', import.meta.url).pathname
// A browser on a busy machine takes its time.
jest.setTimeout(60_000)
/** Pictures of what was seen, to look at. */
const pictures = mkdtempSync(join(tmpdir(), 'demo-page-'))

const embedId = 'cb_demodemodemo'
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const square =
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="300"><defs><linearGradient id="a" x2="1" y2="1"><stop stop-color="#fcd9a8"/><stop offset="1" stop-color="#d9775f"/></linearGradient></defs><rect width="640" height="300" fill="url(#a)"/><circle cx="470" cy="120" r="60" fill="#fff" opacity=".7"/><path d="M0 300 200 130l130 110 90-70 220 130z" fill="#7a3b46" opacity=".75"/></svg>'

const answer = `Here is what I **can** do for you:

1. Answer questions about *orders*
2. Explain our [terms](https://shop.example/terms)
   - even the small print
3. Run \`colloquy doctor\`

\`\`\`
npm run quickstart
\`\`\`

> Ask me anything.`

/** The page with a bot behind it that shows everything a bot can show. */
async function startSite(): Promise<{ url: string; close(): Promise<void> }> {
  const door = fakeDoor({ embedId, name: 'Ada’s Teahouse', welcome: 'Welcome! Ask me about **tea**, or say *menu*.' })
  const server = fastify({ forceCloseConnections: true })
  registerWebRoutes(server, door, { demoEmbedId: () => embedId })
  const script = `<script src="/widget.js" data-embed-id="${embedId}" async></script>`
  server.get('/shop/*', (_request, reply) => reply.type('text/html').send(`<h1>Shop</h1>${script}${script}`))
  server.get('/picture.svg', (_request, reply) => reply.type('image/svg+xml').send(square))
  const sockets = attachWebSockets(server.server, door, {
    report(error) {
      throw error
    },
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}` // listens on a port
  door.onEvent = (event) => void reply(door, sockets, url, event)
  return {
    url,
    async close() {
      await sockets.close()
      await server.close()
    },
  }
}

/** What the bot of this site says to what. */
const script: Readonly<Record<string, (url: string) => readonly Part[]>> = {
  menu: () => [
    {
      type: 'choices',
      text: 'Which **size** would you like?',
      options: [
        { id: 'small', label: 'Small' },
        { id: 'large', label: 'Large', description: 'A pot for two' },
        { id: 'none', label: 'Only looking' },
      ],
    },
  ],
  card: (url) => [
    { type: 'text', text: 'Our tea of the month:' },
    {
      type: 'card',
      title: 'Evening Assam',
      text: 'Malty and calm. *12 €* for 100 g.',
      imageUrl: `${url}/picture.svg`,
      options: [
        { id: 'buy', label: 'Add to basket' },
        { id: 'more', label: 'Tell me more' },
      ],
    },
  ],
  media: (url) => [
    { type: 'image', url: `${url}/picture.svg`, mime: 'image/svg+xml', name: 'Hills at dusk', caption: 'The garden' },
    { type: 'document', url: `${url}/terms.pdf`, mime: 'application/pdf', name: 'Terms.pdf', size: 482_000 },
    { type: 'location', latitude: 27.041, longitude: 88.2663, name: 'Our garden', address: 'Darjeeling' },
    { type: 'contact', name: 'The shop', phones: ['+49 30 123456'], emails: ['tea@shop.example'] },
  ],
  مرحبا: () => [{ type: 'text', text: 'أهلاً وسهلاً! كيف يمكنني **مساعدتك** اليوم؟' }],
}

async function reply(door: FakeDoor, hub: WebHub, url: string, event: InboundEvent): Promise<void> {
  const visitor = event.address?.chat ?? ''
  const { id: channel } = door.web.channel
  door.commit(event)
  const words = event.kind === 'message' && event.parts[0]?.type === 'text' ? event.parts[0].text : ''
  const parts = script[words]?.(url) ?? [
    { type: 'text', text: event.kind === 'button' ? `You chose **${event.label}**.` : `You said: ${words}` },
  ]
  if (words === 'think') {
    hub.typing(channel, visitor)
    return
  }
  const message = door.say(
    visitor,
    words === 'help'
      ? [{ type: 'text', text: answer }]
      : words.startsWith('<')
        ? [{ type: 'text', text: words }]
        : parts,
  )
  if (words === 'help') {
    const pieces = answer.match(/[^]{1,12}/g) ?? []
    for (const [index, text] of pieces.entries()) {
      hub.stream(channel, visitor, { id: message.id, index, text, done: false })
      await sleep(8)
    }
    hub.stream(channel, visitor, { id: message.id, index: pieces.length, text: '', done: true })
  }
  hub.message(channel, visitor, {
    id: message.id,
    seq: message.seq,
    conversationId: message.conversation,
    from: 'bot',
    parts: message.parts,
    at: new Date(message.at).toISOString(),
  })
}

journey('the demo page in a browser', () => {
  let browser: Browser
  let site: Awaited<ReturnType<typeof startSite>>
  const pages: Page[] = []

  beforeAll(async () => {
    browser = await openBrowser()
    site = await startSite()
    console.log(`Pictures of the demo page are in ${pictures}`)
  })
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close()
  })
  afterAll(async () => {
    await browser.close()
    await site.close()
  })

  /** A person at the page; any error in it fails the test. */
  async function open(options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        !/ERR_(INTERNET|NAME|CONNECTION)/.test(message.text()) &&
        errors.push(message.text()),
    )
    pages.push(page)
    await page.goto(`${site.url}/demo`)
    await online(page)
    return {
      page,
      errors,
      /** Says it and waits for what the bot answers. */
      async say(words: string, heard: string | RegExp) {
        await page.getByLabel('Your message').fill(words)
        await page.keyboard.press('Enter')
        await page.locator('.message.other', { hasText: heard }).last().waitFor()
      },
    }
  }

  const online = (page: Page) => page.locator('[data-line="online"]').waitFor()
  const photograph = (page: Page, name: string) =>
    page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
  const said = (page: Page) => page.locator('.message:not(.typing) .bubble').allInnerTexts()

  async function violations(page: Page): Promise<unknown> {
    // The page’s own policy forbids foreign scripts: this one comes in through the debugger.
    await page.evaluate(axe)
    // As text, because a browser runs it: here nobody knows a `document`. What fades in is read when it is there.
    await page.evaluate(
      'Promise.allSettled(document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity).map((one) => one.finished))',
    )
    return page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => html + failureSummary)]))`)
  }

  test('a person writes, sees the answer being written, and reads it whole', async () => {
    const { page, errors, say } = await open()
    await photograph(page, 'welcome')
    await page.getByLabel('Your message').fill('help')
    await page.keyboard.press('Enter')
    const streaming = page.locator('.message.streaming')
    await streaming.locator('strong').waitFor()
    expect(await streaming.getAttribute('aria-busy')).toBe('true')
    await photograph(page, 'streaming')
    await page.locator('.message.other pre', { hasText: 'npm run quickstart' }).waitFor()
    await page.locator('.message.streaming').waitFor({ state: 'detached' })
    expect(await page.getByRole('link', { name: 'terms' }).getAttribute('href')).toBe('https://shop.example/terms')
    expect(await page.locator('.message.other ol > li').count()).toBe(3)
    expect(await page.locator('.message.own .state').innerText()).toBe('Sent')
    expect(await page.locator('#status').innerText()).toContain('Here is what I can do')
    await say('two\nlines', 'You said: two')
    await page.getByLabel('Your message').pressSequentially('one')
    await page.keyboard.press('Shift+Enter')
    await page.getByLabel('Your message').pressSequentially('two')
    await page.keyboard.press('Enter')
    await page.locator('.message.own .typed', { hasText: /^one\ntwo$/ }).waitFor()
    expect(errors).toEqual([])
  })

  test('a choice is made with a button, once, and is still made after a reload', async () => {
    const { page, errors, say } = await open()
    await say('menu', 'Which size')
    await photograph(page, 'choices')
    await page.getByRole('button', { name: /Large/ }).click()
    await page.locator('.message.other', { hasText: 'You chose Large.' }).waitFor()
    expect(await page.getByRole('button', { name: 'Small' }).isDisabled()).toBe(true)
    expect(await page.locator('.message.own .bubble').last().innerText()).toBe('Large')
    await page.reload()
    await page.locator('.message.other', { hasText: 'You chose Large.' }).waitFor()
    expect(await page.getByRole('button', { name: /Large/ }).getAttribute('aria-pressed')).toBe('true')
    expect((await said(page)).filter((words) => words === 'Large')).toHaveLength(1)
    expect(errors).toEqual([])
  })

  test('a reload shows the conversation as it was, and nothing of it twice', async () => {
    const { page, errors, say } = await open()
    for (const words of ['one', 'two', 'three']) await say(words, `You said: ${words}`)
    const before = await said(page)
    await page.reload()
    await page.locator('.message.other', { hasText: 'You said: three' }).waitFor()
    expect(await said(page)).toEqual(before)
    expect(errors).toEqual([])
  })

  test('what is written offline is kept, sent when the line is back, and answered in order', async () => {
    const { page, say } = await open()
    await say('before', 'You said: before')
    await page.context().setOffline(true)
    await page.locator('[data-line="offline"]').waitFor()
    for (const words of ['first', 'second']) {
      await page.getByLabel('Your message').fill(words)
      await page.keyboard.press('Enter')
    }
    expect(await page.locator('[data-state="waiting"]').count()).toBe(2)
    await photograph(page, 'offline')
    await page.context().setOffline(false)
    await page.locator('.message.other', { hasText: 'You said: second' }).waitFor()
    expect(await page.locator('[data-state]').count()).toBe(0)
    const answers = (await said(page)).filter((words) => words.startsWith('You said'))
    expect(answers).toEqual(['before', 'first', 'second'].map((words) => `You said: ${words}`))
  })

  test('what is refused says why, and can be tried again', async () => {
    const { page, errors, say } = await open()
    await page.getByLabel('Your message').fill('x'.repeat(10_001))
    await page.keyboard.press('Enter')
    const failed = page.locator('[data-state="failed"]')
    await failed.waitFor()
    expect(await failed.innerText()).toContain('longer than 10000 characters')
    await failed.scrollIntoViewIfNeeded()
    await photograph(page, 'failed')
    await page.getByRole('button', { name: 'Try again' }).click()
    await failed.waitFor()
    await say('shorter', 'You said: shorter')
    expect(await violations(page)).toEqual([])
    expect(errors).toEqual([])
  })

  test('a second tab shows the same conversation', async () => {
    const { page, errors, say } = await open()
    await say('from the first', 'You said: from the first')
    const second = await page.context().newPage()
    await second.goto(`${site.url}/demo`)
    await second.locator('.message.other', { hasText: 'You said: from the first' }).waitFor()
    await say('and again', 'You said: and again')
    await second.locator('.message.other', { hasText: 'You said: and again' }).waitFor()
    expect((await said(second)).filter((words) => words === 'and again')).toHaveLength(1)
    expect(errors).toEqual([])
  })

  test('a conversation is ended with the keyboard alone, and another one begun', async () => {
    const { page, errors, say } = await open()
    await say('hello', 'You said: hello')
    await page.getByRole('button', { name: 'End chat' }).focus()
    await page.keyboard.press('Enter')
    await photograph(page, 'ending')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('.divider', { hasText: 'has ended' }).waitFor()
    await photograph(page, 'ended')
    expect(await page.evaluate('document.activeElement.id')).toBe('restart-button')
    await page.keyboard.press('Enter')
    await page.keyboard.type('hello again')
    await page.keyboard.press('Enter')
    await page.locator('.message.other', { hasText: 'You said: hello again' }).waitFor()
    expect(errors).toEqual([])
  })

  test('nothing that anybody writes is ever more than text', async () => {
    const { page, errors, say } = await open()
    const own = [
      '<img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      '<a href="javascript:alert(1)">x</a> [x](javascript:alert(1))',
    ]
    const path = `${corpus}/nasty/xss_dompurify.jsonl`
    if (!existsSync(path)) console.log(`There is no corpus in ${corpus}: only our own attacks are tried.`)
    const collected = existsSync(path)
      ? readFileSync(path, 'utf8')
          .trim()
          .split('\n')
          .map((line) => String(JSON.parse(line).payload))
      : []
    let alarms = 0
    page.on('dialog', (dialog) => {
      alarms += 1
      void dialog.dismiss()
    })
    const attacks = [...own, ...collected]
      .filter((attack) => attack.trim().length < 5000 && attack.trim() !== '')
      .map((attack) => `<!--x-->${attack}`)
    for (const attack of attacks) {
      await page.getByLabel('Your message').fill(attack)
      await page.keyboard.press('Enter')
    }
    await say('<end of attacks', '<end of attacks')
    const foreign = await page.evaluate(`[...document.querySelectorAll('.message:not(.typing) .bubble *')]
      .filter((one) => !/^(P|DIV|A|CODE|PRE|EM|STRONG|S|BR|UL|OL|LI|HR|BLOCKQUOTE)$/.test(one.tagName)
        || (one.tagName === 'A' && !/^(https?|mailto):/.test(one.href)))
      .map((one) => one.outerHTML)`)
    expect(foreign).toEqual([])
    expect(alarms).toBe(0)
    expect(errors).toEqual([])
  })

  test.each(['light', 'dark'] as const)('is accessible and good to look at: %s', async (colorScheme) => {
    const { page, errors, say } = await open({ colorScheme, reducedMotion: 'reduce' })
    expect(await violations(page)).toEqual([])
    await say('help', 'npm run quickstart')
    await say('menu', 'Which size')
    await page.getByRole('button', { name: /Large/ }).click()
    await page.locator('.message.other', { hasText: 'You chose Large.' }).waitFor()
    await photograph(page, `talk-${colorScheme}`)
    await say('card', 'Evening Assam')
    await photograph(page, `card-${colorScheme}`)
    await say('media', 'The garden')
    await say('مرحبا', 'أهلاً')
    await page.getByLabel('Your message').fill('think')
    await page.keyboard.press('Enter')
    await page.locator('#typing').waitFor()
    await photograph(page, `media-${colorScheme}`)
    expect(await violations(page)).toEqual([])
    expect(errors).toEqual([])
  })

  test('fits a phone, and big letters', async () => {
    const phone = await open({
      viewport: { width: 390, height: 780 },
      deviceScaleFactor: 2,
      hasTouch: true,
      isMobile: true,
    })
    await photograph(phone.page, 'phone-welcome')
    await phone.say('help', 'npm run quickstart')
    await phone.say('menu', 'Which size')
    await photograph(phone.page, 'phone')
    await phone.say('card', 'Evening Assam')
    await photograph(phone.page, 'phone-card')
    const small = await open({ viewport: { width: 320, height: 480 } })
    await small.say('card', 'Evening Assam')
    await photograph(small.page, 'small')
    for (const { page } of [phone, small]) {
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(overflow).toBeLessThanOrEqual(0)
      expect(await violations(page)).toEqual([])
    }
  })

  test('is on a website where its placement says, once, behind a button', async () => {
    const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, locale: 'de-AT' })
    const page = await context.newPage()
    pages.push(page)
    let placement = {}
    const config = { name: 'Ada', languages: ['en'], theme: { words: { launcher: { de: 'Frag uns' } } } }
    await page.route('**/config', (route) => route.fulfill({ json: { ...config, placement } }))
    const button = page.locator(`#colloquy-${embedId}`)
    const isShown = async (rules: object) => {
      placement = rules
      const asked = page.waitForResponse('**/config')
      await page.goto(`${site.url}/shop/teas/green?cup=1`)
      await asked
      return button.waitFor({ state: 'attached', timeout: 250 }).then(
        () => true,
        () => false,
      )
    }
    const open = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' }]
    const fitting = { pages: { include: ['/shop/*/green'] }, devices: ['desktop'], languages: ['de'] }
    expect(await isShown({ ...fitting, hours: { timeZone: 'Asia/Tokyo', open } })).toBe(true)
    for (const rules of [
      { pages: { include: ['/shop/*'], exclude: ['*://127.0.0.1*/teas/*'] } },
      { pages: { include: ['/shop/*/black', '/shop'] } },
      { devices: ['mobile', 'tablet'] },
      { languages: ['en', 'd'] },
      { delaySeconds: 60 },
    ])
      expect([rules, await isShown(rules)]).toEqual([rules, false])
    expect(await isShown({ position: 'bottom-left' })).toBe(true)
    expect(await button.count()).toBe(1)
    // Its inside is closed to the page, and to whoever tests it: it is pressed where it stands.
    const framed = page.waitForEvent('framenavigated')
    await page.mouse.click(60, 900 - 48)
    const chat = await framed
    expect(chat.url()).toBe(`${site.url}/embed/${embedId}`)
    await chat.locator('#message').waitFor()
  })
})
