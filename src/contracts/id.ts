/**
 * Branded ids: strings at run time, different types to the compiler.
 *
 * Every id minted inside a tenant carries the tenant's key (five characters, random, made with the tenant), so that a
 * route that names only `/channels/:id` still leads to exactly one tenant's database without an index of all ids.
 */
declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

export type TenantCode = Branded<'TenantCode'>
export type TenantKey = Branded<'TenantKey'>
export type ChatbotId = Branded<'ChatbotId'>
export type ChannelId = Branded<'ChannelId'>
export type ContactId = Branded<'ContactId'>
export type ConversationId = Branded<'ConversationId'>
export type MessageId = Branded<'MessageId'>
export type TurnId = Branded<'TurnId'>
export type ScheduleId = Branded<'ScheduleId'>
export type DeadLetterId = Branded<'DeadLetterId'>
export type IntentId = Branded<'IntentId'>
export type KnowledgeBaseId = Branded<'KnowledgeBaseId'>
export type DocumentId = Branded<'DocumentId'>
export type NoteId = Branded<'NoteId'>
export type MergeId = Branded<'MergeId'>
export type ErasureId = Branded<'ErasureId'>
export type ExportId = Branded<'ExportId'>

/** The prefix tells a reader what an id is: `ch_k3x9q…` is a channel. */
export type IdOf = {
  bot: ChatbotId
  ch: ChannelId
  ct: ContactId
  cv: ConversationId
  m: MessageId
  t: TurnId
  sc: ScheduleId
  dl: DeadLetterId
  in: IntentId
  wh: string
  ev: string
  kb: KnowledgeBaseId
  doc: DocumentId
  nt: NoteId
  mg: MergeId
  er: ErasureId
  ex: ExportId
  av: string
}

export const tenantKeyLength = 5
const tenantCodePattern = /^[a-z][a-z0-9-]{1,38}[a-z0-9]$/
const idPattern = /^[a-z]+_([a-z0-9]{5})[a-z0-9]{6,32}$/

/** 3–40 characters, lower-case letters, digits and hyphens: it is part of URLs, file names and database names. */
export function isTenantCode(text: string): text is TenantCode {
  return tenantCodePattern.test(text) && !text.includes('--')
}

const tenantKeyPattern = /^[a-z0-9]{5}$/

/** A text that is a tenant's key, as far as its form tells. */
export function tenantKeyIn(text: string): TenantKey | undefined {
  return tenantKeyPattern.test(text) ? (text as TenantKey) : undefined // the pattern is that of a key
}

/** The key of the tenant an id was minted in; undefined for anything that is not one of our ids. */
export function tenantKeyOf(id: string): TenantKey | undefined {
  return idPattern.exec(id)?.[1] as TenantKey | undefined // the pattern guarantees the shape of a key
}

const embedIdPattern = /^cb_([a-z0-9]{5})[a-z0-9]{7}$/

/** The key of the tenant a website's bot belongs to; undefined for anything that is not one of our embed ids. */
export function tenantKeyOfEmbed(embedId: string): TenantKey | undefined {
  return embedIdPattern.exec(embedId)?.[1] as TenantKey | undefined // the pattern guarantees the shape of a key
}

/**
 * Mints ids of one tenant. They begin with the time: what is made together lies together in every index, where ids all
 * over it would cost a page of the disk each. `random(n)` gives n lower-case alphanumeric characters, `clock`
 * milliseconds since 1970.
 */
export function idMint(tenant: TenantKey, random: (length: number) => string, clock: () => number = Date.now) {
  return <Kind extends keyof IdOf>(kind: Kind): IdOf[Kind] =>
    `${kind}_${tenant}${clock().toString(36).padStart(timeLength, '0')}${random(randomLength)}` as IdOf[Kind] // brand given here and nowhere else
}
/** Base 36: until the year 5188, and 51 bits that nobody guesses. */
const timeLength = 9
const randomLength = 10
export type IdMint = ReturnType<typeof idMint>

const turnPattern = /^t_([a-z0-9]{11,35})$/
/** Fits two characters in base 36, and stays clear of the ids of inbound messages, whose two end in `i` and a digit. */
const perTurn = 512

function ofTurn(turn: TurnId, index: number): string {
  const rest = turnPattern.exec(turn)?.[1]
  if (rest === undefined) throw new Error(`"${turn}" is not the id of a turn.`)
  if (index >= perTurn) throw new Error(`A turn can say and schedule at most ${perTurn} things.`)
  return rest + index.toString(36).padStart(2, '0')
}

/** The id of the message that a turn says as its `index`-th (from 0): the same when the turn is repeated. */
export function messageId(turn: TurnId, index: number): MessageId {
  return `m_${ofTurn(turn, index)}` as MessageId // brand of an id that is derived, not minted
}

/** The id of the schedule that a turn adds as its `index`-th (from 0). */
export function scheduleId(turn: TurnId, index: number): ScheduleId {
  return `sc_${ofTurn(turn, index)}` as ScheduleId // brand of an id that is derived, not minted
}
