import { Refused } from '../contracts/errors.ts'
import type { Models } from '../contracts/models.ts'

/** Where nothing is configured. */
export const noModels: Models = {
  available: () => false,
  generate: () => Promise.reject(nothingConfigured()),
  async *stream() {
    throw nothingConfigured()
  },
}

function nothingConfigured(): Refused {
  return new Refused('No language model is configured.')
}
