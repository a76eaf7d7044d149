// What a website's visitors download, as it was built: measured as gzip, in KB of 1024 bytes.

import { readFileSync, statSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'

const dist = new URL('../../widget/dist/', import.meta.url)

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
  readonly css?: readonly string[]
}

const manifest = JSON.parse(readFileSync(new URL('manifest.json', dist), 'utf8')) as Readonly<Record<string, Chunk>>
const gzipped = (file: string) => statSync(new URL(`${file}.gz`, dist)).size / 1024

/** A chunk with everything that it needs before it can begin. */
function closure(name: string, known: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  if (known.has(name)) return known
  return (manifest[name]?.imports ?? []).reduce<ReadonlySet<string>>(
    (all, next) => closure(next, all),
    new Set([...known, name]),
  )
}

const panel = closure('panel.html')

/** What a chunk costs whoever has what loads it already. */
const lazily = (name: string, has: ReadonlySet<string>): number =>
  sum([...closure(name)].filter((one) => !has.has(one)).map((one) => `files/${manifest[one]!.file}`))

const sum = (files: readonly string[]) => files.reduce((total, file) => total + gzipped(file), 0)

describe('the widget as it was built', () => {
  test('costs a page 6 KB until somebody wants to chat', () => {
    expect(gzipped('widget.js')).toBeLessThanOrEqual(6)
  })

  test('costs who opens it 45 KB of script and 10 KB of style', () => {
    expect(sum([...panel].map((name) => `files/${manifest[name]!.file}`))).toBeLessThanOrEqual(45)
    expect(
      sum([...panel].flatMap((name) => manifest[name]!.css ?? []).map((file) => `files/${file}`)),
    ).toBeLessThanOrEqual(10)
  })

  const stage = closure('src/avatar/stage.ts', panel)

  test.each([
    ['Markdown', 'src/panel/markdown/view.tsx', panel, 20],
    ['the avatar with its library', 'src/avatar/stage.ts', panel, 185],
    ['avatars of the VRM kind', 'src/avatar/vrm.ts', stage, 45],
  ])('loads %s only where it is needed, within its budget', (_what, name, has, budget) => {
    expect(has.has(name)).toBe(false)
    expect(lazily(name, has)).toBeGreaterThan(0)
    expect(lazily(name, has)).toBeLessThanOrEqual(budget)
  })

  test('brings an avatar of at most 220 KB where the tenant chose none', () => {
    const model = readFileSync(new URL('../../assets/avatars/nova.glb', import.meta.url))
    expect(gzipSync(model).length / 1024).toBeLessThanOrEqual(220)
  })
})
