import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { browserIsHere, openBrowser, openShadows } from '../parts/browser.ts'
import { type ChatSite, longAnswer, startChatSite } from '../parts/chat-site.ts'

const journey = browserIsHere ? describe : describe.skip

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const corpus = process.env.CORPUS_DIR ?? new URL('../../../shared/corpus', import.meta.url).pathname
// A browser on a busy machine takes its time.
jest.setTimeout(90_000)
/** Pictures of what was seen, to look at. */
const pictures = mkdtempSync(join(tmpdir(), 'widget-'))

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

journey('the panel in a browser', () => {
  let browser: Browser
  let site: ChatSite
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    browser = await openBrowser()
    site = await startChatSite()
    console.log(`Pictures of the panel are in ${pictures}`)
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
  })
  afterAll(async () => {
    await browser.close()
    await site.close()
  })

  /** A person at the panel; any error in it fails the test that asks for `errors`. */
  async function open(options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ viewport: { width: 400, height: 640 }, ...options })
    contexts.push(context)
    return { context, ...(await openTab(context)) }
  }

  async function openTab(context: BrowserContext) {
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/ERR_(INTERNET|NAME|CONNECTION)/.test(message.text()))
        errors.push(message.text())
    })
    // What a screen reader would be told, from the first moment on.
    await page.addInitScript(`addEventListener('DOMContentLoaded', () => {
      globalThis.announced = []
      new MutationObserver((changes) => {
        for (const { target, addedNodes } of changes)
          if (target instanceof Element && target.matches('.announcer'))
            for (const node of addedNodes) announced.push(node.textContent)
      }).observe(document.body, { childList: true, subtree: true })
    })`)
    await page.goto(`${site.url}/embed/${site.embedId}/panel`)
    await online(page)
    const field = page.getByRole('textbox')
    const write = async (words: string) => {
      await field.fill(words)
      await field.press('Enter')
    }
    return {
      page,
      errors,
      field,
      write,
      /** Says it and waits for what the bot answers. */
      async say(words: string, heard: string | RegExp) {
        await write(words)
        await page.locator('.message.other', { hasText: heard }).last().waitFor()
      },
    }
  }

  const online = (page: Page) => page.locator('[data-line="online"]').waitFor()
  const photograph = (page: Page, name: string) =>
    page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
  const said = (page: Page) => page.locator('.message:not(.typing, .welcome) .bubble').allInnerTexts()
  const announced = (page: Page) => page.evaluate<readonly string[]>('announced')

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

  test('a person writes, sees the answer being written, and a screen reader hears it once', async () => {
    const { page, errors, field, write, say } = await open()
    await write('help')
    const streaming = page.locator('.message.streaming')
    await streaming.locator('.bubble[aria-busy=true] strong').waitFor()
    await photograph(page, 'streaming')
    await page.locator('.message.other pre', { hasText: 'npm run quickstart' }).waitFor()
    await streaming.waitFor({ state: 'detached' })
    expect(await page.getByRole('link', { name: 'terms' }).getAttribute('href')).toBe('https://shop.example/terms')
    expect(await page.locator('.message.other .prose > ol > li').count()).toBe(3)
    expect(await page.locator('.message.own .delivery').innerText()).toBe('Read')
    await say('two\nlines', 'You said: two')
    const heard = await announced(page)
    expect(heard).toHaveLength(2)
    expect(heard[0]).toMatch(/^Nova said: Here is what I can do for you/)
    await field.pressSequentially('one')
    await field.press('Shift+Enter')
    await field.pressSequentially('two')
    await field.press('Enter')
    await page.locator('.message.own .typed', { hasText: /^one\ntwo$/ }).waitFor()
    expect(errors).toEqual([])
  })

  test('on a website it waits behind its button, is opened to be written in, and says what came while it was closed', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-US' })
    contexts.push(context)
    const page = await context.newPage()
    await page.addInitScript(openShadows)
    await page.goto(`${site.url}/demo`)
    const launcher = page.getByRole('button', { name: /chat/i })
    await launcher.waitFor()
    expect(await violations(page)).toEqual([])
    await launcher.click()
    const panel = page.frameLocator('iframe')
    await panel.locator('[data-line="online"]').waitFor()
    await panel.locator('textarea:focus').waitFor()
    await page.keyboard.type('hello')
    await page.keyboard.press('Enter')
    await panel.locator('.message.other', { hasText: 'You said: hello' }).waitFor()
    await photograph(page, 'website')
    await page.keyboard.press('Escape')
    await panel.locator('.panel').waitFor({ state: 'hidden' })
    site.say(site.heard.at(-1)?.address?.chat ?? '', [{ type: 'text', text: 'Are you **still** there?' }])
    await page.getByRole('button', { name: /1/ }).first().waitFor()
    await page.getByText('Are you still there?').first().waitFor()
    await photograph(page, 'website-unread')
    await launcher.first().click()
    await panel.locator('.divider.new').waitFor()
    await page.getByRole('button', { name: /1/ }).first().waitFor({ state: 'detached' })
  })

  test('a choice is made with a button, once, and is still made after a reload', async () => {
    const { page, errors, say } = await open()
    await say('menu', 'Which size')
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

  test('a reload shows the conversation as it was, nothing of it twice, and says nothing of it again', async () => {
    const { page, errors, say } = await open()
    for (const words of ['one', 'two', 'three']) await say(words, `You said: ${words}`)
    const before = await said(page)
    await page.reload()
    await page.locator('.message.other', { hasText: 'You said: three' }).waitFor()
    expect(await said(page)).toEqual(before)
    expect(await announced(page)).toEqual([])
    expect(errors).toEqual([])
  })

  test('a file is attached, shown on its way, and sent', async () => {
    const { page, errors } = await open()
    const input = page.locator('input[type=file]')
    await input.setInputFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<p>') })
    await page.getByText('page.html is of a kind that cannot be sent here.').waitFor()
    await input.setInputFiles({ name: 'cup.png', mimeType: 'image/png', buffer: dot })
    await page.getByRole('button', { name: 'Remove cup.png' }).waitFor()
    await photograph(page, 'attachment')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('.message.other', { hasText: 'You sent cup.png' }).waitFor()
    expect(await page.locator('.attachment').count()).toBe(0)
    expect(errors).toEqual([])
  })

  test('what is written offline is kept through a reload, sent when the line is back, and answered in order', async () => {
    const { page, context, write, say } = await open()
    await say('before', 'You said: before')
    await context.setOffline(true)
    await page.locator('[data-line="offline"]').waitFor()
    for (const words of ['first', 'second']) await write(words)
    await page.locator('[data-delivery="waiting"]').nth(1).waitFor()
    await photograph(page, 'offline')
    await context.setOffline(false)
    // Before the line is back: what waits is on the device, and not in the page.
    await page.reload()
    await page.locator('.message.other', { hasText: 'You said: second' }).waitFor()
    const answers = (await said(page)).filter((words) => words.startsWith('You said'))
    expect(answers).toEqual(['before', 'first', 'second'].map((words) => `You said: ${words}`))
    expect((await said(page)).filter((words) => words === 'first')).toHaveLength(1)
  })

  test('a line that goes down in the middle of an answer loses nothing of it', async () => {
    const { page, write } = await open()
    await write('help')
    await page.locator('.message.streaming strong').waitFor()
    site.hangUp()
    await page.locator('.message.other pre', { hasText: 'npm run quickstart' }).waitFor()
    await page.locator('.message.streaming').waitFor({ state: 'detached' })
    expect(await page.locator('.message.other blockquote').innerText()).toBe('Ask me anything.')
    expect(await page.locator('.message.own').count()).toBe(1)
    expect((await announced(page)).filter((words) => words.includes('Here is what'))).toHaveLength(1)
    expect(longAnswer).toContain('Ask me anything.')
  })

  test('what is refused says why, can be tried again, and taken back', async () => {
    const { page, errors, field, say } = await open()
    await say('hello', 'You said: hello')
    await field.fill('x'.repeat(10_001))
    await page.getByText('1 character too many').waitFor()
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
    await field.fill('x'.repeat(9_990))
    await page.getByText('10 characters left').waitFor()
    expect(await violations(page)).toEqual([])
    expect(errors).toEqual([])
  })

  test('a second tab is in step: what is said, what is judged, and what is read', async () => {
    const { page, context, errors, say } = await open()
    await say('from the first', 'You said: from the first')
    const second = await openTab(context)
    await second.page.locator('.message.other', { hasText: 'You said: from the first' }).waitFor()
    await say('and again', 'You said: and again')
    await second.page.locator('.message.other', { hasText: 'You said: and again' }).waitFor()
    expect((await said(second.page)).filter((words) => words === 'and again')).toHaveLength(1)
    await second.page.getByRole('button', { name: 'Helpful', exact: true }).last().click()
    await page.locator('.verdict[aria-pressed="true"]').waitFor()
    const reactions = site.heard.filter((event) => event.kind === 'reaction')
    expect(reactions.at(-1)).toMatchObject({ added: ['👍'] })
    expect([errors, second.errors]).toEqual([[], []])
  })

  test('a conversation is ended with the keyboard alone, and another one begun', async () => {
    const { page, errors, say } = await open()
    await say('hello', 'You said: hello')
    await page.getByRole('button', { name: 'Menu' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'End the conversation' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'End this conversation?' }).waitFor()
    await photograph(page, 'ending')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('.divider', { hasText: 'has ended' }).waitFor()
    await photograph(page, 'ended')
    const again = page.getByRole('button', { name: 'Start a new conversation' })
    await again.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('hello again')
    await page.keyboard.press('Enter')
    await page.locator('.message.other', { hasText: 'You said: hello again' }).waitFor()
    expect(errors).toEqual([])
  })

  test('a conversation is forgotten with the keyboard alone, in another tab and through a reload', async () => {
    const { page, context, errors, say } = await open()
    await say('my secret', 'You said: my secret')
    const second = await openTab(context)
    await second.page.locator('.message.other', { hasText: 'my secret' }).waitFor()
    const visitor = site.heard.at(-1)?.address?.chat ?? ''
    const forgets = site.door.forget.bind(site.door)
    site.door.forget = async (...asked) => {
      const erasure = await forgets(...asked)
      site.door.erasing.add(erasure)
      return erasure
    }
    await page.getByRole('button', { name: 'Menu' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Forget this conversation' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Forget this conversation?' }).waitFor()
    await photograph(page, 'ask-forget')
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    for (const one of [page, second.page]) {
      await one.locator('.divider', { hasText: 'is being deleted' }).waitFor()
      expect(await said(one)).toEqual([])
    }
    await photograph(page, 'forgetting')
    await page.reload()
    await page.locator('.divider', { hasText: 'is being deleted' }).waitFor()
    site.door.erasing.clear()
    await page.locator('.divider', { hasText: 'has been deleted' }).waitFor()
    await photograph(page, 'forgotten')
    expect(site.door.messages(visitor)).toEqual([])
    await page.getByRole('textbox').fill('hello')
    await page.keyboard.press('Enter')
    await page.locator('.message.other', { hasText: 'You said: hello' }).waitFor()
    expect(site.heard.at(-1)?.address?.chat).not.toBe(visitor)
    site.door.forget = forgets
    expect([errors, second.errors]).toEqual([[], []])
  })

  test('a person is waited for, comes, and answers; where nobody is there, an address is asked for', async () => {
    const { page, errors, write, say } = await open()
    await say('hello', 'You said: hello')
    await write('nobody')
    await page.getByText('Nobody is there at the moment').waitFor()
    const address = page.getByRole('textbox', { name: 'E-mail address' })
    await address.fill('nonsense')
    await page.getByRole('button', { name: 'Leave address' }).click()
    await page.getByText('Please enter an e-mail address').waitFor()
    await photograph(page, 'nobody')
    await address.fill('ada@example.com')
    await page.getByRole('button', { name: 'Leave address' }).click()
    await page.locator('.message.other', { hasText: 'You said: ada@example.com' }).waitFor()
    await page.getByRole('textbox', { name: 'Your message' }).fill('join')
    await page.keyboard.press('Enter')
    await page.locator('.message.other', { hasText: 'Sam here.' }).waitFor()
    expect(await page.getByRole('heading').innerText()).toBe('Sam')
    expect(await page.locator('.notice').allInnerTexts()).toEqual(['Waiting for a person', 'Sam is answering now'])
    expect(errors).toEqual([])
  })

  test('answers are read aloud by the browser where the chatbot has no voice, once somebody has asked for it', async () => {
    const { context } = await open()
    await context.addInitScript(`globalThis.spoken = []
      globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
      Object.defineProperty(globalThis, 'speechSynthesis', { value: {
        cancel() {},
        speak(one) {
          spoken.push(one.lang + ': ' + one.text)
          setTimeout(() => one.onstart(), 5)
          setTimeout(() => one.onend(), 20)
        },
      } })`)
    const { page, errors, say } = await openTab(context)
    const spoken = () => page.evaluate<readonly string[]>('spoken')
    await say('silence', 'You said: silence')
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('switch', { name: 'Read answers aloud' }).check()
    await page.keyboard.press('Escape')
    await say('**One**. Two!', 'You said: One. Two!')
    while ((await spoken()).length < 2) await page.waitForTimeout(50)
    expect(await spoken()).toEqual(['en: You said: One.', 'en: Two!'])
    expect(errors).toEqual([])
  })

  test('whoever reads above is not moved, and told how much came', async () => {
    const { page, say } = await open()
    for (const words of ['help', 'card', 'menu']) await say(words, words === 'help' ? 'npm run quickstart' : /./)
    await page.locator('.option').last().waitFor()
    await page.locator('.log').hover()
    await page.mouse.wheel(0, -5000)
    await page.getByRole('button', { name: 'To the latest message' }).waitFor()
    site.say(site.heard.at(-1)?.address?.chat ?? '', [{ type: 'text', text: 'One more thing.' }])
    await page.getByRole('button', { name: '1 new message' }).click()
    await page.locator('.latest').waitFor({ state: 'detached' })
    await page.getByText('One more thing.').first().waitFor()
  })

  test('nothing that anybody writes is ever more than text', async () => {
    const { page, errors, write, say } = await open()
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
    for (const attack of attacks) await write(attack)
    await say('<end of attacks', '<end of attacks')
    const foreign = await page.evaluate(`[...document.querySelectorAll('.message:not(.typing) .bubble *')]
      .filter((one) => !/^(P|DIV|A|CODE|PRE|EM|STRONG|S|BR|UL|OL|LI|HR|BLOCKQUOTE|SPAN|BUTTON|SVG|PATH|TABLE|THEAD|TBODY|TR|TH|TD)$/i.test(one.tagName)
        || (one.tagName === 'A' && !/^(https?|mailto|tel):/.test(one.href)))
      .map((one) => one.outerHTML)`)
    expect(foreign).toEqual([])
    expect(alarms).toBe(0)
    expect(errors).toEqual([])
  })

  test('the appearance and the language are chosen in the menu, and remembered', async () => {
    const { page, errors } = await open({ locale: 'fr-FR' })
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('radio', { name: 'Sombre' }).check({ force: true })
    await page.getByRole('combobox').selectOption('ar')
    await page.locator('.panel.dark[dir="rtl"][lang="ar"]').waitFor()
    await photograph(page, 'menu-arabic-dark')
    expect(await violations(page)).toEqual([])
    await page.reload()
    await page.locator('.panel.dark[dir="rtl"][lang="ar"]').waitFor()
    await page.getByRole('button', { name: 'القائمة' }).click()
    await page.keyboard.press('Escape')
    expect(await page.locator('.menu').count()).toBe(0)
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('القائمة')
    expect(errors).toEqual([])
  })

  test.each(['light', 'dark'])('every state is accessible, fits, and is good to look at: %s', async (theme) => {
    const context = await browser.newContext({ viewport: { width: 400, height: 640 }, reducedMotion: 'reduce' })
    contexts.push(context)
    const page = await context.newPage()
    await page.goto(`${site.url}/demo/states?theme=${theme}`)
    const states = await page.locator('.states h2').allInnerTexts()
    expect(states.length).toBeGreaterThan(20)
    for (const state of states) {
      await page.goto(`${site.url}/demo/states?state=${state}&theme=${theme}`)
      await page.locator('.panel').waitFor()
      await page.waitForLoadState('networkidle')
      await photograph(page, `${state}-${theme}`)
      expect([state, await violations(page)]).toEqual([state, []])
    }
  })

  test.each([
    ['a phone', { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }],
    ['letters twice as big', { viewport: { width: 200, height: 320 }, deviceScaleFactor: 2 }],
    ['forced colours', { viewport: { width: 400, height: 640 }, forcedColors: 'active' }],
  ] as const)('it fits %s', async (name, options) => {
    const { page, say } = await open(options)
    await say('help', 'npm run quickstart')
    await say('card', 'Evening Assam')
    await photograph(page, name.replaceAll(' ', '-'))
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    expect(await violations(page)).toEqual([])
    const small = await page.evaluate(`[...document.querySelectorAll('button:not(:disabled), select, summary')]
      .filter((one) => one.checkVisibility({ opacityProperty: true }))
      .map((one) => [one.ariaLabel ?? one.textContent, one.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 24 || height < 24)
      .map(([label, { width, height }]) => [label, width, height])`)
    expect(small).toEqual([])
  })
})
