import type { Media } from './channel.ts'
import type { ChannelId } from './id.ts'
import type { Part } from './message.ts'

/** Media that the gateway keeps itself. */

/** Media that the gateway keeps itself, by ids that begin with `ownMedia`. */
export interface MediaStore {
  /**
   * Kept when it resolves, typed by its content and not by its name; the same content is kept once. `from` is remembered
   * with it. Throws Refused for what is too large.
   */
  keep(media: Media, from?: MediaSource): Promise<StoredMedia>
  /** What was kept from there before. */
  find(from: MediaSource): Promise<StoredMedia | undefined>
  /** Throws Refused when there is none. */
  open(id: string): Promise<KeptMedia>
  /** A URL that anyone may read it at for a while; undefined when there is none. */
  url(id: string): Promise<string | undefined>
  /** The parts as they are sent and shown: with a fresh URL on each that is kept here. */
  shown(parts: readonly Part[]): Promise<readonly Part[]>
  /** What is on its way from these sources (hashes of them) is not kept any more, for a while. */
  refuse(sources: readonly string[]): void
  /** Removes contents that nothing refers to, by their hashes; how many there were. */
  removeContents(hashes: readonly string[]): Promise<number>
  /** The bytes of a content. */
  readContent(sha256: string, size: number): AsyncIterable<Uint8Array>
}

/** Where a platform has it. */
export interface MediaSource {
  readonly channel: ChannelId
  /** The platform's own id of it. */
  readonly id: string
}

export interface StoredMedia {
  readonly id: string
  readonly mime: string
  readonly name?: string
  /** Bytes. */
  readonly size: number
}

export interface KeptMedia extends Media {
  readonly size: number
  /** The bytes from `start` up to, and without, `end`. */
  read(start: number, end: number): AsyncIterable<Uint8Array>
}

/** Media by URL: whoever was given one may read it until it expires. */
export interface MediaDoor {
  /** The signature is checked before anything is looked at. Undefined for whatever is wrong: one answer. */
  open(url: MediaUrl): Promise<KeptMedia | undefined>
}

/** What is in such a URL; from a stranger. */
export interface MediaUrl {
  readonly id: string
  readonly expires: string
  readonly signature: string
}
