import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/env.ts'
import { teachDemo } from '../../src/demo-docs.ts'
import { ensureDemo } from '../../src/demo.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

test('the demo’s chatbot answers from this product’s own pages, names them, and does not know the rest', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'colloquy-test-'))
  const config = readConfig({ DATA_DIR: dataDir, PORT: '0', ALLOW_PRIVATE_HOSTS: '127.0.0.1', LOG_LEVEL: 'silent' })
  const app = await startApp({ config, log: createLog('silent'), pluginFolders: [join(root, 'plugins')] })
  const telegram = await createTelegramEmulator()
  try {
    // Some of the pages: each is read in a thread of its own, and that takes a fifth of a second of a core.
    const pages = join(dataDir, 'pages')
    for (const page of ['README.md', 'docs/guides/write-a-plugin.md', 'docs/operating/run.md'])
      await cp(join(root, page), join(pages, page))
    await ensureDemo(app.tenants)
    await teachDemo(app.tenants, pages)
    // Nothing is read twice.
    await teachDemo(app.tenants, pages)
    const { configuration, knowledge } = await app.tenants.open('demo')
    const chatbotId = configuration.chatbots()[0]!.id
    const documents = knowledge.documents(knowledge.list(chatbotId)[0]!.id, 100).items
    expect(documents.filter(({ status }) => status !== 'ready')).toEqual([])
    expect(documents).toHaveLength(3)
    await configuration.createChannel({
      platform: 'telegram',
      chatbotId,
      name: 'Test',
      settings: { token: telegram.token, apiRoot: telegram.url },
    })
    telegram.say(5, 'How can a plugin come back later?')
    expect((await telegram.waitForReply(5, 1, 20_000))[0]?.text).toMatch(/📄/u)
    telegram.say(5, 'Who won the football world cup in 1998?')
    expect((await telegram.waitForReply(5, 2, 20_000))[1]?.text).not.toMatch(/📄/u)
  } finally {
    await app.stop()
    await telegram.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}, 120_000)
