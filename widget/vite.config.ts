import { fileURLToPath } from 'node:url'
import type { InlineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

/** Where the gateway serves the files of the panel: each has a hash in its name, and is kept by browsers for ever. */
const filesPath = '/widget/files/'

const common = { root, configFile: false, logLevel: 'warn', publicDir: false } satisfies InlineConfig

/** What a website loads: one classic script for browsers of years ago, because it is on strangers' pages. */
export function loaderBuild(outDir: string): InlineConfig {
  return {
    ...common,
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2020',
      // Older ones have no constructed style sheets, without which there is no button at all.
      cssTarget: ['chrome111', 'firefox113', 'safari16.4'],
      modulePreload: false,
      rolldownOptions: {
        input: `${root}src/loader/index.ts`,
        output: { format: 'iife', entryFileNames: 'widget.js' },
      },
    },
  }
}

/** The page in the frame, with its modules beside it. An application and no library: Vite shrinks only those wholly. */
export function panelBuild(outDir: string): InlineConfig {
  return {
    ...common,
    base: filesPath,
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      assetsDir: '',
      // A file of its own under every policy for pictures and fonts.
      assetsInlineLimit: 0,
      manifest: 'manifest.json',
      // The avatar's library is as large as it is, and its budget is a test.
      chunkSizeWarningLimit: 1000,
      rolldownOptions: { input: [`${root}panel.html`, `${root}states.html`, `${root}demo.html`] },
    },
  }
}
