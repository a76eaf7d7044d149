import { apartFrom } from './mentions.ts'
import type { KeptTable } from './kept.ts'

/** What people said and sent, and what is known of them. The messages come late: much is found by them. */

const byConversation = { where: 'conversation_id in $conversations' }
const inGroups = { where: 'conversation_id in $groups' }
const byContact = { where: 'contact_id in $contacts' }
const untilPerson = 'As long as the person.'
const untilConversation = 'As long as its conversation.'

export const peopleTables: readonly KeptTable[] = [
  {
    table: 'plugin_store',
    about: 'What plugins remember: of a conversation, of a person, of a chatbot for everyone.',
    key: ['plugin', 'scope', 'name'],
    holds: {
      person: [
        { where: 'scope in $scopes' },
        // What is kept for everyone names people by our ids, or by their platform’s.
        { among: "scope >= 'chatbot:' and scope < 'chatbot;'", mine: apartFrom },
      ],
    },
    exported: { json: ['value'] },
    kept: 'Until its plugin forgets it; of a conversation or a person, as long as these.',
  },
  {
    table: 'option_token_uses',
    about: 'In which conversations a long option id was shown.',
    key: ['token', 'conversation_id'],
    holds: { person: [byConversation] },
    exported: { never: 'The messages say what was shown.' },
    kept: untilConversation,
  },
  {
    table: 'option_tokens',
    about: 'Option ids that are too long for a platform, behind a short token.',
    key: ['token'],
    holds: {
      person: [{ where: 'token in $tokens and token not in (select token from option_token_uses)' }],
    },
    exported: { never: 'The messages say what was shown.' },
    kept: 'As long as a conversation in which it was shown.',
  },
  {
    table: 'summaries',
    about: 'Older parts of conversations in a few sentences.',
    key: ['conversation_id'],
    // Of a group it is made anew when somebody asks.
    holds: { person: [byConversation, inGroups] },
    exported: {},
    kept: untilConversation,
  },
  {
    table: 'knowledge_questions',
    about: 'What people asked documents, and whether it was answered.',
    key: ['id'],
    // It does not say who of a group asked.
    holds: { person: [byConversation, inGroups] },
    exported: {},
    kept: { policy: 'questions', by: 'at', otherwise: 'The newest 20,000.' },
  },
  {
    table: 'media_uses',
    about: 'Which messages bring which media.',
    key: ['media_id', 'message_id'],
    holds: { person: [byConversation, { where: 'message_id in $messages' }] },
    exported: { never: 'The parts of the messages say it.' },
    kept: 'As long as its message.',
  },
  {
    table: 'media_sources',
    about: 'Hashes of where platforms had media.',
    key: ['source'],
    holds: {
      person: [
        { where: 'source in $sources' },
        { where: `media_id in $media and ${unused('media_sources.media_id')}` },
      ],
    },
    exported: { never: 'Nobody can be told from a hash.' },
    kept: 'Eight days.',
  },
  {
    table: 'media_texts',
    about: 'What was read in media: transcripts of voice, text of pictures and documents.',
    key: ['media_id', 'read_as'],
    holds: { person: [{ where: `media_id in $media and ${unused('media_texts.media_id')}` }] },
    exported: {},
    kept: 'As long as the media.',
  },
  {
    table: 'media',
    about: 'Media that people sent: what they are. The bytes are in `media/`, named by their hash.',
    key: ['id'],
    holds: { person: [{ where: `id in $media and ${unused('media.id')}` }] },
    exported: {},
    kept: { policy: 'media', by: 'at', otherwise: 'As long as a message that brings them.' },
  },
  {
    table: 'messages',
    about: 'What was said, by whom, and how it was understood.',
    key: ['number'],
    holds: { person: [byConversation, { where: 'id in $messages' }] },
    exported: { json: ['parts', 'trace'] },
    kept: { policy: 'conversations', by: 'at', otherwise: 'Until somebody removes it.' },
  },
  {
    table: 'conversation_notes',
    about: 'What those who answer noted of a conversation.',
    key: ['id'],
    // In a group it does not say of whom: it is read by whoever answers, and removed by them.
    holds: { person: [byConversation] },
    exported: {},
    kept: untilConversation,
  },
  {
    table: 'handoff_changes',
    about: 'Who had a conversation, when and why.',
    key: ['id'],
    holds: { person: [byConversation] },
    exported: { json: ['change'] },
    kept: untilConversation,
  },
  {
    table: 'conversation_tags',
    about: 'Tags of conversations.',
    key: ['tag', 'conversation_id'],
    holds: { person: [byConversation] },
    exported: {},
    kept: untilConversation,
  },
  {
    table: 'contact_tags',
    about: 'Tags of people.',
    key: ['tag', 'contact_id'],
    holds: { person: [byContact] },
    exported: {},
    kept: untilPerson,
  },
  {
    table: 'contact_claims',
    about: 'Phone numbers and addresses that are said to be somebody’s, and who proved it.',
    key: ['contact_id', 'kind', 'value'],
    holds: { person: [byContact] },
    exported: {},
    kept: untilPerson,
  },
  {
    table: 'contact_merges',
    about: 'Which contacts were found to be one person, and by whom.',
    key: ['id'],
    holds: { person: [{ where: 'into_id in $contacts' }, { where: 'from_id in $contacts' }] },
    exported: {},
    kept: untilPerson,
  },
  {
    table: 'conversation_people',
    about: 'Who speaks in which conversation.',
    key: ['contact_id', 'conversation_id'],
    holds: { person: [byContact, byConversation] },
    exported: {},
    kept: untilConversation,
  },
  {
    table: 'conversations',
    about: 'Where people talk, and what the conversation remembers.',
    key: ['id'],
    holds: { person: [{ where: 'id in $conversations' }] },
    exported: { json: ['address', 'state'] },
    kept: { policy: 'conversations', by: 'updated_at', otherwise: 'Until somebody removes it.' },
  },
  {
    table: 'address_aliases',
    about: 'Other ids of the same chat: a phone number beside a user id.',
    key: ['channel_id', 'alias_key'],
    holds: {
      person: [
        { where: "channel_id || ' ' || alias_key in $users" },
        { where: "channel_id || ' ' || address_key in $users" },
      ],
    },
    exported: { json: ['address'] },
    kept: 'As long as the person.',
  },
  {
    table: 'contacts',
    about: 'People, by channel: what their platform calls them, and what they told.',
    key: ['number'],
    holds: { person: [{ where: 'id in $contacts' }] },
    exported: { json: ['details'] },
    kept: 'Until somebody removes it, or nothing was said for as long as the tenant keeps people.',
  },
]

/** Nobody else’s message brings it. What the person’s own brought was let go of before. */
function unused(column: string): string {
  return `not exists (select 1 from media_uses u where u.media_id = ${column})`
}
