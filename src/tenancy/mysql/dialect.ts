/**
 * Statements are written once, in the words of SQLite, and kept to what both engines understand the same. What MySQL and
 * MariaDB say otherwise is put into their words here, token by token, so that nothing inside a quoted text is touched.
 *
 * Written in both words alike, because it cannot be translated: no `returning`, no `limit` in a sub-query of a list, no
 * sub-query on the table that is written, no `rowid`.
 */
export function toMysql(sql: string): string {
  const aside: string[] = []
  const words = (sql.match(token) ?? []).map((text) => (isText(text) ? `'${aside.push(text) - 1}'` : word(text)))
  return phrases
    .reduce((text, [from, to]) => text.replace(from, to), words.join(''))
    .replaceAll(/'(\d+)'/g, (_, at) => aside[Number(at)] ?? '')
}

const isText = (text: string): boolean => text.startsWith("'") || text.startsWith('/*')

/** Strings, names in quotes, comments, words, spaces, and whatever else there is. */
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\/\*[\s\S]*?\*\/|[A-Za-z_][A-Za-z0-9_]*|\s+|[\s\S]/g

/** Names of ours that are words of theirs. */
const reserved = new Set(['key', 'row', 'of', 'change', 'index'])

function word(text: string): string {
  return reserved.has(text) ? `\`${text}\`` : text
}

const phrases: readonly (readonly [RegExp, string])[] = [
  [/\binsert or ignore into\b/g, 'insert ignore into'],
  [/\binsert or replace into\b/g, 'replace into'],
  [/\bupdate or ignore\b/g, 'update ignore'],
  [/\bon conflict\s*\([^)]*\) do update set\b/g, 'on duplicate key update'],
  [/\bexcluded\.(`?\w+`?)/g, 'values($1)'],
  // The planner of SQLite must not look at some values, and its numbers are bound as floating ones.
  [/\bcast\(\? as (?:text|integer)\)/g, '?'],
  [/\blength\(/g, 'char_length('],
  [/\bjson_each\(\?\)/g, "json_table(?, '$$[*]' columns (value varchar(400) path '$$')) as listed"],
]

/** What whole processes remember, and must hear of when another changes it: all but what every message writes. */
export function writesRemembered(sql: string): boolean {
  const table = /^\s*(?:insert|update|delete|replace)\b(?:\s+(?:or\s+\w+|into|from))*\s+[`"]?(\w+)/i.exec(sql)?.[1]
  return table !== undefined && remembered.has(table)
}

const remembered = new Set([
  // Of a tenant.
  'chatbots',
  'chatbot_versions',
  'channels',
  'intents',
  'webhooks',
  'model_settings',
  'translation_settings',
  'handoff_settings',
  'retention_settings',
  'knowledge_bases',
  // Of the platform.
  'tenants',
  'tenant_places',
  'places',
  'settings',
])
