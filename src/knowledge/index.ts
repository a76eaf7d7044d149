import { answerDefaults, knowledgeDefaults, knowledgeIngestDefaults as defaults } from '../config/defaults.ts'
import { GatewayError } from '../contracts/errors.ts'
import type { ChatbotId } from '../contracts/id.ts'
import type { FetchPage, Knowledge, KnowledgeBases, Passage } from '../contracts/knowledge.ts'
import type { DocumentReader } from '../contracts/knowledge.ts'
import type { KnowledgeBase, KnowledgeStore } from '../contracts/knowledge-store.ts'
import type { Limits } from '../contracts/limits.ts'
import type { Log } from '../contracts/log.ts'
import type { Models } from '../contracts/models.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import type { Embedder } from '../contracts/understanding.ts'
import type { Awaitable } from '../contracts/channel.ts'
import { extract, generate, sourceOf } from './answer.ts'
import { createBases } from './bases.ts'
import { createWeb } from './fetch.ts'
import { createIngest } from './ingest.ts'
import { createRounds } from './rounds.ts'
import { createSearch } from './search.ts'
import type { Found } from './search.ts'

export interface KnowledgeHost {
  readonly store: KnowledgeStore
  /** Whether documents are worked on in this process now; otherwise they wait for another. */
  readonly works: () => boolean
  readonly reader: DocumentReader
  readonly embedder: Embedder
  readonly limits: Pick<Limits, 'need'>
  readonly fetchPage: FetchPage
  /** Undefined: this process has none. */
  readonly models: Models | undefined
  readonly chatbot: (id: ChatbotId) => Chatbot | undefined
  /** The best guess among some languages. */
  readonly detect: (text: string, languages: readonly string[]) => Awaitable<string | undefined>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly log: Log
}

/** The knowledge of one tenant: what its chatbots ask, what its operators keep, and the work behind it. */
export interface TenantKnowledge {
  readonly knowledge: Knowledge
  readonly bases: KnowledgeBases
  /** Begins what is due. Cheap where nothing is. */
  sweep(): void
  /** Whether a document is worked on. */
  busy(): boolean
  /** When the next document is due, milliseconds since 1970. */
  nextAt(): number | undefined
  /** What was begun goes on in the next process. */
  close(): Promise<void>
}

export function openKnowledge(host: KnowledgeHost): TenantKnowledge {
  const { store, models, log } = host
  const search = createSearch(host)
  const languageOf = async (base: KnowledgeBase, sample: string): Promise<string> => {
    const spoken = host.chatbot(base.chatbot)?.languages ?? ['en']
    // Documents are often in English, whatever the chatbot speaks.
    const languages = [...new Set([...spoken, 'en'])]
    return languages.length === 1 ? (languages[0] ?? 'en') : ((await host.detect(sample, languages)) ?? spoken[0])
  }
  const ingest = createIngest({ ...host, web: createWeb(host.fetchPage), languageOf })
  const rounds = createRounds({ ...host, work: ingest })
  const begin = () => {
    if (host.works()) rounds.begin()
  }
  let tidied: readonly KnowledgeBase[] | undefined
  const isOrphan = ({ chatbot }: KnowledgeBase) => host.chatbot(chatbot) === undefined
  const basesOf = (chatbot: ChatbotId) => store.bases.all().filter((base) => base.chatbot === chatbot)
  const bases = createBases({
    ...host,
    languageOf,
    search,
    begin: (quiet = false) => {
      if (!quiet) rounds.wantVectors()
      begin()
    },
  })

  const knowledge: Knowledge = {
    has: (chatbot) => basesOf(chatbot).length > 0,

    async search(chatbot, query, options) {
      rounds.wantVectors()
      begin()
      return (await search(basesOf(chatbot), query, options)).map(passageOf)
    },

    async answer(id, question, options) {
      const { language, signal, conversation } = options
      const chatbot = host.chatbot(id)
      const asked = question.slice(0, knowledgeDefaults.questionLength)
      rounds.wantVectors()
      begin()
      const found = await search(basesOf(id), asked, { language, limit: answerDefaults.passages, signal })
      const answer =
        chatbot !== undefined && models?.available(chatbot) === true
          ? await generate({ models, log }, chatbot, asked, found, options)
          : extract(found, language)
      await quietly(
        store.questions.record({
          chatbot: id,
          question: asked,
          answered: answer !== undefined,
          ...(conversation === undefined ? {} : { conversation }),
        }),
      )
      return answer
    },

    rate: (chatbot, question, helpful, conversation) =>
      store.questions.rate({
        chatbot,
        question: question.slice(0, knowledgeDefaults.questionLength),
        helpful,
        ...(conversation === undefined ? {} : { conversation }),
      }),
  }

  /** What belonged to a chatbot that is gone, and to a process that ended in an upload. */
  async function tidy(): Promise<void> {
    const bases = store.bases.all()
    if (bases !== tidied) await store.bases.dropClosed()
    tidied = bases
    if (bases.length === 0) return
    // A chatbot that another process just made is not known here yet: the database has the last word.
    if (bases.some(isOrphan)) for (const base of store.bases.orphans().filter(isOrphan)) await store.bases.close(base)
    await store.documents.abandon(host.clock() - defaults.uploadMs)
  }

  /** Counting is for later: an answer does not wait for a full disk. */
  async function quietly(work: Promise<void>): Promise<void> {
    try {
      await work
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      log.warn({ error }, 'What was asked could not be counted.')
    }
  }

  return {
    knowledge,
    bases,
    sweep() {
      tidy().then(
        () => begin(),
        (error: unknown) => log.warn({ error }, 'Knowledge could not be tidied up; it is tried again.'),
      )
    },
    busy: () => rounds.busy(),
    nextAt: () => store.documents.nextAt(),
    close: () => rounds.stop(),
  }
}

export function passageOf(found: Found): Passage {
  return { text: found.chunk.text, source: sourceOf(found), score: found.score }
}
