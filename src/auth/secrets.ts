import { hash, randomBytes } from 'node:crypto'

/** What is kept of a token: who reads the database cannot use it. Tokens are random, so nothing slower is needed. */
export const hashOf = (token: string): string => hash('sha256', token)

/** 32 random bytes as 43 characters A-Z a-z 0-9 _ -. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
