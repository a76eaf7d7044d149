import type { Fleet, News, Ownership } from '../contracts/fleet.ts'
import { ownRates } from './rates.ts'

/** Nobody else is there to be told anything, and nothing is missed. */
const toNobody: News = { tell: () => undefined, hear: () => undefined, onMissed: () => undefined }

const ownsAll: Ownership = {
  owns: () => true,
  own: (_name, signal) =>
    Promise.resolve(
      signal.aborted
        ? undefined
        : { lost: new AbortController().signal, holds: () => true, release: () => Promise.resolve() },
    ),
}

/** A process that is all there is. */
export const alone = (): Fleet => ({
  news: toNobody,
  ownership: ownsAll,
  rates: ownRates,
  pacer: (_channel, _rates, own) => own,
  changes: (_tenant, own) => own,
})
