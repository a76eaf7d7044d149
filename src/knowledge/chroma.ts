import { ChromaClient, ChromaNotFoundError } from 'chromadb'
import type { Collection } from 'chromadb'
import { chromaDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import type { TenantKey } from '../contracts/id.ts'
import type { KnowledgeBase, VectorCollection, VectorCollections } from '../contracts/knowledge-store.ts'

/**
 * Vectors in a Chroma that processes share: its door. Nothing is there that the tenants' databases could not make again,
 * and nobody's words: vectors, under the numbers of the chunks that they are of.
 */
export interface SharedVectors {
  /** Those of one tenant: whoever holds them has no name for another's. */
  of(tenant: TenantKey): VectorCollections
  /** Everything of a tenant. Repeatable; throws Busy. */
  remove(tenant: TenantKey): Promise<void>
  /** Undefined: all is well. A sentence: Chroma does not answer. */
  trouble(): Promise<string | undefined>
}

/**
 * Connects when it is first asked: a start does not wait for vectors. `url` is http or https, of the server alone: its API
 * has a path of its own. `answerMs`: the longest that a search waits.
 */
export function openSharedVectors(url: string, answerMs: number = chromaDefaults.answerMs): SharedVectors {
  const { protocol, hostname, port } = new URL(url)
  const ssl = protocol === 'https:'
  const client = new ChromaClient({
    ssl,
    host: hostname,
    port: port === '' ? (ssl ? 443 : 80) : Number(port),
    // The names that every Chroma has from the start.
    tenant: 'default_tenant',
    database: 'default_database',
  })
  const line = createLine(client, answerMs)

  return {
    of: (tenant) => collectionsOf(line, tenant),

    async remove(tenant) {
      const mine: string[] = []
      for (let offset = 0, more = true; more; offset += chromaDefaults.listed) {
        const page = await line.write(() => client.listCollections({ offset, limit: chromaDefaults.listed }))
        mine.push(...page.map(({ name }) => name).filter((name) => isOf(tenant, name)))
        more = page.length === chromaDefaults.listed
      }
      for (const name of mine) await drop(line, name)
    },

    async trouble() {
      const isWell = await within(client.heartbeat(), answerMs).then(
        () => true,
        () => false,
      )
      return isWell ? undefined : 'Chroma does not answer: documents are found by their words, and vectors come later.'
    },
  }
}

/** A tenant's key is in front, and all keys are of one length: no name begins with another tenant's. */
export function collectionName(tenant: TenantKey, { id }: Pick<KnowledgeBase, 'id'>): string {
  return `${prefixOf(tenant)}${id}`
}

/** Whether a collection of this name is one of the tenant's. */
export function isOf(tenant: TenantKey, name: string): boolean {
  return name.startsWith(prefixOf(tenant))
}

function prefixOf(tenant: TenantKey): string {
  return `colloquy-${tenant}-`
}

// ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Both throw Busy, and ChromaNotFoundError for what is not there. */
interface Line {
  readonly client: ChromaClient
  /** Somebody waits for it. */
  readonly look: <Answer>(asked: () => Promise<Answer>) => Promise<Answer>
  /** Nobody does. */
  readonly write: <Answer>(asked: () => Promise<Answer>) => Promise<Answer>
}

/** After a failure it is not asked for a while: people would wait for nothing, one after the other. */
function createLine(client: ChromaClient, answerMs: number): Line {
  let restUntil = 0
  async function ask<Answer>(asked: () => Promise<Answer>, ms: number): Promise<Answer> {
    if (performance.now() < restUntil) throw away()
    try {
      return await within(asked(), ms)
    } catch (error) {
      if (error instanceof ChromaNotFoundError) throw error
      restUntil = performance.now() + chromaDefaults.restMs
      throw away(error)
    }
  }
  return {
    client,
    look: (asked) => ask(asked, answerMs),
    write: (asked) => ask(asked, chromaDefaults.writeMs),
  }
}

function away(cause?: unknown): Busy {
  return new Busy('The store of vectors does not answer at the moment.', chromaDefaults.restMs, { cause })
}

/** A request that is given up goes on unheard, until the limits of its connection end it. */
async function within<Answer>(asked: Promise<Answer>, ms: number): Promise<Answer> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`No answer within ${ms} ms.`)), ms)
  try {
    return await Promise.race([asked, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** What comes of it; `otherwise` where what was asked for is not there. */
async function unlessGone<Answer>(asked: Promise<Answer>, otherwise: () => Answer): Promise<Answer> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ChromaNotFoundError) return otherwise()
    throw error
  }
}

async function drop({ client, write }: Line, name: string): Promise<void> {
  await unlessGone(
    write(() => client.deleteCollection({ name })),
    () => undefined,
  )
}

// ── Collections ──────────────────────────────────────────────────────────────────────────────────────────────────

function collectionsOf(line: Line, tenant: TenantKey): VectorCollections {
  const { client, look, write } = line
  /** What Chroma calls them: known once, it is asked for no more. */
  const known = new Map<KnowledgeBase['id'], Collection>()
  const lend = (base: KnowledgeBase, collection: Collection) => {
    known.set(base.id, collection)
    return collectionOf(line, collection, () => known.delete(base.id))
  }
  const find = async (base: KnowledgeBase): Promise<Collection | undefined> =>
    known.get(base.id) ??
    unlessGone<Collection | undefined>(
      look(() => client.getCollection({ name: collectionName(tenant, base) })),
      () => undefined,
    )
  const remove = (base: KnowledgeBase): Promise<void> => {
    known.delete(base.id)
    return drop(line, collectionName(tenant, base))
  }

  return {
    awaited: true,
    drop: remove,
    async existing(base) {
      const found = await find(base)
      return found && lend(base, found)
    },
    async of(base, dimensions) {
      const before = await find(base)
      if (before?.metadata?.['dimensions'] === dimensions) return lend(base, before)
      if (before !== undefined) await remove(base)
      const made = await write(() =>
        client.getOrCreateCollection({
          name: collectionName(tenant, base),
          metadata: { dimensions },
          configuration: { hnsw: { space: 'cosine' } },
          // Vectors are made by us: Chroma is shown no text.
          embeddingFunction: null,
        }),
      )
      return lend(base, made)
    },
  }
}

/** `forget`: Chroma has it no more, or another under its name. */
function collectionOf({ look, write }: Line, collection: Collection, forget: () => void): VectorCollection {
  const orNone = <Answer>(asked: Promise<Answer>): Promise<Answer | undefined> =>
    unlessGone<Answer | undefined>(asked, () => {
      forget()
      return undefined
    })
  return {
    async add(vectors) {
      const added = write(async () => {
        await collection.upsert({
          ids: vectors.map(({ id }) => String(id)),
          embeddings: vectors.map(({ vector }) => [...vector]),
        })
        return true
      })
      if ((await orNone(added)) !== true) throw away()
    },
    async remove(ids) {
      await orNone(write(() => collection.delete({ ids: ids.map(String) })))
    },
    async nearest(vector, limit) {
      const asked = { queryEmbeddings: [[...vector]], nResults: limit, include: ['distances' as const] }
      const answer = await orNone(look(() => collection.query(asked)))
      const [distances = []] = answer?.distances ?? []
      return (answer?.ids[0] ?? []).map((id, index) => ({ chunk: Number(id), score: 1 - (distances[index] ?? 1) }))
    },
    count: async () => (await orNone(look(() => collection.count()))) ?? 0,
    async ids(offset, limit) {
      const page = await orNone(write(() => collection.get({ offset, limit, include: [] })))
      return (page?.ids ?? []).map(Number)
    },
  }
}
