import { defineAdapter } from '../../contracts/channel.ts'
import { abilities } from './abilities.ts'
import { connect, disconnect, inspect, register, settings, unregister } from './connect.ts'
import { parse } from './parse.ts'
import { phone } from './place.ts'
import { webhook } from './receive.ts'
import { render } from './render.ts'
import { fetchMedia, seen, send, typing } from './send.ts'

export const whatsapp = defineAdapter({
  platform: 'whatsapp',
  settings,
  abilities,
  connect,
  register,
  inspect,
  unregister,
  webhook,
  parse,
  phone,
  render,
  send,
  seen,
  typing,
  fetchMedia,
  disconnect,
})
