import { GatewayError } from './errors.ts'
import type { ChatbotId } from './id.ts'

/** Who says on websites what a chatbot says: 3D models, what of them moves, and what they do when. */

/** `shared`: for everyone here; `premium`: for those whose plan says so; `own`: a tenant's. */
export type AvatarVisibility = 'shared' | 'premium' | 'own'

/** The mouth shapes that speech is made of, in the names that Oculus gave them. */
export const visemes = ['sil', 'PP', 'FF', 'TH', 'DD', 'kk', 'CH', 'SS', 'nn', 'RR', 'aa', 'E', 'I', 'O', 'U'] as const
export type Viseme = (typeof visemes)[number]

/** How a face is made, from what moves it best. */
export const faceConventions = ['oculus', 'arkit', 'vrm1', 'vrm0', 'mmd', 'jaw', 'none'] as const
export type FaceConvention = (typeof faceConventions)[number]

/** How far something moves, 0 to 1, by its name in the model. */
export type Amounts = Readonly<Record<string, number>>

export interface AvatarFace {
  readonly convention: FaceConvention
  /** What the names below are names of: morph targets, VRM expressions, or a node that opens the mouth by turning. */
  readonly by: 'morphs' | 'expressions' | 'jaw-node' | 'nothing'
  readonly visemes: Readonly<Record<Viseme, Amounts>>
  readonly blink: Amounts
  /** Whole faces by name: `happy`, `sad`, `surprised`, … */
  readonly expressions: Readonly<Record<string, Amounts>>
}

export interface AvatarClip {
  readonly name: string
  readonly seconds: number
  readonly loops: boolean
  /** The face that goes with it. */
  readonly expression?: string
}

/** What an avatar may be asked to do: the names of the default avatar's clips. */
export const gestureNames = [
  'idle',
  'idle_sway',
  'idle_look',
  'greeting',
  'goodbye',
  'listening',
  'thinking',
  'talking',
  'talking_calm',
  'explaining',
  'nod',
  'shake_head',
  'happy',
  'laugh',
  'sad',
  'surprised',
  'confused',
  'celebrate',
  'clap',
  'point',
  'point_viewer',
  'present',
  'shrug',
  'apologise',
  'thumbs_up',
  'heart',
  'typing',
  'waiting',
  'sleeping',
  'dance',
] as const
export type GestureName = (typeof gestureNames)[number]

/** A clip of the model itself, or one of the default avatar's that its bones can follow. */
export interface ClipChoice {
  readonly from: 'own' | 'default'
  readonly clip: string
}

export const moods = ['positive', 'neutral', 'negative'] as const

/** What it plays when; null: it goes on with what it does. */
export interface AnimationMap {
  readonly gestures: Readonly<Record<GestureName, ClipChoice | null>>
  /** While it says something that sounds so. */
  readonly sentiments: Readonly<Partial<Record<(typeof moods)[number], ClipChoice | null>>>
  /** While an intent of this name is answered. */
  readonly intents: Readonly<Record<string, ClipChoice | null>>
}

/** What a browser needs to show it. All URLs are paths on the gateway, and may be kept for ever. */
export interface ShownAvatar {
  readonly id: string
  readonly name: string
  readonly format: 'glb' | 'vrm'
  readonly url: string
  /** Bytes behind `url`. */
  readonly bytes: number
  /** The same for pages that may run no WASM: larger, and needs no decoder. null: there is none. */
  readonly plainUrl: string | null
  /** A picture, until it is there or instead of it. */
  readonly posterUrl: string | null
  readonly face: AvatarFace
  /** The names of its nodes by VRM's names of humanoid bones; none: it is no humanoid. */
  readonly bones: Readonly<Record<string, string>>
  readonly clips: readonly AvatarClip[]
  readonly animations: AnimationMap
  /** The model whose clips `animations` takes `from: 'default'`, without textures to load; null: it takes none. */
  readonly clipsUrl: string | null
}

/** What it costs to have a model on a screen. */
export interface ModelSize {
  /** Of the file that visitors load. */
  readonly bytes: number
  /** As drawn. */
  readonly vertices: number
  /** Of its largest skeleton. */
  readonly joints: number
  readonly clips: number
  /** Of its richest mesh. */
  readonly morphs: number
  /** Of its pictures on a graphics card, with their smaller copies. */
  readonly textureBytes: number
}

/** A model with what was found in it. */
export interface Avatar {
  readonly id: string
  readonly name: string
  readonly visibility: AvatarVisibility
  /** Whose it is, and what may be done with it: as whoever brought it says, or the file. */
  readonly author?: string
  readonly licence?: string
  readonly format: 'glb' | 'vrm'
  readonly size: ModelSize
  readonly face: AvatarFace
  readonly bones: Readonly<Record<string, string>>
  readonly clips: readonly AvatarClip[]
  /** What it plays when nobody has said otherwise. */
  readonly animations: AnimationMap
  /** SHA-256 of its files. `original` is as it was brought; the default avatar's are those it comes with. */
  readonly files: AvatarFiles
  /** ISO 8601 UTC. */
  readonly createdAt: string
}

export interface AvatarFiles {
  readonly original: string
  readonly model: string
  readonly plain: string | null
  readonly poster: string | null
}

/** What differs from what was found in the model; whatever is not named stays. */
export interface AnimationChanges {
  readonly gestures?: Readonly<Partial<Record<GestureName, ClipChoice | null>>>
  readonly sentiments?: AnimationMap['sentiments']
  readonly intents?: AnimationMap['intents']
}

/** Rows of avatars: a tenant's own in its database, everyone's in the platform's. Durable when a promise resolves. */
export interface AvatarRows {
  find(id: string): Avatar | undefined
  /** All of them, the oldest first. */
  all(): readonly Avatar[]
  /** In place of the one of this id. `bytes`: of its files. */
  put(avatar: Avatar, bytes: ReadonlyMap<string, number>): Promise<void>
  remove(id: string): Promise<void>
  /** Whether a file belongs to any of them. */
  isNamed(sha256: string): boolean
  /** How large a file is that visitors may load; undefined for what is none. */
  shownBytes(sha256: string): number | undefined
}

/** What tenants changed about when their avatars play what; without a chatbot, of all of theirs. */
export interface AnimationRows {
  find(avatar: string, chatbot: ChatbotId | undefined): AnimationChanges | undefined
  put(avatar: string, chatbot: ChatbotId | undefined, changes: AnimationChanges): Promise<void>
  /** Those of an avatar that is gone. */
  forget(avatar: string): Promise<void>
}

/** Where bytes are, by the hash of their content. */
export interface AvatarStore {
  /** Never holds more than a piece in memory. Throws Refused for what is too large. */
  take(body: AsyncIterable<Uint8Array>): Promise<{
    readonly sha256: string
    readonly size: number
    /** Gives it its name; durable when it resolves. */
    settle(): Promise<void>
    /** Removes it, unless it has its name. */
    discard(): Promise<void>
  }>
  remove(sha256: string): Promise<void>
  read(sha256: string, start: number, end: number): AsyncIterable<Uint8Array>
}

export interface AvatarUpload {
  readonly name: string
  readonly visibility: AvatarVisibility
  readonly author?: string
  readonly licence?: string
  readonly body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

export interface ModelIssue {
  readonly code: string
  readonly message: string
  /** Where, as a JSON pointer. */
  readonly pointer?: string
}

/** Avatars of one owner: a tenant's, or everyone's. */
export interface AvatarShelf {
  find(id: string): Avatar | undefined
  all(): readonly Avatar[]
  /** There for websites when it resolves. Throws ModelRefused, Busy and OverPlan. */
  add(upload: AvatarUpload, signal: AbortSignal): Promise<Avatar>
  /** What Khronos' validator says of its model now. */
  validate(avatar: Avatar, signal: AbortSignal): Promise<readonly ModelIssue[]>
  /** Made again of what was brought. Throws as `add`. */
  optimize(avatar: Avatar, signal: AbortSignal): Promise<Avatar>
  remove(avatar: Avatar): Promise<void>
  /** What visitors may load; undefined for what no avatar here names. */
  file(sha256: string): Omit<AvatarFile, 'mime'> | undefined
}

/** The avatars that a tenant may choose from: its own, and what everyone or its plan has. */
export interface TenantAvatars {
  /** Throws NotFound: for another tenant's as for none. */
  find(id: string): Avatar
  has(id: string): boolean
  /** The default one, everyone's, and its own. */
  all(): readonly Avatar[]
  readonly own: AvatarShelf
  /** As websites show it, with what the tenant or the chatbot does differently; undefined where `has` is false. */
  shown(id: string, chatbot?: ChatbotId): ShownAvatar | undefined
  /** What differs, of the tenant or of one chatbot. */
  changes(id: string, chatbot?: ChatbotId): AnimationChanges
  /** Throws Invalid with what it cannot play. */
  change(id: string, chatbot: ChatbotId | undefined, changes: AnimationChanges): Promise<void>
}

/** For who administers the platform. */
export interface SharedAvatars {
  readonly shelf: AvatarShelf
  /** The default one, and everyone's; `premium` too, if asked. */
  all(premium: boolean): readonly Avatar[]
  shown(avatar: Avatar): ShownAvatar
}

/** A file of an avatar: the same for ever, because it is named by its content. */
export interface AvatarFile {
  readonly mime: string
  /** Bytes. */
  readonly size: number
  /** The bytes from `start` up to, and without, `end`. */
  read(start: number, end: number): AsyncIterable<Uint8Array>
}

export interface AvatarFileDoor {
  /** By what follows `/avatars/files/`; from a stranger. Undefined for whatever there is none of. */
  open(path: string): Promise<AvatarFile | undefined>
}

/** Whatever is wrong with a model, one name for each thing; never changes. As an answer to a caller: 422. */
export class ModelRefused extends GatewayError {
  readonly code: `E_MODEL_${string}`
  constructor(fault: string, message: string) {
    super(message)
    this.code = `E_MODEL_${fault}`
  }
}
