import type { Call, Colloquy, Waiting } from '../api.ts'

export type { BootOptions, ChatEvent, ChatEvents, Colloquy, Hear } from '../api.ts'

export interface LoaderOptions {
  /** Where Colloquy is: `https://bots.example.com`. */
  readonly gateway: string
  /** Of the page's Content-Security-Policy, where scripts need one. */
  readonly nonce?: string
}

/** Younger than the types: where a page demands Trusted Types, an address of a script is made by a policy. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

type Page = Window & { colloquy?: Waiting; readonly trustedTypes?: TrustedTypes }

/**
 * Loads the chat's script once, and gives what a page may ask of it: calls made before it is there wait. On a server
 * nothing is loaded, and calls go nowhere.
 */
export function loadColloquy({ gateway, nonce }: LoaderOptions): Colloquy {
  const page = typeof window === 'undefined' ? undefined : (window as Page)
  if (page !== undefined && page.colloquy === undefined) {
    page.colloquy = { q: [] }
    const script = document.createElement('script')
    script.async = true
    if (nonce !== undefined) script.nonce = nonce
    const policy = page.trustedTypes?.createPolicy('colloquy', { createScriptURL: (url) => url })
    const address = `${gateway}/widget.js`
    script.src = policy?.createScriptURL(address) ?? address
    document.head.append(script)
  }
  const ask = (call: Call) => void page?.colloquy?.q.push(call)
  return {
    boot: (...given) => ask(['boot', ...given]),
    open: (...given) => ask(['open', ...given]),
    close: (...given) => ask(['close', ...given]),
    send: (...given) => ask(['send', ...given]),
    on: (event, hear) => ask(['on', event, hear]),
    off: (event, hear) => ask(['off', event, hear]),
    update: (...given) => ask(['update', ...given]),
    identify: (...given) => ask(['identify', ...given]),
    forget: (...given) => ask(['forget', ...given]),
    destroy: (...given) => ask(['destroy', ...given]),
  }
}
