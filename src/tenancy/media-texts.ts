import type { MediaTexts, ReadText } from '../contracts/reading.ts'
import type { Database } from './database.ts'

/** What was read in a tenant's media, beside them. Its statements are made when somebody asks: most turns never do. */
export function openMediaTexts(database: Database, clock: () => number): MediaTexts {
  return {
    find: (media, as) =>
      Promise.resolve(
        database
          .prepare<[string, string], ReadText>(
            'select text, read_by as "by" from media_texts where media_id = ? and read_as = ?',
          )
          .get(media, as),
      ),
    async keep(media, as, { text, by }) {
      await database.write(() => {
        database
          .prepare<[string, string, string, string, number]>(
            'insert or replace into media_texts (media_id, read_as, text, read_by, at) values (?, ?, ?, ?, ?)',
          )
          .run(media, as, text, by.slice(0, 100), clock())
      })
    },
  }
}
