import type { Adapter, Awaitable, Connection, Media } from '../contracts/channel.ts'
import type { Gesture } from '../contracts/gestures.ts'
import type { HandoffRules } from '../contracts/handoff.ts'
import type { IdMint, TenantCode } from '../contracts/id.ts'
import type { Limits } from '../contracts/limits.ts'
import type { Log } from '../contracts/log.ts'
import type { Metrics } from '../contracts/metrics.ts'
import type { Saying } from '../contracts/moment.ts'
import type {
  BellKind,
  ChooseOption,
  HandlerHost,
  IntentClassifier,
  Knowledge,
  LanguageDetector,
  MediaReader,
  MediaStore,
  MediaTexts,
  Models,
  Bell,
  TenantStore,
  Translator,
} from '../contracts/ports.ts'
import type { Catalog, Channel, Chatbot } from '../contracts/tenant.ts'
import type { DialogueState, LanguageWish } from '../contracts/turn.ts'

/** What the stages of one tenant work with; everything in it belongs to that tenant already. */
export interface PipelineHost {
  readonly tenant: TenantCode
  readonly catalog: Catalog
  readonly store: TenantStore
  readonly limits: Limits
  readonly media: MediaStore
  readonly reading: MediaReader
  readonly mediaTexts: MediaTexts
  readonly knowledge: Knowledge
  readonly models: Models
  readonly handlers: HandlerHost
  readonly handoff: HandoffRules
  readonly choose: ChooseOption
  /** Undefined: the tenant has said of nobody that they translate. */
  readonly translator: (chatbot: Chatbot) => Translator | undefined
  /** What a person says about the language they want to be answered in. */
  readonly languageWish: (said: string) => LanguageWish | undefined
  /** Whether a person says that they want to start over, and is not asked for just these words. */
  readonly startsOver: (said: string, dialogue: DialogueState | undefined) => boolean
  /** What is at a URL that somebody named: from public addresses only, bounded in time and size. */
  readonly fetch: (url: string, signal: AbortSignal) => Promise<Media>
  /** What an avatar does while something is said. */
  readonly gesture: (saying: Saying) => Gesture
  readonly mint: IdMint
  adapterOf(channel: Channel): Adapter
  /** Made once per channel and again when its settings change. */
  connection(channel: Channel): Awaitable<Connection>
  ring(kind: BellKind, subject: Bell['subject'], afterMs?: number): void
  /** Loaded when first needed: a chatbot of one language never asks. */
  readonly detector: () => Awaitable<LanguageDetector>
  classifier(chatbot: Chatbot): IntentClassifier
  readonly clock: () => number
  /** At least 0 and below 1: jitter. */
  readonly random: () => number
  readonly log: Log
  readonly metrics: Metrics
}
