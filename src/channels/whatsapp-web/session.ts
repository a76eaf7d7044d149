import type { ChannelFiles } from '../../contracts/channel.ts'

/** What is kept of a paired session: a file that says so, and the page's own storage. */
export interface Pairing {
  /** The phone number that was paired, as WhatsApp writes it: `15550100@c.us`. */
  readonly account: string
  /** Milliseconds since 1970: what was said before was not said to the bot. */
  readonly pairedAt: number
}

const archive = (session: string) => `${session}.zip`
const note = (session: string) => `${session}.json`

/** Undefined when nobody was paired under this name. */
export async function pairingOf(files: ChannelFiles, session: string): Promise<Pairing | undefined> {
  const content = await files.read(note(session))
  if (content === undefined) return undefined
  return JSON.parse(Buffer.from(content).toString('utf8')) as Pairing // written below
}

export async function keepPairing(files: ChannelFiles, session: string, pairing: Pairing): Promise<void> {
  await files.write(note(session), Buffer.from(JSON.stringify(pairing)))
}

export async function forgetPairing(files: ChannelFiles, session: string): Promise<void> {
  await files.remove(note(session))
  await files.remove(archive(session))
}

export const readArchive = (files: ChannelFiles, session: string) => files.read(archive(session))
export const writeArchive = (files: ChannelFiles, session: string, content: Uint8Array) =>
  files.write(archive(session), content)
