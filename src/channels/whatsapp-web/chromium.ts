import { access, constants } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { whatsappWebDefaults } from '../../config/defaults.ts'
import { Busy } from '../../contracts/errors.ts'

const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
    String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
  ],
}

/** The host's own browser. Throws Busy where there is none: one may be installed any time. */
export async function findChromium(path?: string): Promise<string> {
  const places = path === undefined ? (usualPlaces[process.platform] ?? []) : [path]
  for (const place of places) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return place
  }
  throw new Busy(
    path === undefined
      ? 'There is no Chromium in any of the usual places: install it (Debian: apt install chromium), or say where it is in the setting "chromium".'
      : `There is no program at ${path}: the setting "chromium" must name the host’s Chromium or Chrome.`,
    whatsappWebDefaults.retryMs,
  )
}

export function launchOptions(executablePath: string, folder: string, signal: AbortSignal) {
  return {
    executablePath,
    headless: true,
    // Over a pipe it ends with this process, however that ends; over a socket it would be left behind.
    pipe: true,
    signal,
    timeout: whatsappWebDefaults.launchMs,
    // The gateway stops it itself.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // None of ours: there are secrets among them.
    ...(process.platform === 'win32'
      ? {}
      : { env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder, TMPDIR: tmpdir(), LANG: 'C.UTF-8' } }),
    args: [
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-gpu',
      // A container's is 64 MB by default.
      '--disable-dev-shm-usage',
      '--disable-extensions',
      '--mute-audio',
      // Chromium refuses to run as root with it.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  }
}

/** Keeps no process alive. */
export function pause(ms: number): Promise<void> {
  return delay(ms, undefined, { ref: false })
}

/** It leads a group of its own, in which are all its processes. */
export function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}
