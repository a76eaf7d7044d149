import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { NodeIO, type Accessor, type Document } from '@gltf-transform/core'
import { KHRMaterialsUnlit } from '@gltf-transform/extensions'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { validateBytes } from 'gltf-validator'
import { Quaternion, Vector3 } from 'three'
import { clips } from './clips.ts'
import { expressions, morphs } from './features.ts'
import { joints } from './skeleton.ts'

const assets = new URL('../assets/avatars/', import.meta.url)
let made: string
let nova: Document

// In a process of its own: a test's sandbox computes thirty times slower.
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'colloquy-nova-'))
  await promisify(execFile)(process.execPath, ['avatar/index.ts', made])
  nova = await new NodeIO().registerExtensions([KHRMaterialsUnlit]).read(join(made, 'nova-whole.glb'))
}, 60_000)
afterAll(() => rm(made, { recursive: true, force: true }))

const validated = async (bytes: Uint8Array) => (await validateBytes(bytes)).issues

function elements(accessor: Accessor | null | undefined): readonly (readonly number[])[] {
  if (accessor === null || accessor === undefined) return []
  return Array.from({ length: accessor.getCount() }, (_, index) => accessor.getElement(index, []))
}

describe('the model', () => {
  test.each(['nova-whole.glb', 'nova-plain.glb'])('is valid without a warning: %s', async (name) => {
    expect(await validated(await readFile(join(made, name)))).toMatchObject({
      numErrors: 0,
      numWarnings: 0,
      numInfos: 0,
    })
  })

  test('is valid as it is loaded, as far as the validator knows the compression', async () => {
    const { messages, ...counted } = await validated(await readFile(join(made, 'nova.glb')))
    expect(counted).toMatchObject({ numErrors: 0, numWarnings: 0 })
    expect(new Set(messages.map(({ code }) => code))).toEqual(new Set(['UNSUPPORTED_EXTENSION', 'UNUSED_OBJECT']))
  })

  test.each(['nova.glb', 'nova-plain.glb'])(
    'is made the same every time, and is what is kept (`npm run avatar` after a change): %s',
    async (name) => {
      expect((await readFile(new URL(name, assets))).equals(await readFile(join(made, name)))).toBe(true)
    },
  )

  test('is small enough to be loaded while somebody says hello', async () => {
    const kept = await readFile(new URL('nova.glb', assets))
    expect(gzipSync(kept, { level: 9 }).length).toBeLessThan(220 * 1024)
  })

  test('has 33 joints under the names of humanoids, and stands within its bounds', () => {
    const names = nova.getRoot().listSkins().flatMap((skin) => skin.listJoints().map((joint) => joint.getName())) // prettier-ignore
    expect(names).toEqual(joints.map(({ name }) => name))
    expect(names).toHaveLength(33)
    const points = nova
      .getRoot()
      .listMeshes()
      .flatMap((mesh) => mesh.listPrimitives().flatMap((part) => elements(part.getAttribute('POSITION'))))
    const most = (axis: number) => Math.max(...points.map((point) => Math.abs(point[axis] ?? 0)))
    expect(most(1)).toBeCloseTo(1.531, 2)
    expect(Math.min(...points.map(([, y = 0]) => y))).toBeGreaterThanOrEqual(-0.001)
    expect(most(0)).toBeLessThan(0.78)
    expect(most(2)).toBeLessThan(0.35)
    expect(points.length).toBeLessThan(14_000)
  })

  test('is drawn in six calls, its own colours named', () => {
    const meshes = nova.getRoot().listMeshes()
    const names = meshes.flatMap((mesh) => mesh.listPrimitives().map((part) => part.getMaterial()?.getName()))
    expect(names).toEqual(['Shell', 'Accent', 'Dark', 'Visor', 'Glow', 'Face'])
  })
})

describe('the face', () => {
  const targets = () => {
    const face = nova.getRoot().listMeshes().find((mesh) => mesh.getName() === 'Face') // prettier-ignore
    const [part] = face?.listPrimitives() ?? []
    return { names: face?.getExtras().targetNames, moved: part?.listTargets() ?? [] }
  }

  test('has 51 shapes, the fifteen visemes among them, and each but silence moves', () => {
    const { names, moved } = targets()
    expect(names).toEqual(morphs.map(({ name }) => name))
    expect(moved).toHaveLength(51)
    const visemes = 'sil PP FF TH DD kk CH SS nn RR aa E I O U'.split(' ').map((sound) => `viseme_${sound}`)
    expect(morphs.slice(0, 15).map(({ name }) => name)).toEqual(visemes)
    const furthest = moved.map((target) =>
      Math.max(...elements(target.getAttribute('POSITION')).map((offset) => Math.hypot(...offset))),
    )
    expect(furthest[0]).toBe(0)
    expect(furthest.slice(1).filter((distance) => distance < 0.001)).toEqual([])
  })

  test('knows its expressions by shapes that it has', () => {
    const known = new Set(morphs.map(({ name }) => name))
    const used = Object.values(expressions).flatMap((recipe) => Object.keys(recipe))
    expect(used.filter((name) => !known.has(name))).toEqual([])
    expect(clips.flatMap(({ expression }) => (expression === undefined || expression in expressions ? [] : [expression]))).toEqual([]) // prettier-ignore
  })
})

describe('the clips', () => {
  test('are the thirty that chatbots choose from', () => {
    expect(nova.getRoot().listAnimations().map((animation) => animation.getName()).toSorted()).toEqual(
      `apologise celebrate clap confused dance explaining goodbye greeting happy heart idle idle_look idle_sway laugh listening
       nod point point_viewer present sad shake_head shrug sleeping surprised talking talking_calm thinking thumbs_up typing
       waiting`.split(/\s+/),
    ) // prettier-ignore
  })

  test('that come again end where they begin', () => {
    for (const animation of nova.getRoot().listAnimations()) {
      if (animation.getExtras().loop !== true) continue
      for (const sampler of animation.listSamplers()) {
        const values = elements(sampler.getOutput())
        const [first = [], last = []] = [values[0], values.at(-1)]
        const apart =
          first.length === 4
            ? new Quaternion().fromArray(first).angleTo(new Quaternion().fromArray(last))
            : new Vector3().fromArray(first).distanceTo(new Vector3().fromArray(last))
        expect(apart).toBeLessThan((0.5 * Math.PI) / 180)
      }
    }
  })

  test('never throw a joint about between two frames', () => {
    for (const animation of nova.getRoot().listAnimations()) {
      for (const channel of animation.listChannels()) {
        if (channel.getTargetPath() !== 'rotation') continue
        const values = elements(channel.getSampler()?.getOutput()).map((value) =>
          new Quaternion().fromArray([...value]),
        )
        const most = Math.max(0, ...values.slice(1).map((value, index) => value.angleTo(values[index] ?? value)))
        const about = `${animation.getName()} ${channel.getTargetNode()?.getName()}`
        expect([about, most < 1.2]).toEqual([about, true])
      }
    }
  })
})
