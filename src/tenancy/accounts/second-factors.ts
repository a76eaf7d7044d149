import type { AccountStore } from '../../contracts/accounts.ts'
import type { Database } from '../database.ts'
import { build, run } from '../databases.ts'

interface FactorRow {
  readonly sealed_secret: string
  readonly confirmed: number
  readonly last_step: number
  readonly recovery: string
}

type SecondFactors = Pick<
  AccountStore,
  'secondFactor' | 'setSecondFactor' | 'removeSecondFactor' | 'useStep' | 'useRecoveryCode'
>

export function openSecondFactors(database: Database): SecondFactors {
  const factorOf = () => database.prepare<unknown[], FactorRow>('select * from second_factors where user_id = ?')
  const change = (query: Parameters<typeof run>[1]) => database.write(() => run(database, query))

  return {
    secondFactor(user) {
      const row = factorOf().get(user)
      if (row === undefined) return undefined
      return {
        sealed: row.sealed_secret,
        confirmed: row.confirmed === 1,
        lastStep: row.last_step,
        recovery: JSON.parse(row.recovery) as string[], // written below
      }
    },
    async setSecondFactor(user, { sealed, confirmed, lastStep, recovery }) {
      const row = { user_id: user, sealed_secret: sealed, confirmed: Number(confirmed), last_step: lastStep }
      const factor = { ...row, recovery: JSON.stringify(recovery) }
      await change(build('second_factors').insert(factor).onConflict('user_id').merge())
    },
    async removeSecondFactor(user) {
      await change(build('second_factors').where({ user_id: user }).delete())
    },
    useStep: (user, step) =>
      database.write(
        () =>
          run(
            database,
            build('second_factors').where({ user_id: user }).where('last_step', '<', step).update({ last_step: step }),
          ) === 1,
      ),
    useRecoveryCode: (user, hash) =>
      database.write(() => {
        const left = JSON.parse(factorOf().get(user)?.recovery ?? '[]') as string[] // written above
        if (!left.includes(hash)) return false
        const recovery = JSON.stringify(left.filter((one) => one !== hash))
        run(database, build('second_factors').where({ user_id: user }).update({ recovery }))
        return true
      }),
  }
}
