import { Invalid } from '../../contracts/errors.ts'

/** Which backups stay: the newest ones, or the newest of each of so many days, weeks, months and years. */
export type Keep =
  { readonly last: number } | { readonly d: number; readonly w: number; readonly m: number; readonly y: number }

/** `10`: the last ten. `7d,4w,12m,3y`: of the last seven days that have one, and so on. Throws Invalid. */
export function readKeep(text: string): Keep {
  if (/^[1-9]\d{0,5}$/.test(text)) return { last: Number(text) }
  const parts = text.split(',').map((part) => /^([1-9]\d{0,3})([dwmy])$/.exec(part.trim()))
  const periods = new Map<string | undefined, number>(parts.map((part) => [part?.[2], Number(part?.[1])]))
  if (periods.has(undefined) || periods.size < parts.length)
    throw new Invalid(
      'What is kept must be a number of backups, or days, weeks, months and years, such as 7d,4w,12m.',
      'keep',
    )
  return { d: periods.get('d') ?? 0, w: periods.get('w') ?? 0, m: periods.get('m') ?? 0, y: periods.get('y') ?? 0 }
}

/** Which of these moments stay, by the calendar (UTC). The newest always does. Pure. */
export function kept(keep: Keep, moments: readonly number[]): ReadonlySet<number> {
  const newestFirst = [...new Set(moments)].sort((a, b) => b - a)
  if ('last' in keep) return new Set(newestFirst.slice(0, keep.last))
  const stays = new Set(newestFirst.slice(0, 1))
  for (const unit of units) {
    const seen = new Set<string>()
    for (const moment of newestFirst) {
      const period = periodOf[unit](new Date(moment))
      if (seen.has(period)) continue
      if (seen.size >= keep[unit]) break
      seen.add(period)
      stays.add(moment)
    }
  }
  return stays
}

const units = ['d', 'w', 'm', 'y'] as const

const periodOf: Readonly<Record<(typeof units)[number], (at: Date) => string>> = {
  d: (at) => at.toISOString().slice(0, 10),
  w: (at) => mondayOf(at).toISOString().slice(0, 10),
  m: (at) => at.toISOString().slice(0, 7),
  y: (at) => at.toISOString().slice(0, 4),
}

function mondayOf(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() - ((at.getUTCDay() + 6) % 7)))
}
