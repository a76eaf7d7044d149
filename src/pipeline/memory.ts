import { contextDefaults } from '../config/defaults.ts'
import type { Part } from '../contracts/message.ts'
import type { StoredMessage } from '../contracts/ports.ts'
import type { ConversationState, Localized, Memory, Remembered } from '../contracts/turn.ts'
import type { PipelineHost } from './host.ts'
import { summarize, summarizeByModel } from './summary.ts'

/** What was said before, for whoever asks: the last messages as they are, and those before them in a few sentences. */
export function createMemory(host: PipelineHost) {
  const { store } = host
  const { conversations } = store

  return (turn: Localized, { since = 0 }: ConversationState): Memory => {
    const { conversation } = turn
    let last: Promise<readonly StoredMessage[]> | undefined
    let summary: Promise<string | undefined> | undefined
    const messages = () => (last ??= conversations.recent(conversation, contextDefaults.window, since))

    /** Rolls on: what left the window since the last time is added to what was summed up before. */
    async function summed(): Promise<string | undefined> {
      const [first] = await messages()
      if (first === undefined) return undefined
      const before = await conversations.summary(conversation)
      const known = before === undefined || before.at < since ? undefined : before
      const left = await conversations.between(conversation, known?.upTo ?? 0, first.seq, since)
      const newest = left.at(-1)
      if (newest === undefined) return known?.text
      const said = left.flatMap(rememberedOf)
      // Not with every turn: a model is paid for it. What is new since is told along with it.
      if (known !== undefined && left.length < contextDefaults.summaryEvery)
        return `${known.text}\n${summarize(undefined, said)}`
      const text = (await summarizeByModel(host, turn, known?.text, said)) ?? summarize(known?.text, said)
      await conversations.summarized(conversation, { upTo: newest.seq, text })
      return text
    }

    return {
      recent: async () => (await messages()).flatMap(rememberedOf),
      summary: () => (summary ??= summed()),
    }
  }
}

function rememberedOf({ from, parts, at }: StoredMessage): readonly Remembered[] {
  const text = parts.map(wordsOf).filter(Boolean).join('\n').slice(0, contextDefaults.messageLength).toWellFormed()
  return text === '' ? [] : [{ from, text, at }]
}

function wordsOf(part: Part): string {
  switch (part.type) {
    case 'text':
    case 'choices':
      return part.text
    case 'chosen':
      return part.label ?? part.id
    case 'card':
      return [part.title, part.text ?? ''].join('\n').trim()
    case 'location':
      return part.name ?? part.address ?? ''
    case 'contact':
      return part.name
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return part.caption ?? part.name ?? ''
  }
}
