import { parsed } from './choices.ts'
import type { Verdict } from './conversation.ts'
import type { Drawer } from './kept.ts'

/** So many are remembered: what was said long ago is not judged again. */
const remembered = 200

/** What this visitor found helpful, and what not. */
export function verdictsIn(drawer: Drawer): Readonly<Record<string, Verdict>> {
  const kept = Object.entries(parsed(drawer.get('verdicts')))
  return Object.fromEntries(kept.filter((one): one is [string, Verdict] => one[1] === 'up' || one[1] === 'down'))
}

export function writeVerdicts(drawer: Drawer, verdicts: Readonly<Record<string, Verdict>>): void {
  drawer.set('verdicts', JSON.stringify(Object.fromEntries(Object.entries(verdicts).slice(-remembered))))
}
