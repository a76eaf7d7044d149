import type { KeptTable } from './kept.ts'

/** What the tenant set up and what it uploaded, and the jobs of this folder itself. */

const untilRemoved = 'Until somebody removes it.'

const configured = (
  table: string,
  about: string,
  key: readonly string[],
  json: readonly string[] = [],
  without: readonly string[] = [],
): KeptTable => ({
  table,
  about,
  key,
  holds: 'configuration',
  exported: { json, without },
  kept: untilRemoved,
})

const knowledge = (table: string, about: string, key: readonly string[], json: readonly string[]): KeptTable => ({
  ...configured(table, about, key, json),
  kept: 'As long as its document.',
})

export const configurationTables: readonly KeptTable[] = [
  configured('chatbots', 'Chatbots: names, languages, personality, plugins and their settings.', ['id'], ['config']),
  configured('channels', 'Accounts on platforms.', ['id'], ['settings', 'allow_from'], ['secrets', 'tokens']),
  configured('intents', 'What chatbots were taught.', ['id'], ['content']),
  configured('intent_versions', 'Every version of it.', ['intent_id', 'version'], ['content']),
  configured(
    'chatbot_versions',
    'Every state of a chatbot that was in force.',
    ['chatbot_id', 'version'],
    ['config', 'intents', 'author'],
  ),
  configured('model_settings', 'Which language models are asked.', ['id'], ['settings'], ['sealed']),
  configured('translation_settings', 'Who translates.', ['id'], ['settings'], ['sealed']),
  configured('webhooks', 'Where the tenant’s own systems are told what happens.', ['id'], ['events'], ['secrets']),
  configured('retention_settings', 'For how many days what is kept.', ['id'], ['settings']),
  configured('handoff_settings', 'Queues of people who answer, and their hours.', ['id'], ['settings']),
  configured('knowledge_bases', 'Collections of documents.', ['number']),
  knowledge('knowledge_documents', 'Documents that chatbots answer from.', ['id'], ['freshness']),
  knowledge('knowledge_chunks', 'The text of documents, in passages.', ['id'], ['headings', 'pages']),
  configured('avatars', 'Its own avatars: what was found in the models.', ['id'], ['content']),
  configured('avatar_files', 'Which files of the archive are whose.', ['avatar_id', 'part']),
  configured('avatar_moves', 'When avatars play what.', ['avatar_id', 'chatbot_id'], ['changes']),
  {
    table: 'knowledge_sources',
    about: 'Bytes of documents that were not read yet.',
    key: ['document_id', 'position'],
    holds: 'configuration',
    exported: { never: 'They are gone within minutes, when the text was read.' },
    kept: 'Until the document was read.',
  },
  {
    ...configured('usage_counts', 'How much of what a plan limits was used.', ['name', 'period']),
    holds: 'bookkeeping',
    kept: 'For good: numbers alone.',
  },
  {
    ...configured('limit_warnings', 'Of which limits the tenant was told.', ['name', 'period', 'level']),
    holds: 'bookkeeping',
    kept: 'For good: numbers alone.',
  },
  {
    ...configured('search_progress', 'How far the index of messages is.', ['of']),
    holds: 'bookkeeping',
    exported: { never: 'It is made again.' },
  },
  {
    ...configured('search_changes', 'Numbers of messages and contacts that are to be indexed again.', ['of', 'number']),
    holds: 'bookkeeping',
    exported: { never: 'It is made again.' },
    kept: 'Until they are.',
  },
  {
    table: 'exports',
    about: 'Archives that were made.',
    key: ['id'],
    holds: { person: [{ where: 'contact_id in $contacts' }], unlinked: ['contact_id'] },
    exported: { never: 'An export of exports tells nothing.' },
    kept: 'Thirty days; the archive itself, one.',
  },
  {
    table: 'erasures',
    about: 'That somebody was erased, and when; never who.',
    key: ['id'],
    holds: 'bookkeeping',
    exported: { json: ['counts'] },
    kept: 'For good: it says that a remembered erasure was carried out here.',
  },
  {
    table: 'person_targets',
    about: 'What was found to be a person’s, while it is exported or erased.',
    key: ['job', 'kind', 'value'],
    holds: 'bookkeeping',
    exported: { never: 'It is empty when nothing is being exported or erased.' },
    kept: 'Until the job is done.',
  },
]
