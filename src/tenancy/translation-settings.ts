import type { TranslationSettings, TranslationSettingsStore } from '../contracts/understanding.ts'
import type { TenantKeys } from './keys.ts'
import type { Database } from './database.ts'
import { remembered } from './outside-changes.ts'

interface Row {
  /** `TranslationSettings` without the key, as JSON. */
  readonly settings: string
  readonly sealed: string | null
}

const place = 'translation/key'

/** Who translates for a tenant. Throws Unsealable when its key was sealed under others. */
export function openTranslationSettings(
  database: Database,
  keys: TenantKeys,
  clock: () => number,
): TranslationSettingsStore {
  const load = database.prepare<[], Row>('select settings, sealed from translation_settings')
  const settings = remembered(database, clock, (): TranslationSettings => {
    const row = load.get()
    if (row === undefined) return { engine: 'none' }
    const kept = JSON.parse(row.settings) as TranslationSettings // written below
    return row.sealed === null ? kept : { ...kept, key: keys.unseal(place, row.sealed) }
  })
  return {
    read: () => settings.get(),
    async write({ key, ...changed }) {
      const sealed = key === undefined ? null : keys.seal(place, key)
      const save = database.prepare<[string, string | null]>(
        'insert into translation_settings (id, settings, sealed) values (1, ?, ?) on conflict (id) do update set settings = excluded.settings, sealed = excluded.sealed',
      )
      await database.write(() => save.run(JSON.stringify(changed), sealed))
      settings.forget()
    },
  }
}
