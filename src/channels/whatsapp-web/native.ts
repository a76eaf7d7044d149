import { isObject } from '../json.ts'

/** Something that WhatsApp Web reported: plain JSON, whatever whatsapp-web.js made of it. */
export interface Native {
  /** The library's name of the event; a message that was created, when absent. */
  readonly event?: string
  /** What came with it, in order: a message as the library has it comes first. */
  readonly told?: readonly unknown[]
  /** Phone numbers of those whom WhatsApp names by another id here: `…@lid` to `…@c.us`. */
  readonly phones?: Readonly<Record<string, string>>
  /** The ids of the account itself. */
  readonly own?: readonly string[]
  /** The option of a poll of ours that was chosen. */
  readonly option?: { readonly id: string; readonly label: string }
  /** Milliseconds since 1970: for what WhatsApp tells no time of. */
  readonly receivedAt?: number
}

/** A copy without functions, classes and the client that hangs on the library's structures. */
export function plainCopy(value: unknown): unknown {
  try {
    const json = JSON.stringify(value) as string | undefined // undefined for undefined, whatever the types say
    return json === undefined ? null : (JSON.parse(json) as unknown)
  } catch {
    return null
  }
}

/** Also of a bare message, as the library or the page itself writes it. */
export function toldIn(native: unknown): { readonly event: string; readonly told: readonly unknown[] } | undefined {
  if (!isObject(native)) return undefined
  const { event, told } = native
  if (typeof event === 'string' && Array.isArray(told)) return { event, told: told as readonly unknown[] }
  return { event: 'message_create', told: [native] }
}
