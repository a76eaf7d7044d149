/**
 * The promises that implementations keep. Each has one conformance suite, passed by every implementation, so that an
 * embedded default that passes may be trusted like the fleet's.
 */
export type * from './scheduler.ts'
export type * from './store.ts'
export type * from './tenant-store.ts'
export type * from './people.ts'
export type * from './desk.ts'
export type * from './media.ts'
export type * from './reading.ts'
export type * from './understanding.ts'
export type * from './intent.ts'
export type * from './appearance.ts'
export type * from './change.ts'
export type * from './chatbot-versions.ts'
export type * from './models.ts'
export type * from './knowledge.ts'
export type * from './knowledge-store.ts'
export type * from './handling.ts'
export type * from './doors.ts'
export type * from './rights.ts'
export type * from './configuration.ts'
export type * from './limits.ts'
