import { planNames, plans } from '../config/defaults.ts'
import type { PlanName } from '../config/defaults.ts'
import { Invalid } from '../contracts/errors.ts'
import { limitNames } from '../contracts/limits.ts'
import type { LimitOverrides, PlanLimits } from '../contracts/limits.ts'

/** Throws Invalid for what is no plan of this gateway. */
export function checkedPlan(plan: string): string {
  if (!Object.hasOwn(plans, plan)) throw new Invalid(`plan must be one of ${planNames.join(', ')}.`, 'plan')
  return plan
}

/** What a tenant may use: its own limits where it has some, and its plan's. A plan that is no more limits nothing. */
export function limitsOf({
  plan,
  limits = {},
}: {
  readonly plan: string
  readonly limits?: LimitOverrides
}): PlanLimits {
  const own: PlanLimits = Object.hasOwn(plans, plan) ? plans[plan as PlanName] : plans.unlimited // just looked up
  return { ...own, ...limits }
}

/** A copy with known names and amounts alone. Throws Invalid. */
export function checkedLimits(limits: LimitOverrides): LimitOverrides {
  const checked = limitNames.flatMap((name) => {
    const limit = limits[name]
    if (limit === undefined) return []
    if (limit !== null && !(Number.isFinite(limit) && limit >= 0))
      throw new Invalid('A limit is a number from 0, or null for none.', `limits.${name}`)
    return [[name, limit] as const]
  })
  return Object.fromEntries(checked)
}

/** Of a tenant's row, as `checkedPlan` and `checkedLimits` let it in. */
export function planOf({ plan, limits }: { readonly plan: string; readonly limits: string | null }): {
  readonly plan: string
  readonly limits?: LimitOverrides
} {
  return limits === null || limits === '{}' ? { plan } : { plan, limits: JSON.parse(limits) as LimitOverrides } // as above
}
