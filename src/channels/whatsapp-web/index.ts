import { whatsappWebDefaults } from '../../config/defaults.ts'
import { defineAdapter } from '../../contracts/channel.ts'
import { abilities } from './abilities.ts'
import { openBrowser } from './browser.ts'
import type { OpenBrowser } from './browser.ts'
import { connect, disconnect } from './connect.ts'
import { pairWith } from './pair.ts'
import { parse } from './parse.ts'
import { phone } from './place.ts'
import { listenWith } from './receive.ts'
import { render } from './render.ts'
import { fetchMediaWith, seen, sendWith, typing } from './send.ts'
import { settings } from './settings.ts'
import type { Times } from './watch.ts'

/** `open` is the one door to a browser; a test has a door of its own. */
export function createWhatsappWeb(open: OpenBrowser, times: Times = whatsappWebDefaults) {
  return defineAdapter({
    platform: 'whatsapp-web',
    settings,
    abilities,
    connect,
    sendsWhereItListens: true,
    listen: (client: Awaited<ReturnType<typeof connect>>, signal) => listenWith(open, times, client, signal),
    parse,
    phone,
    render,
    send: (client, call, context) => sendWith(times, client, call, context),
    seen,
    typing,
    fetchMedia: fetchMediaWith(times),
    pair: (client, how, signal) => pairWith(open, times, client, how, signal),
    disconnect,
  })
}

export const whatsappWeb = createWhatsappWeb(openBrowser)
