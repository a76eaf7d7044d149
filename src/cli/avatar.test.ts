import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { terminalOn } from '../../test/cli/terminal.ts'
import { hostile, turning } from '../avatars/fixtures/models.ts'

let folder: string
let run: ReturnType<typeof terminalOn>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-cli-'))
  run = terminalOn(join(folder, 'data'))
  await run('tenant create acme --name Acme')
  await writeFile(join(folder, 'waver.glb'), turning('Wave'))
  await writeFile(join(folder, 'bomb.glb'), hostile['12 GB of zeros in 250 bytes']![1]())
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a model is checked, brought and listed from the shell', async () => {
  const found = JSON.parse((await run(`avatar check ${folder}/waver.glb --json`)).out)
  expect(found).toMatchObject({
    format: 'glb',
    vertices: 3,
    face: 'none',
    clips: 1,
    gesturesOfItsOwn: 1,
    licence: 'CC0',
  })
  const added = JSON.parse((await run(`avatar add acme ${folder}/waver.glb --licence MIT --json`)).out)
  expect(added).toMatchObject({ name: 'waver', visibility: 'own', licence: 'MIT' })
  const listed = JSON.parse((await run('avatar list acme --json')).out)
  expect(listed).toMatchObject([{ id: 'default', name: 'Nova' }, { id: added.id }])
}, 60_000)

test.each([
  ['avatar check bomb.glb', 'nothing but zeros'],
  ['avatar add acme bomb.glb', 'nothing but zeros'],
  ['avatar check none.glb', 'There is no file'],
])('says what is wrong: %s', async (line, sentence) => {
  const { exit, notes } = await run(line.replace(/(\S+\.glb)/, `${folder}/$1`))
  expect([exit, notes]).toEqual([1, expect.stringContaining(sentence)])
})
