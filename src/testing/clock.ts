/** A clock that stands still until it is moved. */
export interface FakeClock {
  /** Milliseconds since 1970. */
  now(): number
  set(to: number): void
  advance(ms: number): void
}

/** A Monday morning, so that "tomorrow" and "next week" are plain. */
const monday = Date.parse('2026-01-05T09:00:00Z')

export function fakeClock(start = monday): FakeClock {
  let time = start
  return {
    now: () => time,
    set: (to) => {
      time = to
    },
    advance: (ms) => {
      time += ms
    },
  }
}
