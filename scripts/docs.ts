import { mkdirSync, writeFileSync } from 'node:fs'
import { createAdapters } from '../src/channels/index.ts'
import { abilitiesPage } from './abilities-page.ts'

/** Writes what of docs/reference is made from the code. */
const folder = new URL('../docs/reference/', import.meta.url)
const nobody = () => undefined
const adapters = createAdapters({
  message: nobody,
  typing: nobody,
  stream: nobody,
  animate: nobody,
  handed: nobody,
  ended: nobody,
})
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('abilities.md', folder), abilitiesPage([...adapters.values()]))
