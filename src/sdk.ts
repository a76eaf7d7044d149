/** What plugin and adapter authors import, and nothing else: words and pure functions. */

export { ask, definePlugin, goto, handoff, pass, say, silence } from './contracts/plugin.ts'
export type {
  Ai,
  AiOptions,
  Answer,
  Ask,
  Capability,
  Drawer,
  Effect,
  HandlerContext,
  Http,
  Library,
  Log,
  Plugin,
  PluginBot,
  PluginContact,
  PluginDefinition,
  Privacy,
  Reply,
  Say,
  Sayable,
  Schedule,
  Scheduled,
  Store,
  Taught,
} from './contracts/plugin.ts'

export {
  choice,
  choiceOf,
  date,
  email,
  entity,
  json,
  list,
  number,
  object,
  optional,
  phone,
  record,
  secret,
  text,
  texts,
  url,
  yesNo,
} from './contracts/shape.ts'
export type { Field, Shape, ValueOf, Values } from './contracts/shape.ts'

export { deliver, deliveryPayload } from './contracts/delivery.ts'
export type { Delivery } from './contracts/delivery.ts'

export { verbatim } from './contracts/words.ts'
export type { Say as SayWords, TextByLanguage, WordsByLanguage } from './contracts/words.ts'

export { toIntent } from './contracts/meant.ts'
export type { ByLanguage, OwnAnswer, OwnCall, OwnIntent, OwnSlot } from './contracts/intent.ts'

export {
  Busy,
  Conflict,
  GatewayError,
  Invalid,
  Moved,
  NotFound,
  OverLimit,
  Refused,
  Unauthorized,
} from './contracts/errors.ts'

export { defineAdapter } from './contracts/channel.ts'
export type {
  Abilities,
  Adapter,
  AnyAdapter,
  Awaitable,
  ConnectContext,
  Media,
  MediaRef,
  Platform,
  Rate,
  RawRequest,
  RawResponse,
  SendContext,
  Sourced,
  StreamPiece,
  WebhookState,
} from './contracts/channel.ts'

export type { KnowledgeAnswer, Passage, PassageSource } from './contracts/knowledge.ts'

export { assessmentService, userBackend, workflowService } from './contracts/services.ts'
export type {
  AssessmentService,
  AssessmentSession,
  OfferedAssessment,
  ServiceContact,
  ServiceQuestion,
  ServiceSettings,
  ServiceUser,
  ServiceUserChange,
  UserBackend,
  WorkflowRun,
  WorkflowService,
} from './contracts/services.ts'

export { addressKey } from './contracts/message.ts'
export type * from './contracts/message.ts'
export type { PluginEvent } from './contracts/turn.ts'
export type { Entity } from './contracts/entities.ts'
