/** Every number we chose, with its reason. Platform limits live in the platform's `abilities.ts`, with their source. */

export * from './defaults/api.ts'
export * from './defaults/channels.ts'
export * from './defaults/chatbots.ts'
export * from './defaults/handlers.ts'
export * from './defaults/knowledge.ts'
export * from './defaults/models.ts'
export * from './defaults/plans.ts'
export * from './defaults/process.ts'
export * from './defaults/road.ts'
export * from './defaults/sign-on.ts'
export * from './defaults/tenancy.ts'
export * from './defaults/understanding.ts'
