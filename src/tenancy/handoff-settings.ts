import type { HandoffSettings, HandoffSettingsStore } from '../contracts/handoff.ts'
import type { SqliteDatabase } from './sqlite.ts'

/** How a tenant hands over; `house` where it has said nothing. Read at every step, so it is kept in memory. */
export function openHandoffSettings(database: SqliteDatabase, house: HandoffSettings): HandoffSettingsStore {
  const row = database.prepare<[], { readonly settings: string }>('select settings from handoff_settings').get()
  let settings = row === undefined ? house : (JSON.parse(row.settings) as HandoffSettings) // written below
  return {
    read: () => settings,
    async write(changed) {
      const save = database.prepare<[string]>(
        'insert into handoff_settings (id, settings) values (1, ?) on conflict (id) do update set settings = excluded.settings',
      )
      await database.write(() => save.run(JSON.stringify(changed)))
      settings = changed
    },
  }
}
