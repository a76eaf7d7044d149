import type { Answers } from '../../contracts/answers.ts'
import type { AuditLog } from '../../contracts/audit.ts'
import type { TenantKey } from '../../contracts/id.ts'
import type { ErasedPeople } from './erased-people.ts'
import type { Person } from './kept.ts'

/** What the platform keeps that concerns people of a tenant. */
export interface PlatformRights extends Pick<ErasedPeople, 'remember' | 'of'> {
  /** Answers that name them; how many are gone. */
  forgetAnswers(tenant: TenantKey, person: Person): Promise<number>
  readonly forgetAudit: AuditLog['forget']
  audit(tenant: TenantKey, limit: number, cursor?: string): ReturnType<AuditLog['list']>
}

export function platformRights(erased: ErasedPeople, answers: Answers, audit: AuditLog): PlatformRights {
  return {
    remember: (people) => erased.remember(people),
    of: (tenant) => erased.of(tenant),
    forgetAnswers: (tenant, person) => answers.forget(tenant, (body) => mentions(body, person)),
    forgetAudit: (tenant, before) => audit.forget(tenant, before),
    audit: (tenant, limit, cursor) => audit.list(tenant, limit, cursor),
  }
}

/** By any id of theirs, wherever it stands. */
function mentions(body: string, { contacts, conversations, messages, names }: Person): boolean {
  const ids = body.match(/\b(?:ct|cv|m)_[a-z0-9]+/g) ?? []
  if (ids.some((id) => contacts.has(id) || conversations.has(id) || messages.has(id))) return true
  return [...names].some((name) => body.includes(JSON.stringify(name)))
}
