import type { PlanLimits } from '../../contracts/limits.ts'
import { day } from './units.ts'

// What tenants may use, and how long they are kept when they go.

const megabyte = 1024 * 1024
const gigabyte = 1024 * megabyte

/**
 * The plans an operator chooses among; single limits are changed for a tenant by its subscription. What costs the
 * operator money (models, storage) grows slower than what costs nothing.
 */
export const plans = {
  /** To try it: one bot on a website and a messenger, with about 30 conversations of ten messages a week. */
  free: {
    chatbots: 1,
    channels: 2,
    messages: 1000,
    storage: 100 * megabyte,
    documents: 50,
    users: 2,
    apiKeys: 2,
    aiDaily: 0.2,
    aiMonthly: 1,
  },
  /** A shop: a few bots and channels, a small team, a handbook of some hundred pages. */
  starter: {
    chatbots: 3,
    channels: 5,
    messages: 10_000,
    storage: 2 * gigabyte,
    documents: 500,
    users: 5,
    apiKeys: 10,
    aiDaily: 2,
    aiMonthly: 20,
  },
  /** A company with departments; a day's ceiling of models is a tenth of the month's, for a day on which it is in the news. */
  business: {
    chatbots: 20,
    channels: 50,
    messages: 200_000,
    storage: 50 * gigabyte,
    documents: 5000,
    users: 100,
    apiKeys: 100,
    aiDaily: 30,
    aiMonthly: 300,
  },
  /** Whoever hosts it for themselves: only what the machine needs bounds them. */
  unlimited: {
    chatbots: null,
    channels: null,
    messages: null,
    storage: null,
    documents: null,
    users: null,
    apiKeys: null,
    aiDaily: null,
    aiMonthly: null,
  },
} as const satisfies Record<string, PlanLimits>

export type PlanName = keyof typeof plans

/** Plans that have the avatars for which somebody was paid. */
export const premiumPlans: ReadonlySet<string> = new Set<PlanName>(['business', 'unlimited'])
/** From the smallest to the largest. */
export const planNames = Object.keys(plans) as [PlanName, ...PlanName[]] // there are some

export const planDefaults = {
  /** Of a tenant that names none: a gateway limits nobody before its operator says so. */
  plan: 'unlimited',
  /** Percentages of a limit at which the tenant's webhooks are told: while there is time to act, and when it is reached. */
  warnAt: [80, 100],
  /** A person is told so often that the bot has used up its messages: not for each thing they say. */
  toldEveryMs: day,
  /** Messages that other processes counted are seen so often at least. */
  messagesRecountMs: 2000,
  /** What is stored is counted anew so often: in between, what was removed still counts. */
  recountMs: 10 * 60 * 1000,
  /** Counts of past months are kept for so long: a year, and its neighbours to compare with. */
  keptMs: 400 * day,
} as const

export const lifecycleDefaults = {
  /** A tenant that was deleted can be brought back for so long: a month's bill goes by, and somebody asks. */
  graceMs: 30 * day,
} as const
