/** Which pages a site lets robots read (RFC 9309). */
export interface Robots {
  allows(url: URL): boolean
}

interface Rule {
  readonly allow: boolean
  readonly pattern: string
}

/** Of the group that names us, or of everybody's. Never throws: what cannot be read forbids nothing. */
export function readRobots(text: string, agent: string): Robots {
  const groups = new Map<string, Rule[]>()
  let open: Rule[][] = []
  let naming = false
  for (const line of text.slice(0, readLength).split(/\r\n?|\n/)) {
    const [, key = '', value = ''] = /^\s*([a-z-]+)\s*:\s*([^#]*)/i.exec(line) ?? []
    const name = key.toLowerCase()
    if (name === 'user-agent') {
      if (!naming) open = []
      naming = true
      const agentName = value.trim().toLowerCase()
      const rules = groups.get(agentName) ?? []
      groups.set(agentName, rules)
      open.push(rules)
    } else if (name === 'allow' || name === 'disallow') {
      naming = false
      const pattern = value.trim()
      if (pattern !== '') for (const rules of open) rules.push({ allow: name === 'allow', pattern })
    }
  }
  const rules = groups.get(agent.toLowerCase()) ?? groups.get('*') ?? []
  return {
    allows({ pathname, search }) {
      const path = pathname + search
      const [first] = rules
        .filter(({ pattern }) => matches(pattern, path))
        .toSorted((one, other) => other.pattern.length - one.pattern.length || Number(other.allow) - Number(one.allow))
      return first?.allow ?? true
    },
  }
}

/** Google reads so much of it, and so does RFC 9309 (2.5). */
const readLength = 500 * 1024

/** `*` is anything, `$` at the end is the end. Without a regular expression: the pattern is a stranger's. */
function matches(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$')
  const [first = '', ...rest] = (isWhole ? pattern.slice(0, -1) : pattern).split('*')
  if (!path.startsWith(first)) return false
  let at = first.length
  for (const [index, piece] of rest.entries()) {
    const isLast = index === rest.length - 1
    if (isLast && isWhole) return path.length - piece.length >= at && path.endsWith(piece)
    const found = path.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return !isWhole || at === path.length
}
