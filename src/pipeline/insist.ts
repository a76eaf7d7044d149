import { turnDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'

/**
 * Writes down what nobody else could know (what a platform or a service has answered), again while the database is busy
 * and `goOn`. Rejects with what kept it from being written.
 */
export async function insist<Result>(write: () => Promise<Result>, goOn: () => boolean): Promise<Result> {
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof Busy) || !goOn()) throw error
      await new Promise((resolve) => setTimeout(resolve, turnDefaults.insistMs))
    }
  }
}
