import { handoffDefaults } from '../config/defaults.ts'
import type { HandoffSettings } from '../contracts/handoff.ts'

/**
 * What the gateway does by itself, where a tenant has said nothing. Whether it has people at all is not known: what the
 * bot cannot answer stays with the bot, and whoever asks for a person waits for one.
 */
export const houseSettings: HandoffSettings = {
  waiting: { minutes: handoffDefaults.waitMinutes, then: 'wait' },
  silence: { remindMinutes: handoffDefaults.remindMinutes, minutes: handoffDefaults.silenceMinutes, then: 'wait' },
  idleMinutes: handoffDefaults.idleMinutes,
  failures: false,
  whenClosed: 'message',
  queues: [],
  says: {},
}
