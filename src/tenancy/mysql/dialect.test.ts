import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { toMysql, writesRemembered } from './dialect.ts'

describe('a statement in the words of MySQL', () => {
  test.each([
    ['insert or ignore into t (a) values (?)', 'insert ignore into t (a) values (?)'],
    ['insert or replace into t values (?)', 'replace into t values (?)'],
    ['update or ignore t set a = ?', 'update ignore t set a = ?'],
    [
      'insert into t (a, b) values (?, ?) on conflict (a) do update set b = excluded.b',
      'insert into t (a, b) values (?, ?) on duplicate key update b = values(b)',
    ],
    ['select row, key from outbox order by row', 'select `row`, `key` from outbox order by `row`'],
    ['select a from t where length(a) > 1', 'select a from t where char_length(a) > 1'],
    ['select a from t where id = cast(? as text)', 'select a from t where id = ?'],
    [
      'select a from t where id in (select value from json_each(?))',
      "select a from t where id in (select value from json_table(?, '$[*]' columns (value varchar(400) path '$')) as listed)",
    ],
  ])('%s', (ours, theirs) => {
    expect(toMysql(ours)).toBe(theirs)
  })

  test('is the same where there is nothing to say otherwise', () => {
    const plain = 'select m.id, "order" from messages m where m.at > ? and m.status <> \'row\' limit ?'
    expect(toMysql(plain)).toBe(plain)
  })

  test('has texts as they were, whatever is in them', () => {
    const phrase = fc.constantFrom('row', 'length(', 'insert or ignore into', "''", '0', '?', 'json_each(?)', ' ')
    fc.assert(
      fc.property(fc.array(phrase), fc.array(phrase), (one, other) => {
        const [text, comment] = [`'${one.join('')}'`, `/*${other.join('')}*/`]
        expect(toMysql(`select ${text}, key ${comment}`)).toBe(`select ${text}, \`key\` ${comment}`)
      }),
    )
  })

  test('has names that are in quotes already as they were', () => {
    expect(toMysql('select "row", `key` from t')).toBe('select "row", `key` from t')
  })
})

test('what processes remember is told from what every message writes', () => {
  for (const sql of ['insert into chatbots (id) values (?)', 'update `channels` set a = 1', 'delete from intents'])
    expect([sql, writesRemembered(sql)]).toEqual([sql, true])
  for (const sql of ['insert into messages (id) values (?)', 'select * from chatbots', 'update inbox set a = 1'])
    expect([sql, writesRemembered(sql)]).toEqual([sql, false])
})
