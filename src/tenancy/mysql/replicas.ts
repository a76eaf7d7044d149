import { mysqlDefaults } from '../../config/defaults.ts'
import { Busy } from '../../contracts/errors.ts'
import type { Reader, Statement } from '../database.ts'

/**
 * Reads that may be a moment old go round the replicas; one that does not answer is left alone for a while, and when none
 * does the database itself is asked.
 */
export function readFrom(replicas: readonly Reader[], primary: Reader, clock: () => number): Reader {
  if (replicas.length === 0) return primary
  const restingUntil = replicas.map(() => 0)
  let turn = 0

  function next(): number | undefined {
    const now = clock()
    for (let tries = 0; tries < replicas.length; tries++) {
      turn = (turn + 1) % replicas.length
      if ((restingUntil[turn] ?? 0) <= now) return turn
    }
    return undefined
  }

  function asked<Result>(read: (reader: Reader) => Result): Result {
    for (let index = next(); index !== undefined; index = next()) {
      const replica = replicas[index]
      if (replica === undefined) break
      try {
        return read(replica)
      } catch (error) {
        if (!(error instanceof Busy)) throw error
        restingUntil[index] = clock() + mysqlDefaults.replicaRestMs
      }
    }
    return read(primary)
  }

  const statement = <Params extends unknown[], Row>(
    of: (reader: Reader) => Statement<Params, Row>,
  ): Statement<Params, Row> => ({
    get: (...values) => asked((reader) => of(reader).get(...values)),
    all: (...values) => asked((reader) => of(reader).all(...values)),
    run() {
      throw new Error('A replica is only read.')
    },
  })

  return {
    prepare: <Params extends unknown[], Row>(sql: string) =>
      statement<Params, Row>((reader) => reader.prepare<Params, Row>(sql)),
    once: <Params extends unknown[], Row>(sql: string) =>
      statement<Params, Row>((reader) => reader.once<Params, Row>(sql)),
  }
}
