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
