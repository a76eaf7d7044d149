import type { Adapter } from '../contracts/channel.ts'
import type { AdapterList } from '../contracts/ports.ts'
import { signal } from './signal/index.ts'
import { slack } from './slack/index.ts'
import { telegram } from './telegram/index.ts'
import { createWebAdapter } from './web/index.ts'
import type { WebHub } from './web/index.ts'
import { whatsapp } from './whatsapp/index.ts'
import { whatsappWeb } from './whatsapp-web/index.ts'

/** Every platform the gateway speaks: a new one is a folder beside these and a line here. */
export function createAdapters(hub: WebHub): AdapterList {
  const adapters: readonly Adapter[] = [telegram, slack, whatsapp, whatsappWeb, signal, createWebAdapter(hub)]
  return new Map(adapters.map((adapter) => [adapter.platform, adapter]))
}
