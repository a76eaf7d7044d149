import { codes, MethodFailure, methods, refuse } from './signal-methods.ts'
import type { Payload, SignalHost } from './signal-methods.ts'
import { aciOf } from './signal-people.ts'

/** The accounts that the daemon is signed in to, and the way to more. */
export interface SignalAccounts {
  has(name: string): boolean
  /** A call of a method, for the account that it names. Throws MethodFailure. */
  perform(method: string, params: Payload, host: SignalHost): Promise<unknown>
  /** The picture that is shown is scanned with the phone of this account; undefined: nobody did in time. */
  finishLink(linked: string | undefined): Promise<void>
  signOut(): void
}

/** `single`: started for one account (`-a`), it lists and links none. */
export function createSignalAccounts(account: string, single: boolean): SignalAccounts {
  const accounts = new Map([[account, aciOf(account)]])
  let link: { readonly uri: string; finish?: (linked: string | undefined) => void } | undefined
  let links = 0

  const has = (name: string) => accounts.has(name) || [...accounts.values()].includes(name)

  const ofAll: Readonly<Record<string, ((params: Payload) => unknown) | undefined>> = {
    listAccounts: () => [...accounts].map(([number, aci]) => ({ number, aci })),
    startLink() {
      links += 1
      link = { uri: `sgnl://linkdevice?uuid=${aciOf(`link ${links}`)}&pub_key=emulated${links}` }
      return { deviceLinkUri: link.uri }
    },
    finishLink({ deviceLinkUri }) {
      const open = link
      if (open === undefined || open.uri !== deviceLinkUri) return refuse('Unknown device link uri.')
      return new Promise((resolve, reject) => {
        open.finish = (linked) => {
          link = undefined
          if (linked === undefined) {
            const message = 'Link request timed out, please try again.'
            reject(new MethodFailure({ code: codes.user, message }))
            return
          }
          accounts.set(linked, aciOf(linked))
          resolve({ number: linked, aci: aciOf(linked) })
        }
      })
    },
  }

  return {
    has,
    async perform(method, params, host) {
      const general = single ? undefined : ofAll[method]
      if (general) return general(params)
      const perform = methods.get(method) ?? refuse('Method not implemented', codes.methodNotFound)
      const { account: named } = params
      // One that knows a single account has no need of its name.
      if (named === undefined && accounts.size !== 1)
        refuse('Method requires valid account parameter', codes.invalidParams)
      if (named !== undefined && !single && !(typeof named === 'string' && has(named))) {
        refuse('Specified account does not exist', codes.invalidParams)
      }
      return perform(params, host)
    },
    async finishLink(linked) {
      for (const end = Date.now() + 5000; link?.finish === undefined;) {
        if (Date.now() > end) throw new Error('Nobody shows a picture.')
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      link.finish(linked)
    },
    signOut: () => accounts.clear(),
  }
}
