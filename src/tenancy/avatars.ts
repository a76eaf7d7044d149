import type { AnimationChanges, AnimationRows, Avatar, AvatarRows } from '../contracts/avatars.ts'
import type { Database } from './database.ts'

/** Avatars in a tenant's database, or in the platform's. */
export function openAvatarRows(database: Database): AvatarRows {
  const avatarOf = ({ content }: { readonly content: string }) => JSON.parse(content) as Avatar // written below
  const drop = (id: string) => {
    database.prepare<[string]>('delete from avatar_files where avatar_id = ?').run(id)
    database.prepare<[string]>('delete from avatars where id = ?').run(id)
  }
  return {
    find(id) {
      const row = database.prepare<[string], { content: string }>('select content from avatars where id = ?').get(id)
      return row && avatarOf(row)
    },
    all: () =>
      database
        .prepare<[], { content: string }>('select content from avatars order by created_at, id')
        .all()
        .map(avatarOf),
    put: (avatar, bytes) =>
      database.write(() => {
        drop(avatar.id)
        database
          .prepare<[string, string, number]>('insert into avatars (id, content, created_at) values (?, ?, ?)')
          .run(avatar.id, JSON.stringify(avatar), Date.parse(avatar.createdAt))
        const add = database.prepare<[string, string, string, number]>(
          'insert into avatar_files (avatar_id, part, sha256, bytes) values (?, ?, ?, ?)',
        )
        for (const [part, sha256] of Object.entries(avatar.files) as [string, string | null][])
          // its parts are names
          if (sha256 !== null) add.run(avatar.id, part, sha256, bytes.get(sha256) ?? 0)
      }),
    remove: (id) => database.write(() => drop(id)),
    isNamed: (sha256) =>
      database.prepare<[string], object>('select 1 from avatar_files where sha256 = ? limit 1').get(sha256) !==
      undefined,
    shownBytes: (sha256) =>
      database
        .prepare<[string], { bytes: number }>(
          "select bytes from avatar_files where sha256 = ? and part <> 'original' limit 1",
        )
        .get(sha256)?.bytes,
  }
}

/** What a tenant changed about when its avatars play what. */
export function openAnimationRows(database: Database): AnimationRows {
  return {
    find(avatar, chatbot) {
      const row = database
        .prepare<[string, string], { changes: string }>(
          'select changes from avatar_moves where avatar_id = ? and chatbot_id = ?',
        )
        .get(avatar, chatbot ?? everyChatbot)
      return row && (JSON.parse(row.changes) as AnimationChanges) // written below
    },
    put: (avatar, chatbot, changes) =>
      database.write(() => {
        database
          .prepare<[string, string, string]>(
            'insert into avatar_moves (avatar_id, chatbot_id, changes) values (?, ?, ?) on conflict (avatar_id, chatbot_id) do update set changes = excluded.changes',
          )
          .run(avatar, chatbot ?? everyChatbot, JSON.stringify(changes))
      }),
    forget: (avatar) =>
      database.write(() => void database.prepare<[string]>('delete from avatar_moves where avatar_id = ?').run(avatar)),
  }
}

const everyChatbot = ''
