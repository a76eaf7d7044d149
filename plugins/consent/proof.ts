import type { Choice, Context, Purpose } from './purpose.ts'

/** Who chose what, when, about which words: one entry for every choice, never changed, and each text once. */
export async function keepProof(context: Context, purpose: Purpose, choice: Choice, at: string): Promise<void> {
  const { store, contact, conversation, language, words } = context
  const text = [words(purpose.title), words(purpose.text), purpose.link ?? ''].join('\n')
  const hash = await sha256(text)
  store.chatbot.set(`text:${hash}`, { purpose: purpose.id, version: purpose.version, text })
  store.chatbot.set(`proof:${at}:${contact.id}:${purpose.id}`, {
    person: contact.id,
    ...(contact.name === undefined ? {} : { name: contact.name }),
    ...(contact.username === undefined ? {} : { username: contact.username }),
    platform: conversation.platform,
    conversation: conversation.id,
    purpose: purpose.id,
    version: purpose.version,
    text: hash,
    language,
    choice,
    at,
  })
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Buffer.from(digest).toString('hex')
}
