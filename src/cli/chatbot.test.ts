import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { terminalOn } from '../../test/cli/terminal.ts'

let folder: string
let run: ReturnType<typeof terminalOn>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-cli-'))
  run = terminalOn(join(folder, 'data'))
  await run('tenant create acme --name Acme')
  await run('channel add acme web')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a chatbot leaves as a file, comes back as another, and is rolled back', async () => {
  const file = join(folder, 'ada.json')
  expect((await run(`chatbot export acme Acme --out ${file}`)).exit).toBe(0)
  const content = JSON.parse(await readFile(file, 'utf8'))
  content.chatbot.name = 'Ada'
  content.chatbot.plugins = {
    orders: { enabled: true, settings: { shop: 'https://shop.example' } },
    weather: { enabled: true, settings: {} },
  }
  await writeFile(file, JSON.stringify(content))
  const tried = await run(`chatbot import acme ${file} --dry-run --json`)
  expect(JSON.parse(tried.out)).toMatchObject({ name: 'Ada', missingPlugins: 'weather' })
  expect((await run('chatbot versions acme Ada')).notes).toContain('There is no chatbot "Ada".')
  expect((await run(`chatbot import acme ${file} --note "From elsewhere"`)).exit).toBe(0)
  const versions = JSON.parse((await run('chatbot versions acme Ada --json')).out)
  expect(versions).toMatchObject([{ version: 1, note: 'From elsewhere' }])
  expect(JSON.parse((await run('chatbot rollback acme Ada 1 --json')).out)).toMatchObject({ version: 1 })
  expect(JSON.parse((await run('chatbot export acme Ada --at 1')).out)).toEqual(content)
})

test.each([
  ['chatbot export acme Nobody', 'There is no chatbot "Nobody".'],
  ['chatbot export acme Acme --at first', '"first" is no version'],
  ['chatbot import acme /nowhere.json', 'There is no file /nowhere.json.'],
  ['chatbot rollback acme Acme 9', 'There is no such version of the chatbot.'],
])('says what is wrong: %s', async (line, sentence) => {
  const { exit, notes } = await run(line)
  expect([exit, notes]).toEqual([1, expect.stringContaining(sentence)])
})
