import type { Call, Colloquy, Waiting } from '../api.ts'
import { createColloquy } from './colloquy.ts'
import { defineInline } from './inline.ts'

/** What a page has before us: nothing, its own queue, or ourselves from another script element. */
const page = window as { colloquy?: Partial<Colloquy> & Partial<Waiting> }
const script = document.currentScript as HTMLScriptElement | null // a classic script of HTML
const { embedId, language, theme, identity } = script?.dataset ?? {}
const gateway = new URL(script?.src ?? location.href).origin

if (page.colloquy?.boot === undefined) start()
if (embedId !== undefined) {
  page.colloquy?.boot?.({
    embedId,
    ...(language && { language }),
    ...((theme === 'light' || theme === 'dark') && { theme }),
    ...(identity && { identity }),
  })
}

function start(): void {
  const waiting = page.colloquy?.q
  const colloquy = createColloquy(gateway)
  const run = (...calls: readonly Call[]) => {
    for (const [method, ...args] of calls) {
      const does: unknown = Reflect.get(colloquy, method)
      if (typeof does === 'function') Reflect.apply(does, colloquy, args)
    }
  }
  page.colloquy = { ...colloquy, q: { push: run } }
  defineInline(gateway, colloquy)
  if (Array.isArray(waiting)) run(...(waiting as readonly Call[])) // the page's own calls: looked up one by one
}
