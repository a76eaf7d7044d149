import type { KnowledgeStore } from '../../contracts/ports.ts'
import type { KnowledgeKit } from './kit.ts'

/** Bytes in pieces: none of them is so large that writing it holds anybody up. They are gone when they were read. */
export function createSources({ database }: KnowledgeKit): KnowledgeStore['sources'] {
  return {
    append: (document, position, bytes) =>
      database.write(() => {
        database
          .prepare<[string, number, Uint8Array]>(
            'insert or replace into knowledge_sources (document_id, position, bytes) values (?, ?, ?)',
          )
          .run(document, position, bytes)
      }),

    async *read(document) {
      const piece = database.prepare<[string, number], { readonly bytes: Uint8Array }>(
        'select bytes from knowledge_sources where document_id = ? and position = ?',
      )
      for (let position = 0; ; position++) {
        const row = piece.get(document, position)
        if (row === undefined) return
        yield row.bytes
        await new Promise((resolve) => setImmediate(resolve))
      }
    },

    async clear(document) {
      const some = database.prepare<[string], { readonly position: number }>(
        'select position from knowledge_sources where document_id = ? limit 4',
      )
      const one = database.prepare<[string, number]>(
        'delete from knowledge_sources where document_id = ? and position = ?',
      )
      const removed = () =>
        database.write(() => {
          const pieces = some.all(document)
          for (const { position } of pieces) one.run(document, position)
          return pieces.length
        })
      while ((await removed()) > 0);
    },
  }
}
