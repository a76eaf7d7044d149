/** Whatever is no table: files, what is in memory, and what is with others. */
export interface KeptPlace {
  /** Of a file or folder, relative to DATA_DIR; of what is none, what it is called. */
  readonly place: RegExp | string
  readonly about: string
  readonly exported: string
  readonly erased: string
  readonly kept: string
}

const no = 'In none.'

export const otherPlaces: readonly KeptPlace[] = [
  {
    place: /^platform\.db(-wal|-shm)?$|^tenants\/[a-z0-9-]+\.db(-wal|-shm)?$/,
    about: 'The databases, with their logs.',
    exported: 'Table by table.',
    erased: 'Row by row; freed pages are written over, and the log is carried over and cut to nothing.',
    kept: 'Until the tenant is removed.',
  },
  {
    place: /^files\/[a-z0-9-]+\/media\/([0-9a-f]{2}\/[0-9a-f]{64}|unfinished(\/.*)?)$/,
    about: 'Media that people sent, by the hash of their content; those that still arrive in `unfinished`.',
    exported: 'In `media/`.',
    erased: 'When no message of anybody else brings the same content.',
    kept: 'As long as a message that brings them, or as many days as the tenant says; unfinished ones an hour.',
  },
  {
    place: /^files\/[a-z0-9-]+\/avatars\/([0-9a-f]{2}\/[0-9a-f]{64}|unfinished(\/.*)?)$/,
    about: 'Models that the tenant brought, and what was made of them, by the hash of their content.',
    exported: 'In `avatars/`, of a whole tenant.',
    erased: 'Nobody who writes is in them.',
    kept: 'As long as an avatar that names them.',
  },
  {
    place: /^avatars\/([0-9a-f]{2}\/[0-9a-f]{64}|unfinished(\/.*)?)$/,
    about: 'Models for everyone here.',
    exported: no,
    erased: 'Nobody who writes is in them.',
    kept: 'As long as an avatar that names them.',
  },
  {
    place: /^files\/[a-z0-9-]+\/exports\/[\w.]+$/,
    about: 'Archives that were made for a person or a tenant.',
    exported: no,
    erased: 'The person’s own, and every archive of the whole tenant.',
    kept: 'A day.',
  },
  {
    place: /^files\/[a-z0-9-]+\/channels\/.+$/,
    about: 'What a channel’s connection keeps for itself: the session of a paired account.',
    exported: no,
    erased:
      'With the channel. The session of a browser holds what its platform puts there: end the session to remove it.',
    kept: 'As long as the channel.',
  },
  {
    place: /^files\/[a-z0-9-]+\/intents\/.+$/,
    about: 'What was trained of the tenant’s own examples.',
    exported: no,
    erased: 'Nobody who writes is in it.',
    kept: 'Until it is trained again.',
  },
  {
    place: /^mail\/.+$/,
    about: 'Letters to those who operate it, until they are sent.',
    exported: no,
    erased: 'Nobody who writes to a tenant is in it.',
    kept: 'Until they are sent, or given up.',
  },
  {
    place: /^erasures\.jsonl$/,
    about: 'Keyed hashes of who was erased: what a restored folder knows beside the backup.',
    exported: no,
    erased: 'It names nobody.',
    kept: 'For good. It belongs on another disk as well.',
  },
  {
    place: /^(secret\.key|lock\.db(-wal|-shm)?|server\.json|template-\d+\.db(-wal|-shm)?|models(\/.*)?)$/,
    about: 'The master key, who runs here, an empty tenant’s database, and models.',
    exported: no,
    erased: 'Nobody is in it.',
    kept: 'For good.',
  },
  {
    place: 'vectors',
    about: 'Vectors of documents are in the tenant’s database.',
    exported: 'Made again from the passages.',
    erased: 'Nobody who writes is in them.',
    kept: 'As long as the document.',
  },
  {
    place: 'queues',
    about: 'Bells: ids of conversations with work, in memory.',
    exported: no,
    erased: 'A bell of a conversation that is gone rings for nothing.',
    kept: 'Until the work is done.',
  },
  {
    place: 'caches',
    about: 'Addresses of open conversations, and pacing by chat, in memory.',
    exported: no,
    erased: 'Addresses are forgotten with the first step; pacing within minutes.',
    kept: 'Until the process ends.',
  },
  {
    place: 'logs',
    about: 'Lines for operators. Texts, names, addresses and numbers of people are kept out of them.',
    exported: no,
    erased: 'Nobody is named in them.',
    kept: 'As long as the operator keeps them.',
  },
  {
    place: 'backups',
    about: 'Copies that the operator made.',
    exported: no,
    erased: 'Not in the copy; whoever was erased since is erased again before a restored tenant serves anybody.',
    kept: 'As long as the operator keeps them.',
  },
  {
    place: 'platforms and services',
    about: 'What is with WhatsApp, Telegram and the others, with model providers, and with the tenant’s own systems.',
    exported: no,
    erased: 'Not by us. Webhooks tell the tenant’s systems: `contact.erased`.',
    kept: 'As they say.',
  },
]
