import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openAvatarSite } from '../parts/avatar/site.ts'
import { browserIsHere, openDrawingBrowser } from '../parts/browser.ts'

let browser: Browser
let site: Awaited<ReturnType<typeof openAvatarSite>>
const pages: Page[] = []

beforeAll(async () => {
  if (!browserIsHere) return
  ;[browser, site] = await Promise.all([openDrawingBrowser(), openAvatarSite()])
}, 120_000)
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close()
})
afterAll(async () => {
  if (!browserIsHere) return
  await browser.close()
  await site.close()
})

/** The page; `before` runs in it first. */
async function open(before = ''): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 300, height: 200 } })
  pages.push(page)
  await page.addInitScript(before)
  await page.goto(site.url)
  await page.waitForFunction('window.trials')
  return page
}

/** What is bound to come; how fast things are drawn in software says nothing. */
const until = (page: Page, happened: string) => page.waitForFunction(happened, undefined, { timeout: 60_000 })

const isDrawn = 'trials.canvas()?.hidden === false'
const isPicture = 'trials.picture()?.hidden === false'
const loaded = `performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1))`

const suite = browserIsHere ? describe : describe.skip
suite('the avatar', () => {
  test('is drawn, and goes on being drawn for as long as somebody looks', async () => {
    const page = await open()
    await page.evaluate('window.frames = trials.countFrames(); trials.mount()')
    await until(page, isDrawn)
    expect(await page.evaluate(isPicture)).toBe(false)
    const seen = await page.evaluate<number>('frames()')
    await until(page, `frames() > ${seen + 20}`)
    await page.evaluate('trials.stage().pause(); window.still = frames()')
    await page.waitForTimeout(500)
    expect(await page.evaluate('frames() - still')).toBe(0)
    await page.evaluate('trials.stage().resume()')
    await until(page, 'frames() > still + 20')
    await page.evaluate(`document.getElementById('host').style.marginTop = '4000px'`)
    await page.waitForTimeout(500)
    await page.evaluate('window.still = frames()')
    await page.waitForTimeout(500)
    expect(await page.evaluate('frames() - still')).toBe(0)
  }, 120_000)

  test('says when it speaks, and when it is over', async () => {
    const page = await open()
    await page.evaluate('trials.mount()')
    await page.evaluate(`trials.stage().speak({ visemes: [[0, 'aa']], durationMs: 300 })`)
    await until(page, `trials.told.includes('speaking: false')`)
    expect(await page.evaluate('trials.told')).toEqual(['shown', 'speaking: true', 'speaking: false'])
  }, 120_000)

  test('gives way to its picture when the graphics are taken away, and comes back with them', async () => {
    const page = await open()
    await page.evaluate('window.frames = trials.countFrames(); trials.mount()')
    await until(page, isDrawn)
    await page.evaluate('window.giveBack = trials.loseContext()')
    await until(page, isPicture)
    expect(await page.evaluate(isDrawn)).toBe(false)
    await page.evaluate('window.still = frames()')
    await page.waitForTimeout(300)
    expect(await page.evaluate('frames() - still')).toBe(0)
    await page.evaluate('giveBack()')
    await until(page, isDrawn)
    expect(await page.evaluate(isPicture)).toBe(false)
  }, 120_000)

  test('does it the light way without a graphics processor, and says so', async () => {
    const page = await open()
    expect(await page.evaluate(`trials.mount({ tier: 'full' })`)).toEqual(['lite: no graphics processor', 'shown'])
  }, 120_000)

  test('is a picture without WebGL, and loads nothing to draw with', async () => {
    const page = await open('HTMLCanvasElement.prototype.getContext = () => null')
    expect(await page.evaluate(`trials.mount({ tier: 'full' })`)).toEqual(['poster: no WebGL', 'shown'])
    expect(await page.evaluate(isPicture)).toBe(true)
    expect((await page.evaluate<string[]>(loaded)).filter((name) => name.endsWith('.glb'))).toEqual([])
  }, 120_000)

  test('is a picture where its file is none, and still speaks', async () => {
    const page = await open()
    const told = await page.evaluate(`trials.mount({ url: '/avatars/nobody.glb', plainUrl: null })`)
    expect(told).toEqual(['poster: The avatar’s file answers 404.', 'shown'])
    expect(await page.evaluate(isPicture)).toBe(true)
    await page.evaluate(`trials.stage().speak({ visemes: [[0, 'aa']], durationMs: 100 })`)
    await until(page, `trials.told.includes('speaking: false')`)
  }, 120_000)

  test('is drawn without WebAssembly, from the file that needs none', async () => {
    const page = await open('delete window.WebAssembly')
    await page.evaluate('trials.mount()')
    await until(page, isDrawn)
    const models = (await page.evaluate<string[]>(loaded)).filter((name) => name.endsWith('.glb'))
    expect(models).toEqual(['nova-plain.glb'])
  }, 120_000)

  test('moves nothing below its face for a person who asked for less motion', async () => {
    const page = await open()
    const { before, after } = await page.evaluate<Record<'before' | 'after', [number, string]>>('trials.calmly()')
    expect(after[0]).toBe(before[0])
    expect(before[0]).toBeGreaterThan(0)
  }, 120_000)

  test('leaves nothing behind', async () => {
    const page = await open()
    await page.evaluate('window.frames = trials.countFrames(); trials.mount()')
    await until(page, 'frames() > 5')
    await page.evaluate('window.gone = trials.canvas(); trials.stage().destroy(); window.still = frames()')
    expect(await page.locator('#host > *').count()).toBe(0)
    expect(await page.evaluate(`gone.getContext('webgl2').isContextLost()`)).toBe(true)
    await page.waitForTimeout(300)
    expect(await page.evaluate('frames() - still')).toBe(0)
    // Whoever still has the stage of one that is gone talks to nobody.
    await page.evaluate(`trials.stage().play('greeting'); trials.stage().say('Hello.', 'en'); trials.stage().resume()`)
    expect(await page.locator('#host > *').count()).toBe(0)
  }, 120_000)

  test('looks the same at the same time, another way each moment, and opens its mouth for a vowel', async () => {
    const page = await open()
    interface Shots {
      readonly shots: Readonly<Record<string, string>>
      readonly closed: number
      readonly open: number
    }
    const { shots, closed, open: opened } = await page.evaluate<Shots>('trials.shoot()')
    expect(await page.evaluate('trials.shoot()')).toEqual({ shots, closed, open: opened })
    expect(new Set(Object.values(shots)).size).toBe(Object.keys(shots).length)
    expect(opened).toBeGreaterThan(closed)
  }, 180_000)
})
