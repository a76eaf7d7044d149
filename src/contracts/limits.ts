import { OverLimit } from './errors.ts'

/** What a tenant may use, by its plan, and what it has used. */

/**
 * `messages` are those of a month, said by people and to them. `storage` is bytes of media, documents and avatars. `aiDaily` and
 * `aiMonthly` are US dollars spent on the platform's own keys. The others are how many there may be.
 */
export const limitNames = [
  'chatbots',
  'channels',
  'messages',
  'storage',
  'documents',
  'users',
  'apiKeys',
  'aiDaily',
  'aiMonthly',
] as const
export type LimitName = (typeof limitNames)[number]

/** null: without a limit. */
export type PlanLimits = Readonly<Record<LimitName, number | null>>

/** Of one tenant, where it differs from its plan. */
export type LimitOverrides = Partial<PlanLimits>

export interface LimitUse {
  readonly name: LimitName
  readonly used: number
  readonly limit: number | null
  /** When what is used begins at zero again, milliseconds since 1970; undefined: never by itself. */
  readonly resetsAt?: number
}

/** What is counted where it is used: inside the tenant. People and keys are counted with the accounts. */
export type NeededLimit = 'chatbots' | 'channels' | 'messages' | 'storage' | 'documents'

/** The limits of one tenant. Cheap: asked on the road. */
export interface Limits {
  readonly most: PlanLimits
  /** Throws OverPlan when there is no room for so many more. Asked in the transaction that adds them, it is exact. */
  need(name: NeededLimit, amount?: number): void
  /** Whether nothing of it is left. */
  spent(name: NeededLimit): boolean
  /** All of them, in the order of their names. */
  uses(): readonly LimitUse[]
  /** Called when there was no room for something. */
  onRefused(listener: () => void): void
}

/** Of who is limited by nothing. */
export const noLimits: Limits = {
  most: Object.fromEntries(limitNames.map((name) => [name, null])) as PlanLimits, // every name of it
  need: () => undefined,
  spent: () => false,
  uses: () => [],
  onRefused: () => undefined,
}

/** A limit of which so much is used that its tenant should know. */
export interface LimitWarning extends LimitUse {
  readonly limit: number
  /** Percent of it that was reached. */
  readonly level: number
  /** The day or month that it counts for: it is told once in it. */
  readonly period: string
}

/** The plan has no room for it. As an answer to a caller: 429, and when to come back where time helps. */
export class OverPlan extends OverLimit {
  readonly limit: LimitName
  /** Milliseconds since 1970; undefined: more room comes with another plan, or by removing something. */
  readonly resetsAt: number | undefined
  constructor(limit: LimitName, most: number, resetsAt?: number) {
    super(sentenceOf(limit, most))
    this.limit = limit
    this.resetsAt = resetsAt
  }
}

function sentenceOf(limit: LimitName, most: number): string {
  const amount = most.toLocaleString('en')
  switch (limit) {
    case 'messages':
      return `The plan's ${amount} messages of this month are used up: take a larger plan, or wait for the next month.`
    case 'storage':
      return `The plan's ${amount} bytes of storage are used up: take a larger plan, or remove something.`
    case 'aiDaily':
      return 'What may be spent on language models today is spent. Tomorrow there is more.'
    case 'aiMonthly':
      return 'What may be spent on language models this month is spent. Next month there is more.'
    case 'apiKeys':
      return `The plan has room for ${amount} API keys: take a larger one, or remove some.`
    case 'chatbots':
    case 'channels':
    case 'documents':
    case 'users':
      return `The plan has room for ${amount} ${limit}: take a larger one, or remove some.`
  }
}

/** Tells a tenant's webhooks of limits that are near or reached, each once in its day or month. */
export interface LimitWarnings {
  /** Those of them that were told now. */
  tell(warnings: readonly LimitWarning[]): Promise<readonly LimitWarning[]>
}
