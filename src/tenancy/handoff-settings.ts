import type { HandoffSettings, HandoffSettingsStore } from '../contracts/handoff.ts'
import type { Database } from './database.ts'
import { remembered } from './outside-changes.ts'

/** How a tenant hands over; `house` where it has said nothing. Read at every step, so it is kept in memory. */
export function openHandoffSettings(
  database: Database,
  clock: () => number,
  house: HandoffSettings,
): HandoffSettingsStore {
  const row = database.prepare<[], { readonly settings: string }>('select settings from handoff_settings')
  const settings = remembered(database, clock, () => {
    const kept = row.get()
    return kept === undefined ? house : (JSON.parse(kept.settings) as HandoffSettings) // written below
  })
  return {
    read: () => settings.get(),
    async write(changed) {
      const save = database.prepare<[string]>(
        'insert into handoff_settings (id, settings) values (1, ?) on conflict (id) do update set settings = excluded.settings',
      )
      await database.write(() => save.run(JSON.stringify(changed)))
      settings.forget()
    },
  }
}
