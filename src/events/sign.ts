import { createHmac, randomBytes } from 'node:crypto'

/**
 * Signatures after the Standard Webhooks specification (standardwebhooks.com): HMAC-SHA256 over
 * `<id>.<seconds since 1970>.<body>`, in base64 behind `v1,`, one for each secret that is valid.
 */
export interface SignedHeaders {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}

const prefix = 'whsec_'

/** 32 random bytes, as the receiver is given them. */
export const newWebhookSecret = (): string => `${prefix}${randomBytes(32).toString('base64')}`

export function signed(id: string, seconds: number, body: string, secrets: readonly string[]): SignedHeaders {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') }
}
