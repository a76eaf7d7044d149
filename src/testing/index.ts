/** What authors of plugins and adapters test with (package export `colloquy/testing`). */

export { testChannel } from './channel.ts'
export type { FailingPlatform, PlatformFailure, TestChannelOptions, TestRunner } from './channel.ts'
export { fakeClock } from './clock.ts'
export type { CallRecord, RecordedCall } from './emulators/record.ts'
export { createOpenaiEmulator, everythingShown, lastSaid } from './emulators/openai.ts'
export type {
  OpenaiAnswer,
  OpenaiEmulator,
  OpenaiEmulatorOptions,
  OpenaiFault,
  OpenaiMessage,
  OpenaiRequest,
  OpenaiScript,
} from './emulators/openai.ts'
export { createLibretranslateEmulator } from './emulators/libretranslate.ts'
export type {
  LibretranslateEmulator,
  LibretranslateEmulatorOptions,
  LibretranslateFault,
  LibretranslateRequest,
} from './emulators/libretranslate.ts'
export { createSignalEmulator } from './emulators/signal.ts'
export type {
  SignalEmulator,
  SignalEmulatorOptions,
  SignalFault,
  SignalReply,
  SignalSayOptions,
} from './emulators/signal.ts'
export { createSlackEmulator } from './emulators/slack.ts'
export type { SlackEmulator, SlackEmulatorOptions, SlackFault, SlackReply, SlackSayOptions } from './emulators/slack.ts'
export { createTelegramEmulator } from './emulators/telegram.ts'
export type {
  Reply,
  SayOptions,
  TelegramEmulator,
  TelegramEmulatorOptions,
  TelegramFault,
} from './emulators/telegram.ts'
export { createWhatsappEmulator } from './emulators/whatsapp.ts'
export type {
  WhatsappEmulator,
  WhatsappEmulatorOptions,
  WhatsappFault,
  WhatsappPerson,
  WhatsappReply,
  WhatsappSettings,
} from './emulators/whatsapp.ts'
export { createWhatsappWebEmulator } from './emulators/whatsapp-web.ts'
export type {
  Said as WhatsappWebSaid,
  WhatsappWebEmulator,
  WhatsappWebEmulatorOptions,
  WhatsappWebFault,
} from './emulators/whatsapp-web.ts'
export { fakeKnowledge } from './fake-knowledge.ts'
export type { FakeDocument, FakeKnowledge } from './fake-knowledge.ts'
export { fakeModels } from './fake-models.ts'
export type { FakeModelAnswer, FakeModelRequest, FakeModels } from './fake-models.ts'
export { fakeHttp, fakeLog, fakeSchedules, fakeStore, sampleOf } from './fakes.ts'
export { testPlugin } from './plugin.ts'
export type { TestPluginOptions } from './plugin.ts'
export { seededRandom } from './random.ts'
export { Rehearsal } from './rehearsal.ts'
export type { Crash, Heard, RehearsalOptions } from './rehearsal.ts'
export { createAssessmentService } from './services/assessments.ts'
export type { SandboxAssessment } from './services/assessments.ts'
export type { Service, ServiceFault, ServiceOptions } from './services/serve.ts'
export { createUserService } from './services/users.ts'
export type { UserService } from './services/users.ts'
export { createWorkflowService } from './services/workflows.ts'
export type { SandboxStep } from './services/workflows.ts'
export { talk, TalkFailed } from './talk.ts'
