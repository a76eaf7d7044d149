import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { picture } from '../src/avatars/preview/index.ts'
import { readModel } from '../src/avatars/workshop/optimize.ts'
import { avatars } from './files.ts'

/** Makes Nova: `npm run avatar`, or into another folder with all that she was made from: `npm run avatar -- <folder>`. */
const kept = fileURLToPath(new URL('../assets/avatars/', import.meta.url))
const [folder = kept] = process.argv.slice(2)
const kb = (size: number) => `${(size / 1024).toFixed(0)} KB`

await mkdir(folder, { recursive: true })
const made = await avatars()
const seen = { idle: 'idle', bones: { hips: 'hips' }, facing: 1 } as const
const poster = await picture(await readModel(made['nova.glb']), seen)
for (const [name, bytes] of Object.entries({ ...made, 'nova.webp': poster })) {
  if (folder === kept && name === 'nova-whole.glb') continue
  await writeFile(path.join(folder, name), bytes)
  process.stdout.write(`${name}: ${kb(bytes.length)}, ${kb(gzipSync(bytes, { level: 9 }).length)} gzipped\n`)
}
