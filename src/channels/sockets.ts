import type { LookupFunction } from 'node:net'
import type { Network } from '../contracts/channel.ts'

/** For undici: how a channel's connections are opened, within so many milliseconds. */
export function opening(
  timeout: number,
  network: Network | undefined,
): { readonly timeout: number; readonly lookup?: LookupFunction } {
  return network === undefined ? { timeout } : { timeout, lookup: network.lookup }
}
