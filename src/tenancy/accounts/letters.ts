import type { AccountStore } from '../../contracts/accounts.ts'
import type { Database } from '../database.ts'
import { build, first, run } from '../databases.ts'

type Letters = Pick<AccountStore, 'addReset' | 'takeReset' | 'addVerification' | 'takeVerification'>

/** What a letter that was sent to somebody may be answered with: once, and in time. */
export function openLetters(database: Database): Letters {
  return {
    async addReset(user, hash, expiresAt) {
      await database.write(() => {
        run(database, build('password_resets').where({ user_id: user }).delete())
        run(database, build('password_resets').insert({ hash, user_id: user, expires_at: expiresAt }))
      })
    },
    takeReset: (hash, now) =>
      database.write(() => {
        const row = first<{ user_id: string; expires_at: number }>(database, build('password_resets').where({ hash }))
        run(database, build('password_resets').where({ hash }).delete())
        return row === undefined || row.expires_at <= now ? undefined : row.user_id
      }),

    async addVerification(user, email, hash, expiresAt) {
      await database.write(() => {
        run(database, build('email_verifications').where({ user_id: user }).delete())
        run(database, build('email_verifications').insert({ hash, user_id: user, email, expires_at: expiresAt }))
      })
    },
    takeVerification: (hash, now) =>
      database.write(() => {
        const kept = build('email_verifications').where({ hash })
        const row = first<{ user_id: string; email: string; expires_at: number }>(database, kept)
        run(database, build('email_verifications').where({ hash }).delete())
        return row === undefined || row.expires_at <= now ? undefined : { user: row.user_id, email: row.email }
      }),
  }
}
