import { test } from '@jest/globals'
import { onMysql } from './engine.ts'

/** A promise that is about files, about how SQLite plans, or about a database that no other process works on. */
export function testOfSqlite(sentence: string, body: () => Promise<void>, timeoutMs?: number): void {
  if (onMysql) test.skip(`${sentence} (of SQLite)`, body)
  else test(sentence, body, timeoutMs)
}
