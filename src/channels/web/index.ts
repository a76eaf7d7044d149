import { defineAdapter } from '../../contracts/channel.ts'
import { abilities } from './abilities.ts'
import { connect, settings } from './connect.ts'
import { parse } from './parse.ts'
import { render } from './render.ts'
import type { WebHub } from './rooms.ts'
import { animate, ended, handed, send, stream, typing } from './send.ts'

export { otherRooms } from './others.ts'
export type { WebHub } from './rooms.ts'
export { type WebRouteOptions, registerWebRoutes } from './routes.ts'
export { type WebSocketOptions, type WebSockets, attachWebSockets } from './socket.ts'
export { readLoader } from './widget.ts'

/**
 * A website's chat. What visitors say comes in through the live sockets, not through `webhook` or `listen`; what the
 * bot says goes to whoever of the visitor's tabs is there, and waits in the history for whoever is not.
 */
export function createWebAdapter(hub: WebHub) {
  return defineAdapter({
    platform: 'web',
    settings,
    abilities,
    connect: connect(hub),
    parse,
    render,
    send,
    typing,
    stream,
    animate,
    handed,
    ended,
  })
}
