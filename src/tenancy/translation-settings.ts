import type { TranslationSettings, TranslationSettingsStore } from '../contracts/understanding.ts'
import type { TenantKeys } from './keys.ts'
import type { SqliteDatabase } from './sqlite.ts'

interface Row {
  /** `TranslationSettings` without the key, as JSON. */
  readonly settings: string
  readonly sealed: string | null
}

const place = 'translation/key'

/** Who translates for a tenant. Throws Unsealable when its key was sealed under others. */
export function openTranslationSettings(database: SqliteDatabase, keys: TenantKeys): TranslationSettingsStore {
  const load = database.prepare<[], Row>('select settings, sealed from translation_settings')
  return {
    read() {
      const row = load.get()
      if (row === undefined) return { engine: 'none' }
      const settings = JSON.parse(row.settings) as TranslationSettings // written below
      return row.sealed === null ? settings : { ...settings, key: keys.unseal(place, row.sealed) }
    },
    write({ key, ...settings }) {
      const sealed = key === undefined ? null : keys.seal(place, key)
      const save = database.prepare<[string, string | null]>(
        'insert into translation_settings (id, settings, sealed) values (1, ?, ?) on conflict (id) do update set settings = excluded.settings, sealed = excluded.sealed',
      )
      return database.write(() => void save.run(JSON.stringify(settings), sealed))
    },
  }
}
