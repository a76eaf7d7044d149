/** Holds one turn at a time, of all tenants: the process ends for all of them. */
export interface Quarantine {
  /** False: somebody is in it, come again. */
  enter(): boolean
  leave(): void
}

/**
 * A turn that ends the process takes with it whatever runs beside it, time and again: by counting alone its neighbours
 * would be set aside with it. So turns that were begun at several ends run one by one: the cause ends the process alone,
 * and the others are done before it or after it.
 */
export function createQuarantine(): Quarantine {
  let taken = false
  return {
    enter() {
      if (taken) return false
      taken = true
      return true
    },
    leave() {
      taken = false
    },
  }
}
