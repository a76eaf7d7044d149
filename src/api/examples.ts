/**
 * What examples are about: one tenant and one thing of each kind, the same on every page, so that a reader sees what
 * belongs together, and a program that walks the document can put its own things in their place.
 */
export const example = {
  tenantCode: 'acme',
  tenantId: 'k7m2p',
  chatbot: 'bot_k7m2p0mi5a1c8eq3v9t5w1za',
  embed: 'cb_k7m2pq3v9t5w',
  channel: 'ch_k7m2p0mi5a2f4g7h2n8r4x6b',
  conversation: 'cv_k7m2p0mi5b7k2ma4d6s1y9uc',
  message: 'm_k7m2p0mi5b7k9pf8j3l5e2qt',
  reply: 'm_k7m2p0mi5b7k9pf8j3l5e2q00',
  media: 'md_k7m2p0mi5b8q2nx4r7c1s6e9fb',
  contact: 'ct_k7m2p0mi5b7k1hz6o4i8r2wv',
  otherContact: 'ct_k7m2p0mi5b9w2c6vr8e4n1qx',
  merge: 'mg_k7m2p0mi5b9y4h7d3s5k8ttz',
  note: 'nt_k7m2p0mi5b8t3f6gk1b9x4we',
  intent: 'in_k7m2p0mi5c3d5fx7b1m9k4ng',
  knowledgeBase: 'kb_k7m2p0mi5d8e6tl2a5c7z3vj',
  avatar: 'av_k7m2p0mi5e0b4w8dc3n6t1vq',
  document: 'doc_k7m2p0mi5d9r1ys6g8h4u2po',
  erasure: 'er_k7m2p0mi5e5a7yn2c8w6q4ud',
  export: 'ex_k7m2p0mi5e6b1rk9h3s5t7zp',
  deadLetter: 'dl_k7m2p0mi5e4t8wd3f9q7n1xm',
  webhook: 'wh_k7m2p0mi5f6u3ek5j2v8b4la',
  event: 'ev_k7m2p0mi5f7v9ro1c6x3t5hy',
  apiKey: 'ak_5t8w2e6r9y1u3i7o4p0a',
  user: 'us_7c2v5b8n1m4k6j9h3g0f',
  invitation: 'iv_4r7f1v8t5g2b6y9h3n0u',
  session: 'ss_9o6l3k8j5h2g7f4d1s0a',
  receiveToken: 'v8k2m5q9x3c7b1n4z6l0j2h5g8f3d7s1',
  visitor: 'v_3f8a6d1c9b4e2f7a0c5d8b1e6f3a9c2d',
  at: '2026-11-20T09:30:00.000Z',
  later: '2026-11-20T09:30:02.180Z',
} as const

/** By what stands before a parameter in a path: `/chatbots/{id}`. */
const afterStep: Readonly<Record<string, string>> = {
  chatbots: example.chatbot,
  channels: example.channel,
  conversations: example.conversation,
  contacts: example.contact,
  messages: example.message,
  notes: example.note,
  intents: example.intent,
  'knowledge-bases': example.knowledgeBase,
  documents: example.document,
  avatars: example.avatar,
  'dead-letters': example.deadLetter,
  erasures: example.erasure,
  exports: example.export,
  webhooks: example.webhook,
  deliveries: example.event,
  'api-keys': example.apiKey,
  users: example.user,
  invitations: example.invitation,
  sessions: example.session,
  visitor: example.visitor,
  tokens: example.receiveToken,
  plugins: 'feedback',
  media: example.media,
  versions: '1',
}

/** By name, where it says more than its place does. */
const byName: Readonly<Record<string, string>> = {
  tenantCode: example.tenantCode,
  place: 'fast-disk',
  chatbotId: example.chatbot,
  channelId: example.channel,
  conversationId: example.conversation,
  embedId: example.embed,
  platform: 'telegram',
}

/** What could stand in a place of a path; undefined where nobody said. */
export function parameterExample(path: string, name: string): string | undefined {
  const steps = path.split('/')
  const place = steps.findIndex((step) => step === `:${name}` || step === `{${name}}`)
  return byName[name] ?? afterStep[steps[place - 1] ?? '']
}
