import { Conflict, Invalid } from '../contracts/errors.ts'
import type { ChatbotId } from '../contracts/id.ts'
import type { ChatbotVersions } from '../contracts/ports.ts'
import type { ChatbotRow, History } from './chatbot-history.ts'
import type { Chatbots } from './chatbots.ts'
import type { ConfigurationKit } from './configuration-kit.ts'

/** What chatbots were, and what of them waits to be published. */
export function openChatbotVersions(
  { database }: Pick<ConfigurationKit, 'database'>,
  history: History,
  chatbots: Pick<Chatbots, 'refresh' | 'made'>,
): ChatbotVersions {
  async function change(chatbot: ChatbotId, to: (row: ChatbotRow) => void): Promise<void> {
    await database.write(() => to(history.demand(chatbot)))
    chatbots.refresh(chatbot)
  }

  function newest(chatbot: ChatbotId) {
    const { config: _, intents: __, ...version } = history.read(chatbot, history.demand(chatbot).version)
    return version
  }

  return {
    state(chatbot) {
      const { version, auto_publish, has_draft } = history.demand(chatbot)
      return { version, autoPublish: auto_publish === 1, hasDraft: has_draft === 1 }
    },
    list(chatbot, limit, cursor) {
      if (cursor !== undefined && !/^\d{1,9}$/.test(cursor))
        throw new Invalid('This is no cursor of this list.', 'cursor')
      // One more than was asked for tells whether there is a next page.
      const found = history.list(chatbot, limit + 1, cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor))
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return { items, nextCursor: found.length > limit && last !== undefined ? String(last.version) : null }
    },
    read(chatbot, version) {
      const { config, intents, ...kept } = history.read(chatbot, version)
      return { ...kept, chatbot: chatbots.made(chatbot, config, intents) }
    },
    setAutoPublish: (chatbot, autoPublish) =>
      change(chatbot, ({ id, has_draft }) => {
        if (autoPublish && has_draft === 1)
          throw new Conflict('There are changes that are not in force: publish or discard them first.')
        history.mark(id, { auto_publish: autoPublish ? 1 : 0 })
      }),
    async publish(chatbot, by) {
      await change(chatbot, (row) => {
        if (row.has_draft === 1) history.publish(row, by)
      })
      return newest(chatbot)
    },
    discard: (chatbot) =>
      change(chatbot, (row) => {
        if (row.has_draft === 1) history.discard(row)
      }),
    async restore(chatbot, version, by) {
      await change(chatbot, (row) => history.restore(row, version, by))
      return newest(chatbot)
    },
  }
}
