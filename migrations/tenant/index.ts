import { initial } from './001-initial.ts'
import { media } from './002-media.ts'
import { deliveries } from './003-deliveries.ts'
import { aliases } from './004-aliases.ts'
import { traces } from './005-traces.ts'
import { models } from './006-models.ts'
import { intents } from './007-intents.ts'
import { webhooks } from './008-webhooks.ts'
import { knowledge } from './009-knowledge.ts'
import { mediaTexts } from './010-media-texts.ts'
import { translation } from './011-translation.ts'
import { usage } from './012-usage.ts'
import { chatbotVersions } from './013-chatbot-versions.ts'
import { channelDoors } from './014-channel-doors.ts'
import { conversations } from './015-conversations.ts'
import { handoff } from './016-handoff.ts'
import { rights } from './017-rights.ts'
import { assignees } from './018-assignees.ts'
import { keyTimes } from './019-key-times.ts'
import { avatars } from './020-avatars.ts'
import { listedTerms } from './021-listed-terms.ts'

export const tenantMigrations = [
  initial,
  media,
  deliveries,
  aliases,
  traces,
  models,
  intents,
  webhooks,
  knowledge,
  mediaTexts,
  translation,
  usage,
  chatbotVersions,
  channelDoors,
  conversations,
  handoff,
  rights,
  assignees,
  keyTimes,
  avatars,
  listedTerms,
] as const
