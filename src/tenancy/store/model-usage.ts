import { modelDefaults } from '../../config/defaults.ts'
import type { ConversationId } from '../../contracts/id.ts'
import type { CostReport, CostSum, ModelPurpose, ModelUse, SpendingLedger } from '../../contracts/models.ts'
import type { Database } from '../database.ts'

/** As the statements below name them. */
interface Sum {
  readonly calls: number
  readonly input_tokens: number
  readonly output_tokens: number
  readonly cost: number
}

const nanosPerDollar = 1_000_000_000
const sums =
  'count(*) as calls, coalesce(sum(input_tokens), 0) as input_tokens, coalesce(sum(output_tokens), 0) as output_tokens, coalesce(sum(cost), 0) as cost'
const asked = 'from model_usage where chatbot_id = ? and day between ? and ?'

/** What models cost a tenant, a row for each call. */
export function openSpendingLedger(database: Database, clock: () => number): SpendingLedger {
  // Prepared when first needed, and then kept: most tenants ask no model while they are open.
  const spentOn = () =>
    database.prepare<[string], { cost: number }>('select coalesce(sum(cost), 0) as cost from model_usage where day = ?')
  const spentBetween = () =>
    database.prepare<[string, string], { cost: number }>(
      'select coalesce(sum(cost), 0) as cost from model_usage where day >= ? and day < ?',
    )
  const insert = () =>
    database.prepare<[string, string, string | null, string | null, string, string, string, number]>(
      `insert into model_usage (day, chatbot_id, conversation_id, turn_id, purpose, provider, model, input_tokens, output_tokens, cost, settled)
     values (?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0)`,
    )
  const settle = () =>
    database.prepare<[number, number, number, number]>(
      'update model_usage set input_tokens = ?, output_tokens = ?, cost = ?, settled = 1 where id = ?',
    )
  const release = () => database.prepare<[number]>('delete from model_usage where id = ? and settled = 0')
  type Asked = [chatbot: string, from: string, to: string]
  const total = () => database.lagging.prepare<Asked, Sum>(`select ${sums} ${asked}`)
  const byDay = () =>
    database.lagging.prepare<Asked, Sum & { day: string }>(`select day, ${sums} ${asked} group by day order by day`)
  const byModel = () =>
    database.lagging.prepare<Asked, Sum & { provider: string; model: string }>(
      `select provider, model, ${sums} ${asked} group by provider, model order by cost desc`,
    )
  const byPurpose = () =>
    database.lagging.prepare<Asked, Sum & { purpose: ModelPurpose }>(
      `select purpose, ${sums} ${asked} group by purpose order by cost desc`,
    )
  const byConversation = () =>
    database.lagging.prepare<[...Asked, number], Sum & { conversation_id: ConversationId }>(
      `select conversation_id, ${sums} ${asked} and conversation_id is not null group by conversation_id order by cost desc limit ?`,
    )
  const ofTurn = () =>
    database.prepare<[string], Omit<Sum, 'calls'> & Pick<ModelUse, 'purpose' | 'provider' | 'model'>>(
      'select purpose, provider, model, input_tokens, output_tokens, cost from model_usage where turn_id = ? order by id',
    )
  const today = () => new Date(clock()).toISOString().slice(0, 10)

  let before = { day: '', cost: 0 }

  const spentToday = (): number => spentOn().get(today())?.cost ?? 0

  /** The days before are summed up once a day: what a call of theirs gives back after midnight is not spent again. */
  function spentThisMonth(): number {
    const day = today()
    if (before.day !== day) before = { day, cost: spentBetween().get(`${day.slice(0, 7)}-01`, day)?.cost ?? 0 }
    return before.cost + spentToday()
  }

  return {
    reserve({ chatbot, during, purpose, provider, model, atMost }, ceilings) {
      return database.write(() => {
        const day = today()
        if (ceilings.day !== undefined && spentToday() + atMost > ceilings.day) return { over: 'day' as const }
        if (ceilings.month !== undefined && spentThisMonth() + atMost > ceilings.month)
          return { over: 'month' as const }
        const { conversation = null, turn = null } = during ?? {}
        const row = insert().run(day, chatbot, conversation, turn, purpose, provider, model, atMost)
        return { id: Number(row.lastInsertRowid) }
      })
    },
    settle: (id, { inputTokens, outputTokens, cost }) =>
      database.write(() => void settle().run(inputTokens, outputTokens, cost, id)),
    release: (id) => database.write(() => void release().run(id)),
    spentToday,
    spentThisMonth,
    usedBy: (turn) =>
      ofTurn()
        .all(turn)
        .map(({ purpose, provider, model, ...row }) => {
          const { calls: _, ...sum } = shown({ ...row, calls: 1 })
          return { purpose, provider, model, ...sum }
        }),
    report(...range): CostReport {
      return {
        total: shown(total().get(...range)),
        days: byDay()
          .all(...range)
          .map((row) => ({ day: row.day, ...shown(row) })),
        models: byModel()
          .all(...range)
          .map((row) => ({ provider: row.provider, model: row.model, ...shown(row) })),
        purposes: byPurpose()
          .all(...range)
          .map((row) => ({ purpose: row.purpose, ...shown(row) })),
        conversations: byConversation()
          .all(...range, modelDefaults.reportConversations)
          .map((row) => ({ conversation: row.conversation_id, ...shown(row) })),
      }
    },
  }
}

function shown(
  { calls, input_tokens, output_tokens, cost }: Sum = { calls: 0, input_tokens: 0, output_tokens: 0, cost: 0 },
): CostSum {
  return { calls, inputTokens: input_tokens, outputTokens: output_tokens, cost: cost / nanosPerDollar }
}
