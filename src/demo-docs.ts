import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import { demoDefaults } from './config/defaults.ts'
import type { Tenants } from './contracts/ports.ts'

/** What the demo's chatbot knows: this product's own pages, as they lie in the project. */
const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/**/*.md', 'plugins/*/README.md']
const named = 'Colloquy’s own pages'

/**
 * Gives the demo's chatbot the pages below `root`, in the background: what is known already is not read again, and what
 * changed replaces what was. Resolves when all of it is read, or failed. Repeatable; a process that ended in the middle
 * leaves it to the next.
 */
export async function teachDemo(tenants: Tenants, root: string): Promise<void> {
  const { configuration, knowledge } = await tenants.open('demo')
  const chatbot = configuration.chatbots()[0]
  if (chatbot === undefined) return
  const base =
    knowledge.list(chatbot.id).find(({ name }) => name === named) ?? (await knowledge.create(chatbot.id, named))
  const before = allDocuments(knowledge, base.id)
  const kept = new Set<string>()
  for await (const file of glob(pages, { cwd: root })) {
    const bytes = await readFile(path.join(root, file))
    const title = /^# (.+)$/m.exec(bytes.toString())?.[1]?.trim() ?? file
    const { id } = await knowledge.addFile(base.id, {
      name: file,
      title,
      mime: 'text/markdown',
      body: once(bytes),
      quiet: true,
    })
    kept.add(id)
  }
  for (const { id } of before) if (!kept.has(id)) await knowledge.removeDocument(base.id, id)
  while (allDocuments(knowledge, base.id).some(({ status }) => status !== 'ready' && status !== 'failed'))
    await new Promise((resolve) => setTimeout(resolve, demoDefaults.lookMs).unref())
}

type Knowledge = Awaited<ReturnType<Tenants['open']>>['knowledge']

function allDocuments(knowledge: Knowledge, base: Parameters<Knowledge['documents']>[0]) {
  const items = []
  for (let cursor: string | undefined, page; ; cursor = page.nextCursor) {
    page = knowledge.documents(base, 100, cursor)
    items.push(...page.items)
    if (page.nextCursor === null) return items
  }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes)
}
