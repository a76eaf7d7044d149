import { apiDefaults } from '../config/defaults.ts'
import type { Answers, IdempotentRequest, KeptAnswer } from '../contracts/answers.ts'
import { seal, unseal } from './secrets.ts'
import type { Database } from './database.ts'

interface Row {
  readonly fingerprint: string
  readonly answer: string | null
  readonly at: number
}

/** `key`: 32 bytes that seal what is kept. */
export function openAnswers(database: Database, key: Buffer, clock: () => number): Answers {
  const find = database.prepare<[string, string], Row>(
    'select fingerprint, answer, at from answers where caller = ? and idempotency_key = ?',
  )
  const put = database.prepare<[string, string, string, number]>(
    `insert into answers (caller, idempotency_key, fingerprint, answer, at) values (?, ?, ?, null, ?)
     on conflict (caller, idempotency_key) do update set fingerprint = excluded.fingerprint, answer = null, at = excluded.at`,
  )
  const keep = database.prepare<[string, string | null, string, string]>(
    'update answers set answer = ?, tenant_key = ? where caller = ? and idempotency_key = ?',
  )
  const ofTenant = database.prepare<[string], Row & { caller: string; idempotency_key: string }>(
    'select * from answers where tenant_key = ?',
  )
  const drop = database.prepare<[string, string]>('delete from answers where caller = ? and idempotency_key = ?')
  const prune = database.prepare<[number]>('delete from answers where at < ?')
  const placeOf = (request: IdempotentRequest) => ['answer', request.caller, request.key]

  return {
    begin: (request) =>
      database.write(() => {
        const now = clock()
        prune.run(now - apiDefaults.answersMs)
        const known = find.get(request.caller, request.key)
        if (known !== undefined) {
          if (known.fingerprint !== request.fingerprint) return 'other'
          if (known.answer !== null)
            return JSON.parse(unseal(key, placeOf(request), known.answer).toString()) as KeptAnswer // written below
          // Whoever was at it for longer than any request takes was ended with the process.
          if (now - known.at < apiDefaults.requestMs) return 'running'
        }
        put.run(request.caller, request.key, request.fingerprint, now)
        return 'begun'
      }),
    async forget(tenant, isAbout) {
      const about = ofTenant.all(tenant).filter(({ caller, idempotency_key, answer }) => {
        const request = { caller, key: idempotency_key, fingerprint: '' }
        return isAbout(`${idempotency_key} ${answer === null ? '' : unseal(key, placeOf(request), answer).toString()}`)
      })
      if (about.length > 0)
        await database.write(() => {
          for (const { caller, idempotency_key } of about) drop.run(caller, idempotency_key)
        })
      return about.length
    },
    async finish(request, answer, tenant) {
      const { caller, key: name } = request
      await database.write(() => {
        if (answer === undefined) drop.run(caller, name)
        else keep.run(seal(key, placeOf(request), Buffer.from(JSON.stringify(answer))), tenant ?? null, caller, name)
      })
    },
  }
}
