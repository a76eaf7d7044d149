import { whatsappWebDefaults } from '../../config/defaults.ts'
import type { WebBrowser } from './browser.ts'
import { remember } from './connect.ts'
import { idOf, isHidden } from './place.ts'

/** Who is behind the hidden ids that the page tells of. */
export interface People {
  /** Phone numbers behind the hidden ids in what was told, as far as the page knows them. */
  phonesIn(told: readonly unknown[]): Promise<Readonly<Record<string, string>>>
  /** The same people's other ids as well. */
  aliases(ids: readonly string[]): Promise<readonly string[]>
}

type Identity = Awaited<ReturnType<WebBrowser['identityOf']>>

interface Known {
  readonly identity: Identity
  /** Asked again from then on, milliseconds of `performance.now()`: somebody's number may become known. */
  readonly until: number
}

/** A group may name hundreds at once; whose number is not asked for is known by the hidden id. */
const mostAsked = 16

export function createPeople(browser: Pick<WebBrowser, 'identityOf'>, withinMs: number): People {
  const known = new Map<string, Known>()

  async function ask(id: string): Promise<Identity> {
    const found = known.get(id)
    if (found && found.until > performance.now()) return found.identity
    const { promise: late, resolve } = Promise.withResolvers<Identity>()
    const timer = setTimeout(resolve, withinMs, {})
    const identity: Identity = await Promise.race([browser.identityOf(id).catch(() => ({})), late])
    clearTimeout(timer)
    const isWhole = identity.phone !== undefined && identity.lid !== undefined
    const until = isWhole ? Infinity : performance.now() + whatsappWebDefaults.unknownMs
    remember(known, id, { identity, until }, whatsappWebDefaults.remembered)
    return identity
  }

  return {
    async phonesIn(told) {
      const phones: Record<string, string> = {}
      for (const id of hiddenIn(told)) {
        const phone = idOf((await ask(id)).phone)
        if (phone !== undefined) phones[id] = phone
      }
      return phones
    },
    async aliases(ids) {
      const all = new Set(ids)
      for (const id of ids) {
        const { lid, phone } = await ask(id)
        for (const alias of [idOf(lid), idOf(phone)]) if (alias !== undefined) all.add(alias)
      }
      return [...all]
    },
  }
}

function hiddenIn(told: readonly unknown[]): readonly string[] {
  const found = new Set<string>()
  for (const [, id = ''] of JSON.stringify(told).matchAll(/"(\d{1,30}(?::\d+)?@lid)"/g)) {
    const whole = idOf(id)
    if (whole !== undefined && isHidden(whole)) found.add(whole)
    if (found.size === mostAsked) break
  }
  return [...found]
}
