/** What V8 writes with --cpu-prof. Times in microseconds. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string }
    readonly children?: readonly number[]
  }[]
  readonly startTime: number
  readonly endTime: number
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

interface Window {
  readonly messages: number
  readonly seconds: number
  /** Seconds between the end of the run and the end of the profile. */
  readonly endedBeforeEnd: number
}

/** Who a sample is counted for: the first that matches going up its stack, a file of ours or a package. */
const spenders: readonly (readonly [RegExp, string])[] = [
  [/src\/tenancy\/sqlite\.ts/, 'SQLite: begin, commit, log to the disk'],
  [/src\/tenancy\/store\//, 'SQLite: statements of the store, JSON of its rows'],
  [/node_modules\/better-sqlite3/, 'SQLite: statements of the store, JSON of its rows'],
  [/node_modules\/undici|src\/channels\/telegram\/(transport|client|send)/, 'Calls to the platform (undici)'],
  [/node_modules\/(fastify|find-my-way|avvio|fast-|secure-json|light-my)/, 'HTTP server (fastify)'],
  [/src\/channels\//, 'Telegram: verify, parse, render, pace'],
  [/src\/handlers\/|plugins\//, 'Handlers'],
  [/src\/pipeline\/queue/, 'Scheduler'],
  [/src\/pipeline\//, 'Stages of the road'],
  [/src\/telemetry\//, 'Metrics'],
  [/src\//, 'The rest of the gateway'],
  [/node_modules\//, 'Other packages'],
]

/** A table in Markdown of who spent how much of the last `seconds` before the stop. */
export function profiled(text: string, { messages, seconds, endedBeforeEnd }: Window): string {
  const { nodes, samples, timeDeltas, startTime, endTime } = JSON.parse(text) as CpuProfile
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const spent = new Map<string, number>()
  const until = endTime - endedBeforeEnd * 1e6
  let at = startTime
  for (const [index, id] of samples.entries()) {
    const delta = timeDeltas[index] ?? 0
    at += delta
    if (at < until - seconds * 1e6 || at > until) continue
    const spender = spenderOf(id)
    spent.set(spender, (spent.get(spender) ?? 0) + delta)
  }
  const idle = spent.get('(idle)') ?? 0
  spent.delete('(idle)')
  const total = [...spent.values()].reduce((sum, one) => sum + one, 0)
  const rows = [...spent]
    .sort(([, one], [, other]) => other - one)
    .map(([who, time]) => `| ${who} | ${(time / messages).toFixed(1)} | ${Math.round((time / total) * 100)} % |`)
  return [
    `Of ${messages} messages with 128 always under way, one tenant; ${Math.round((idle / (idle + total)) * 100)} % of the time the server had nothing to do. Sampling itself makes everything slower.`,
    '',
    '| who | µs a message | share |',
    '|---|---:|---:|',
    ...rows,
  ].join('\n')

  function spenderOf(sample: number): string {
    let last = ''
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const { functionName, url } = frames.get(id)!
      const known = spenders.find(([pattern]) => pattern.test(url))
      if (known !== undefined) return known[1]
      if (functionName !== '(root)') last = functionName
    }
    if (last === '(idle)') return last
    return last === '(garbage collector)' ? 'Garbage collector' : 'Node itself: sockets, HTTP parser, timers'
  }
}
