/** Whoever changes a chatbot: a person, a program with a key, somebody at the command line, or the gateway itself. */
export interface Changer {
  readonly kind: 'user' | 'api-key' | 'command-line' | 'gateway'
  readonly id: string
  readonly name: string
}

/** Who changes it, and what they say of it. */
export interface Change {
  readonly by: Changer
  readonly note?: string
}
