import { defineAdapter } from '../../contracts/channel.ts'
import { abilities } from './abilities.ts'
import { connect, disconnect, inspect, register, unregister } from './connect.ts'
import { parse } from './parse.ts'
import { listen, webhook } from './receive.ts'
import { render } from './render.ts'
import { acknowledge, fetchMedia, send, typing } from './send.ts'
import { settings } from './settings.ts'
import { stream } from './stream.ts'

export const telegram = defineAdapter({
  platform: 'telegram',
  settings,
  abilities,
  callsFrom: {
    value: ['149.154.160.0/20', '91.108.4.0/22'],
    source: 'https://core.telegram.org/bots/webhooks#the-short-version',
  },
  connect,
  register,
  inspect,
  unregister,
  webhook,
  listen,
  parse,
  render,
  send,
  acknowledge,
  typing,
  stream,
  fetchMedia,
  disconnect,
})
