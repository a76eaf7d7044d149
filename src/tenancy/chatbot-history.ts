import { chatbotDefaults } from '../config/defaults.ts'
import type { Change } from '../contracts/change.ts'
import type { ChatbotVersion } from '../contracts/chatbot-versions.ts'
import { NotFound } from '../contracts/errors.ts'
import type { ChatbotId, IntentId } from '../contracts/id.ts'
import type { ConfigurationKit } from './configuration-kit.ts'
import { all, build, first, run } from './databases.ts'

/**
 * The rows of chatbots, of their intents, and of what both were. A chatbot's row and intents are what is edited; its
 * newest version is what is in force. They differ only while there is a draft.
 *
 * A version names its intents as `<id>@<version>`; each text of an intent is kept once, as long as a version names it.
 */
export interface ChatbotRow {
  readonly id: ChatbotId
  readonly embed_id: string
  /** A `Stored` as JSON. */
  readonly config: string
  /** The one in force. */
  readonly version: number
  /** 1: a change is in force at once. */
  readonly auto_publish: number
  readonly has_draft: number
  readonly created_at: string
  readonly updated_at: string
}

export interface IntentRow {
  readonly id: IntentId
  readonly chatbot_id: ChatbotId
  readonly name: string
  readonly version: number
  /** An `OwnIntentInput` as JSON. */
  readonly content: string
  readonly created_at: string
  readonly updated_at: string
}

/** A text of an intent. */
export interface KeptIntent {
  readonly id: IntentId
  readonly version: number
  readonly content: string
  readonly created_at: string
  readonly made_at: string
}

interface VersionRow {
  readonly chatbot_id: ChatbotId
  readonly version: number
  readonly config: string
  readonly intents: string
  readonly author: string
  readonly note: string | null
  readonly restored: number | null
  readonly made_at: string
}

/** What was in force. */
export interface Kept extends ChatbotVersion {
  readonly config: string
  readonly intents: readonly KeptIntent[]
}

export const byGateway: Change = { by: { kind: 'gateway', id: 'gateway', name: 'Colloquy' } }

/** Everything that changes is called inside of a transaction. */
export type History = ReturnType<typeof openHistory>

export function openHistory({ database, clock }: Pick<ConfigurationKit, 'database' | 'clock'>) {
  const chatbots = () => build('chatbots')
  const intents = () => build('intents')
  const texts = () => build('intent_versions')
  const versions = () => build('chatbot_versions')
  const now = () => new Date(clock()).toISOString()

  const intentRows = (chatbot: ChatbotId): readonly IntentRow[] =>
    database
      .prepare<[string], IntentRow>('select * from intents where chatbot_id = ? order by created_at, id')
      .all(chatbot)

  /** Throws NotFound. */
  function demand(id: string): ChatbotRow {
    const row = first<ChatbotRow>(database, chatbots().where({ id }))
    if (row === undefined) throw new NotFound('There is no such chatbot.')
    return row
  }

  const findText = (id: string, version: number) =>
    database
      .prepare<[string, number], KeptIntent>(
        'select intent_id as id, version, content, created_at, made_at from intent_versions where intent_id = ? and version = ?',
      )
      .get(id, version)

  function textOf(reference: string): KeptIntent {
    const [id = '', version] = reference.split('@')
    const text = findText(id, Number(version))
    if (text === undefined) throw new Error(`The intent ${reference} of a version is missing.`)
    return text
  }

  /** Throws NotFound. */
  function read(chatbot: ChatbotId, version: number): Kept {
    const row = first<VersionRow>(database, versions().where({ chatbot_id: chatbot, version }))
    if (row === undefined) throw new NotFound('There is no such version of the chatbot.')
    return { ...shown(row), config: row.config, intents: referencesOf(row).map(textOf) }
  }

  /** The next number of a text of an intent: none is given twice, whatever came back meanwhile. */
  function nextText(id: string, current = 0): number {
    const kept = database
      .prepare<[string], { last: number | null }>(
        'select max(version) as last from intent_versions where intent_id = ?',
      )
      .get(id)
    return Math.max(current, kept?.last ?? 0) + 1
  }

  function addText(chatbot: ChatbotId, { id, ...text }: KeptIntent): void {
    if (findText(id, text.version) !== undefined) return
    const { version, content, created_at, made_at } = text
    run(database, texts().insert({ intent_id: id, chatbot_id: chatbot, version, content, created_at, made_at }))
  }

  /** A new version is in force, whatever is edited. */
  function add(row: ChatbotRow, kept: Pick<Kept, 'config' | 'intents' | 'restored'>, { by, note }: Change): VersionRow {
    const version: VersionRow = {
      chatbot_id: row.id,
      version: row.version + 1,
      config: kept.config,
      intents: JSON.stringify(kept.intents.map(referenceOf)),
      author: JSON.stringify(by),
      note: note ?? null,
      restored: kept.restored ?? null,
      made_at: now(),
    }
    for (const text of kept.intents) addText(row.id, text)
    run(database, versions().insert(version))
    forgetOld(version)
    return version
  }

  function forgetOld({ chatbot_id, version, intents: current }: VersionRow): void {
    const last = version - chatbotDefaults.versions
    const named = new Set(JSON.parse(current) as string[]) // written above
    for (const old of all<VersionRow>(database, versions().where({ chatbot_id }).where('version', '<=', last))) {
      run(database, versions().where({ chatbot_id, version: old.version }).delete())
      for (const reference of referencesOf(old)) if (!named.has(reference)) forgetText(chatbot_id, reference)
    }
  }

  function forgetText(chatbot: ChatbotId, reference: string): void {
    const names = versions().where({ chatbot_id: chatbot }).where('intents', 'like', `%"${reference}"%`)
    if (first(database, names) !== undefined) return
    const [id, version] = reference.split('@')
    run(
      database,
      texts()
        .where({ intent_id: id, version: Number(version) })
        .delete(),
    )
  }

  /** What is edited is this. */
  function write(row: ChatbotRow, kept: Pick<Kept, 'config' | 'intents'>): void {
    run(database, chatbots().where({ id: row.id }).update({ config: kept.config, updated_at: now() }))
    run(database, intents().where({ chatbot_id: row.id }).delete())
    for (const { id, version, content, created_at, made_at } of kept.intents) {
      const { name } = JSON.parse(content) as { name: string } // every intent has one
      const times = { created_at, updated_at: made_at }
      run(database, intents().insert({ id, chatbot_id: row.id, name, version, content, ...times }))
    }
  }

  const mark = (id: ChatbotId, state: Partial<ChatbotRow>) => run(database, chatbots().where({ id }).update(state))

  /** What is edited comes into force; what is so already makes no version. */
  function publish(row: ChatbotRow, change: Change): void {
    const edited = intentRows(row.id).map((intent) => ({ ...intent, made_at: intent.updated_at }))
    if (row.version > 0 && isSame(read(row.id, row.version), row.config, edited)) {
      mark(row.id, { has_draft: 0 })
      return
    }
    const { version } = add(row, { config: row.config, intents: edited }, change)
    mark(row.id, { version, has_draft: 0 })
  }

  return {
    demand,
    intentRows,
    read,
    nextText,
    publish,
    list(chatbot: ChatbotId, limit: number, before: number): readonly ChatbotVersion[] {
      const rows = versions().where({ chatbot_id: chatbot }).where('version', '<', before)
      return all<VersionRow>(database, rows.orderBy('version', 'desc').limit(limit)).map(shown)
    },
    /** The texts of an intent that are kept, the newest first. */
    texts: (id: string): readonly Omit<KeptIntent, 'id'>[] =>
      all(database, texts().where({ intent_id: id }).orderBy('version', 'desc')),
    /** After the row or its intents were changed: in force at once, or in the draft. */
    keep(row: ChatbotRow, change: Change): void {
      const updated = { ...row, updated_at: now() }
      run(database, chatbots().where({ id: row.id }).update(updated))
      if (row.auto_publish === 1) publish(updated, change)
      else mark(row.id, { has_draft: 1 })
    },
    mark,
    /** What is edited is what is in force. */
    discard(row: ChatbotRow): void {
      write(row, read(row.id, row.version))
      mark(row.id, { has_draft: 0 })
    },
    /** Nothing when it is what is in force. */
    restore(row: ChatbotRow, version: number, change: Change): void {
      const before = read(row.id, row.version)
      const live = new Map(before.intents.map((intent) => [intent.id, intent]))
      const wanted = read(row.id, version)
      const back = wanted.intents.map((intent): KeptIntent => {
        const current = live.get(intent.id)
        if (current?.content === intent.content) return current
        const edited = first<IntentRow>(database, intents().where({ id: intent.id }))
        return { ...intent, version: nextText(intent.id, edited?.version), made_at: now() }
      })
      if (isSame(before, wanted.config, back)) return
      const made = add(row, { config: wanted.config, intents: back, restored: version }, change)
      mark(row.id, { version: made.version })
      if (row.has_draft === 0) write(row, { config: wanted.config, intents: back })
    },
    forget(id: ChatbotId): void {
      for (const table of ['chatbot_versions', 'intent_versions', 'intents'])
        run(database, build(table).where({ chatbot_id: id }).delete())
    },
  }
}

function isSame(kept: Kept, config: string, intents: readonly Pick<KeptIntent, 'id' | 'content'>[]): boolean {
  const contents = new Map(kept.intents.map(({ id, content }) => [id, content]))
  return (
    kept.config === config &&
    contents.size === intents.length &&
    intents.every(({ id, content }) => contents.get(id) === content)
  )
}

const referenceOf = ({ id, version }: Pick<KeptIntent, 'id' | 'version'>) => `${id}@${version}`

const referencesOf = ({ intents }: VersionRow) => JSON.parse(intents) as readonly string[] // written by `add`

function shown({ version, made_at, author, note, restored }: VersionRow): ChatbotVersion {
  return {
    version,
    madeAt: made_at,
    by: JSON.parse(author) as ChatbotVersion['by'], // written by `add`
    ...(note === null ? {} : { note }),
    ...(restored === null ? {} : { restored }),
  }
}
