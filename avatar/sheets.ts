import { createServer } from 'node:http'
import { readFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { clips } from './clips.ts'
import { expressions, morphs } from './features.ts'

/**
 * Pictures of everything Nova can do, for people to look at: `npm run avatar:sheets -- <folder>`. Drawn by a browser's
 * software renderer, with the lights that the widget has.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const [folder = path.join(root, 'coverage', 'avatar'), only = ''] = process.argv.slice(2)

interface Shot {
  readonly clip?: string
  readonly at?: number
  readonly expression?: string
  readonly morphs?: Readonly<Record<string, number>>
  readonly view?: 'bust' | 'full' | 'face' | 'stage'
  readonly yaw?: number
  readonly dark?: boolean
  readonly label?: string
}

const sheets: Readonly<
  Record<
    string,
    { readonly shots: readonly Shot[]; readonly size: readonly [number, number]; readonly columns: number }
  >
> = {
  hero: {
    size: [520, 400],
    columns: 3,
    shots: [
      { clip: 'greeting', at: 1.2, view: 'bust', yaw: -8 },
      { clip: 'idle', at: 0, view: 'bust', expression: 'smile' },
      { clip: 'thinking', at: 1, view: 'bust', yaw: 25, dark: true },
    ],
  },
  turnaround: {
    size: [260, 330],
    columns: 6,
    shots: [0, 40, 90, 140, 180, 270].map((yaw) => ({ yaw, label: `${yaw}°` })),
  },
  expressions: {
    size: [240, 190],
    columns: 6,
    shots: Object.keys(expressions).map((expression) => ({ expression, view: 'face' as const, label: expression })),
  },
  morphs: {
    size: [170, 130],
    columns: 9,
    shots: morphs.map(({ name }) => ({ morphs: { [name]: 1 }, view: 'face' as const, label: name })),
  },
  ...Object.fromEntries(
    [0, 1, 2].map((part) => [
      `clips-${part + 1}`,
      {
        size: [150, 170] as const,
        columns: 10,
        shots: clips.slice(part * 10, part * 10 + 10).flatMap(({ name, seconds }) =>
          Array.from({ length: 10 }, (_, index) => ({
            clip: name,
            at: (index / 10) * seconds,
            label: index === 0 ? name : ((index / 10) * seconds).toFixed(2),
          })),
        ),
      },
    ]),
  ),
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.glb': 'model/gltf-binary',
}
const server = createServer((request, response) => {
  const file = path.join(root, path.normalize(new URL(request.url ?? '/', 'http://localhost').pathname))
  readFile(file).then(
    (content) =>
      response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream').end(content),
    () => response.writeHead(404).end(),
  )
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
const port = typeof address === 'object' && address !== null ? address.port : 0
await mkdir(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking'],
})
try {
  for (const [name, { shots, size, columns }] of Object.entries(sheets)) {
    if (!name.includes(only)) continue
    const page = await browser.newPage({ viewport: { width: columns * (size[0] + 2), height: 800 } })
    page.on('pageerror', (error) => process.stderr.write(`${error.message}\n`))
    await page.goto(`http://127.0.0.1:${port}/avatar/stage.html`)
    await page.waitForFunction('window.ready === true')
    await page.evaluate(
      `draw('/assets/avatars/nova.glb', ${JSON.stringify(shots)}, ${JSON.stringify(size)}, ${columns})`,
    )
    await page.locator('#sheet').screenshot({ path: path.join(folder, `${name}.png`) })
    await page.close()
    process.stdout.write(`${path.join(folder, `${name}.png`)}\n`)
  }
} finally {
  await browser.close()
  server.close()
}
