import { defineAdapter } from '../../contracts/channel.ts'
import { abilities } from './abilities.ts'
import { connect, disconnect, settings } from './connect.ts'
import { fetchMedia } from './files.ts'
import { install, manifest } from './install.ts'
import { parse } from './parse.ts'
import { listen, listens, webhook } from './receive.ts'
import { render } from './render.ts'
import { seen, send, typing } from './send.ts'
import { stream } from './stream.ts'

export const slack = defineAdapter({
  platform: 'slack',
  settings,
  abilities,
  connect,
  webhook,
  listens,
  listen,
  parse,
  render,
  send,
  seen,
  typing,
  stream,
  fetchMedia,
  install,
  manifest,
  disconnect,
})
