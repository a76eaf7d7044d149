import type { Abilities, Sourced } from '../../contracts/channel.ts'
import { webDefaults } from '../../config/defaults.ts'

/** The page and the widget are ours, so the limits are what reads well there. */
const ours = <Value>(value: Value, reason: string): Sourced<Value> => ({ value, source: `our own page: ${reason}` })

export const abilities: Abilities = {
  parts: {
    text: 'native',
    image: 'native',
    audio: 'native',
    video: 'native',
    document: 'native',
    sticker: 'native',
    location: 'native',
    contact: 'native',
    choices: 'native',
    chosen: 'inbound',
    card: 'native',
  },
  textLimit: ours(32_768, 'a longer bubble is a document; the rest follows in the same message'),
  captionLimit: ours(32_768, 'a caption is drawn like a text'),
  buttons: ours(50, 'buttons wrap and scroll with the message; more are drawn as a further row of choices'),
  buttonLabelLimit: ours(200, 'three lines on a phone; the rest moves into the description'),
  optionIdBytes: ours(webDefaults.wordLength, 'the longest id that is accepted back from a visitor'),
  albumLimit: ours(50, 'media are drawn one below the other'),
  downloadBytes: ours(0, 'a visitor sends media by URL; there is nothing to fetch by id'),
  uploadBytes: ours(0, 'media are sent by URL, never as bytes'),
  media: ['image', 'audio', 'video', 'document', 'sticker'],
  edits: false,
  reactions: false,
  typing: true,
  threads: false,
  streaming: 'native',
  burstMs: ours(0, 'people at a website are answered at once'),
  chatRate: ours({ perSecond: 1000, burst: 1000 }, 'a socket takes what the gateway says'),
  accountRate: ours({ perSecond: 100_000, burst: 100_000 }, 'there is no account that could be throttled'),
}
