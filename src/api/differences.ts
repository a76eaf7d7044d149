/** What changed in a document, after RFC 6902: pure. */

export interface Difference {
  readonly op: 'add' | 'remove' | 'replace'
  /** A JSON pointer. */
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
  /** It is nobody's to see: only that it changed is told. */
  readonly secret?: true
}

/** Stands for a secret: equal to another of the same value, and never shown. */
export class Hidden {
  readonly value: unknown
  constructor(value: unknown) {
    this.value = value
  }
}

/** From one JSON to another, in the order of its members. A list is replaced as a whole where it grew or is of plain values. */
export function differences(before: unknown, after: unknown, path = ''): readonly Difference[] {
  if (before instanceof Hidden || after instanceof Hidden) {
    const isSame = before instanceof Hidden && after instanceof Hidden && before.value === after.value
    return isSame ? [] : [{ op: operation(before, after), path, secret: true }]
  }
  if (isRecord(before) && isRecord(after)) return ofMembers(before, after, path)
  const pairs = alike(before, after)
  if (pairs !== undefined) return pairs.flatMap(([was, is], index) => differences(was, is, `${path}/${index}`))
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  // What is new or gone may hold secrets: they are told of one by one.
  if (before === undefined && isRecord(after) && holdsHidden(after)) return ofMembers({}, after, path)
  if (after === undefined && isRecord(before) && holdsHidden(before)) return ofMembers(before, {}, path)
  return [
    {
      op: operation(before, after),
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ]
}

type Members = Readonly<Record<string, unknown>>

function ofMembers(before: Members, after: Members, path: string): readonly Difference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].flatMap((name) => differences(own(before, name), own(after, name), `${path}/${escaped(name)}`))
}

const own = (members: Members, name: string): unknown => (Object.hasOwn(members, name) ? members[name] : undefined)

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

function operation(before: unknown, after: unknown): Difference['op'] {
  if (before === undefined) return 'add'
  return after === undefined ? 'remove' : 'replace'
}

function isRecord(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Hidden)
}

/** Of two lists of as many records: which of them changed says more than that the list did. */
function alike(before: unknown, after: unknown): readonly (readonly [unknown, unknown])[] | undefined {
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return undefined
  const [was, is]: readonly [readonly unknown[], readonly unknown[]] = [before, after]
  return [...was, ...is].every((item) => isRecord(item)) ? was.map((item, index) => [item, is[index]]) : undefined
}

function holdsHidden(value: Members): boolean {
  return Object.values(value).some((inner) => inner instanceof Hidden || (isRecord(inner) && holdsHidden(inner)))
}
