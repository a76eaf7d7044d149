import { defineAdapter } from '../../contracts/channel.ts'
import { abilities } from './abilities.ts'
import { fetchMedia } from './attachments.ts'
import { connect, disconnect, settings } from './connect.ts'
import { pair } from './pair.ts'
import { parse } from './parse.ts'
import { phone } from './place.ts'
import { listen } from './receive.ts'
import { render } from './render.ts'
import { seen, send, typing } from './send.ts'

export const signal = defineAdapter({
  platform: 'signal',
  settings,
  abilities,
  connect,
  listen,
  parse,
  phone,
  render,
  send,
  seen,
  typing,
  fetchMedia,
  pair,
  disconnect,
})
