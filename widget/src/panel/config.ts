import type { EmbedConfig } from '../../../src/contracts/wire.ts'

/** What the gateway wrote into the page. */
export function readConfig(): EmbedConfig {
  return JSON.parse(document.getElementById('config')?.textContent ?? '{}') as EmbedConfig // the gateway's own words
}
