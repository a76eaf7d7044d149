import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** `node build.ts <folder>`: the page that the tests of the avatar look at. */
const root = fileURLToPath(new URL('../../../widget/test/', import.meta.url))
const [outDir = ''] = process.argv.slice(2)
await build({
  root,
  configFile: false,
  logLevel: 'error',
  publicDir: false,
  build: { outDir, target: 'es2022', rolldownOptions: { input: `${root}page.html` } },
})
