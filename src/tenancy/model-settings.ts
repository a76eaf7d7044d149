import type { ModelProvider, ModelSettings, ModelSettingsStore } from '../contracts/models.ts'
import type { TenantKeys } from './keys.ts'
import type { SqliteDatabase } from './sqlite.ts'

interface Row {
  /** `ModelSettings` without keys, as JSON. */
  readonly settings: string
  /** Sealed keys by the provider's name, as JSON. */
  readonly sealed: string
}

/** A tenant's own choice of language models. Throws Unsealable when its keys were sealed under others. */
export function openModelSettings(database: SqliteDatabase, keys: TenantKeys): ModelSettingsStore {
  const load = database.prepare<[], Row>('select settings, sealed from model_settings')
  const save = () =>
    database.prepare<[string, string]>(
      'insert into model_settings (id, settings, sealed) values (1, ?, ?) on conflict (id) do update set settings = excluded.settings, sealed = excluded.sealed',
    )
  const placeOf = (provider: string) => `models/${provider}/key`

  return {
    read() {
      const row = load.get()
      if (row === undefined) return { providers: [] }
      const settings = JSON.parse(row.settings) as ModelSettings // written below
      const sealed = new Map(Object.entries(JSON.parse(row.sealed) as Record<string, string>)) // written below
      return {
        ...settings,
        providers: settings.providers.map((provider) => withKey(provider, sealed.get(provider.name))),
      }
    },
    write(settings) {
      const sealed = settings.providers.flatMap(({ name, key }) =>
        key === undefined ? [] : [[name, keys.seal(placeOf(name), key)] as const],
      )
      const shown = settings.providers.map(({ key: _, ...provider }) => provider)
      const row = JSON.stringify({ ...settings, providers: shown })
      return database.write(() => void save().run(row, JSON.stringify(Object.fromEntries(sealed))))
    },
  }

  function withKey(provider: ModelProvider, sealed: string | undefined): ModelProvider {
    return sealed === undefined ? provider : { ...provider, key: keys.unseal(placeOf(provider.name), sealed) }
  }
}
