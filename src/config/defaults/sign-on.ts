import { hour, minute, second } from './units.ts'

// Single sign-on, and addresses that are shown to be read.

export const signOnDefaults = {
  /** From leaving for a provider to being back: a password, a second factor and a mistake at both fit. */
  flightMs: 10 * minute,
  /** From being back to having tokens: one request, and for who links an account the time to type its password. */
  codeMs: 5 * minute,
  /** A session ends so long after it began, however busy: who left is asked for at the provider within a working day. */
  sessionMs: 12 * hour,
  /** What a provider says of itself is asked again after so long; its keys are asked for at each sign-in. */
  discoveryMs: hour,
  /** Tenants whose provider is remembered, some kilobytes each. */
  discoveries: 500,
  /** A provider answers within this: a browser waits. */
  answerMs: 10 * second,
  /** Bytes of one answer of a provider: metadata with many keys have 30 KB. */
  answerBytes: 256 * 1024,
  /** Characters of a SAML response, in base64: with hundreds of groups in it, it has 60,000. */
  responseLength: 200_000,
  /** How far a provider's clock may be from ours, either way. */
  clockSkewMs: minute,
  /** Characters of an issuer's metadata that is given as text; Entra ID's have 60,000. */
  metadataLength: 150_000,
  /** Lists in the settings. */
  domains: 50,
  certificates: 10,
  roleValues: 200,
  scopes: 20,
  /** Characters of a person's name, of what a provider calls them, and of the sentence on what went wrong. */
  nameLength: 200,
  subjectLength: 1000,
  problemLength: 500,
  /** Groups of one person that are looked through: Entra ID names 200 at the most. */
  groups: 1000,
  /** Characters of an ID token that is kept to sign out with: what goes into a URL. */
  hintLength: 8000,
} as const

export const letterDefaults = {
  /** Letters to one person within an hour, of each kind: who asks more often fills somebody's box. */
  perHour: 5,
} as const

export const verificationDefaults = {
  /** A letter that verifies an address is good for so long. */
  tokenMs: 24 * hour,
} as const
