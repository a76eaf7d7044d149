import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Whether there is one to test with. In CI its absence is a failure, not a reason to leave tests out. */
export const browserIsHere = existsSync(executablePath) || process.env.CI === 'true'
if (!browserIsHere) console.log(`Left out: there is no Chromium at ${executablePath}; CHROMIUM_PATH names another.`)

/** The system's Chromium, calling nobody by itself. */
export function openBrowser(): Promise<Browser> {
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...quiet] })
}

/** The same with WebGL in software: it draws right, and slowly. */
export function openDrawingBrowser(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--disable-background-networking',
  ]
  return chromium.launch({ executablePath, args })
}

/** For `addInitScript`: what a page keeps in closed shadows is closed to its scripts, and so to tests; with this it is not. */
export const openShadows = `{
  const attach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (options) {
    return attach.call(this, { ...options, mode: 'open' })
  }
}`
