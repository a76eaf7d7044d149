import type { ChannelId, ContactId, ErasureId, ExportId } from './id.ts'
import type { KeptMedia } from './media.ts'
import type { Page } from './page.ts'

/** What people have a right to: a copy of what is kept of them, and that it is deleted. */

/** A person, as we know them or as a platform does. */
export type Whose =
  | { readonly contact: ContactId }
  | {
      readonly channel: ChannelId
      /** The platform's id of the person. */
      readonly user: string
    }

/**
 * Who wanted it: the person themselves, somebody who answers for the tenant, a restored backup in which somebody erased
 * before came back, or the days that people are kept.
 */
export type ErasureOrigin = 'person' | 'agent' | 'restore' | 'retention'

/** A deletion of everything that is kept of a person; it names nobody. */
export interface Erasure {
  readonly id: ErasureId
  readonly state: 'running' | 'done'
  readonly askedBy: ErasureOrigin
  /** Milliseconds since 1970. */
  readonly at: number
  readonly doneAt?: number
  /** Rows and files that are gone, by place. */
  readonly counts: Readonly<Record<string, number>>
}

/** `gone`: expired, or removed because somebody in it was erased. */
export type ExportState = 'running' | 'ready' | 'failed' | 'gone'

/** An archive that is being made, or was. */
export interface Export {
  readonly id: ExportId
  readonly kind: 'contact' | 'tenant'
  readonly state: ExportState
  /** Of the archive. */
  readonly bytes?: number
  /** Of the archive, hex. */
  readonly sha256?: string
  /** Why it failed. */
  readonly error?: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly expiresAt?: number
  /** Where whoever has it may load the archive until it expires; of one that is ready. */
  readonly url?: string
}

/** What may be kept for so many days; what is not named is kept until somebody removes it. */
export const retained = [
  'conversations',
  'contacts',
  'media',
  'questions',
  'webhookDeliveries',
  'deadLetters',
  'audit',
] as const
export type Retained = (typeof retained)[number]
export type Retention = Readonly<Partial<Record<Retained, number>>>

/** Of one tenant. */
export interface Rights {
  /**
   * Durable when it resolves; carried out from then on. Who asks for it themselves is still sent what waits for them.
   * Throws NotFound for a contact that is not there.
   */
  erase(whose: Whose, by: Extract<ErasureOrigin, 'person' | 'agent'>): Promise<Erasure>
  erasure(id: string): Erasure | undefined
  erasures(limit: number, cursor?: string): Page<Erasure>
  /** Begun when it resolves. Throws NotFound, and Conflict while as many are being made as may be. */
  export(contact: ContactId | 'tenant'): Promise<Export>
  exported(id: string): Export | undefined
  exports(limit: number, cursor?: string): Page<Export>
  /** Its archive is gone when it resolves. Throws NotFound. */
  removeExport(id: string): Promise<Export>
  readonly retention: {
    read(): Retention
    /** Throws Invalid. */
    write(retention: Retention): Promise<void>
  }
}

/** Archives by URL: whoever was given one may load it until it expires. */
export interface ExportDoor {
  /** Undefined for whatever is wrong: one answer. */
  open(url: ExportUrl): Promise<Pick<KeptMedia, 'size' | 'read' | 'name'> | undefined>
}

/** What is in such a URL; from a stranger. */
export interface ExportUrl {
  readonly id: string
  readonly expires: string
  readonly signature: string
}
