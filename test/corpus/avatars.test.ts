import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { openAvatarSite } from '../parts/avatar/site.ts'
import { browserIsHere, openDrawingBrowser } from '../parts/browser.ts'

/** Avatars of other people on our stage. */
const models = join(process.env.CORPUS_DIR ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url)), 'glb')
const areHere = existsSync(models)
if (!areHere) console.warn(`No avatar of others is tried: ${models} is not there (CORPUS_DIR).`)

let browser: Browser
let site: Awaited<ReturnType<typeof openAvatarSite>>

const suite = browserIsHere && areHere ? describe : describe.skip
suite('an avatar of somebody else', () => {
  beforeAll(async () => {
    ;[browser, site] = await Promise.all([openDrawingBrowser(), openAvatarSite({ models })])
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await site.close()
  })

  test.each([
    ['without clips borrows them', 'viverse_mannequin.glb', { moves: true, hasVrm: false }],
    ['with clips uses its own', 'RobotExpressive.glb', { moves: true, hasVrm: false }],
    ['in VRM loads what VRM needs', 'debug_robot.vrm', { moves: true, hasVrm: true }],
    ['that is no humanoid stands there', 'Fox.glb', { hasVrm: false }],
  ])(
    '%s',
    async (_, file, wanted) => {
      const page = await browser.newPage()
      await page.goto(site.url)
      await page.waitForFunction('window.trials')
      const found = await page.evaluate<{ readonly body: number }>(`trials.strangers('/models/${file}')`)
      expect(found).toMatchObject(wanted)
      expect(found.body).toBeGreaterThan(20)
      await page.close()
    },
    120_000,
  )
})
