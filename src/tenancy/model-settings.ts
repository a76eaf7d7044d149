import type { ModelProvider, ModelSettings, ModelSettingsStore } from '../contracts/models.ts'
import type { TenantKeys } from './keys.ts'
import type { Database } from './database.ts'
import { remembered } from './outside-changes.ts'

interface Row {
  /** `ModelSettings` without keys, as JSON. */
  readonly settings: string
  /** Sealed keys by the provider's name, and of the voice, as JSON. */
  readonly sealed: string
}

/** A tenant's own choice of language models. Throws Unsealable when its keys were sealed under others. */
export function openModelSettings(database: Database, keys: TenantKeys, clock: () => number): ModelSettingsStore {
  const load = database.prepare<[], Row>('select settings, sealed from model_settings')
  const save = () =>
    database.prepare<[string, string]>(
      'insert into model_settings (id, settings, sealed) values (1, ?, ?) on conflict (id) do update set settings = excluded.settings, sealed = excluded.sealed',
    )
  const placeOf = (provider: string) => `models/${provider}/key`
  /** No provider of models is called so. */
  const voiceName = ':voice'

  const settings = remembered(database, clock, (): ModelSettings => {
    const row = load.get()
    if (row === undefined) return { providers: [] }
    const kept = JSON.parse(row.settings) as ModelSettings // written below
    const sealed = new Map(Object.entries(JSON.parse(row.sealed) as Record<string, string>)) // written below
    const voiceKey = sealed.get(voiceName)
    return {
      ...kept,
      providers: kept.providers.map((provider) => withKey(provider, sealed.get(provider.name))),
      ...(kept.voice && voiceKey !== undefined
        ? { voice: { ...kept.voice, key: keys.unseal(placeOf(voiceName), voiceKey) } }
        : {}),
    }
  })

  return {
    read: () => settings.get(),
    async write(changed) {
      const { providers, voice, ...rest } = changed
      const keyed = [...providers, ...(voice === undefined ? [] : [{ name: voiceName, key: voice.key }])]
      const sealed = keyed.flatMap(({ name, key }) =>
        key === undefined ? [] : [[name, keys.seal(placeOf(name), key)] as const],
      )
      const row = JSON.stringify({
        ...rest,
        providers: providers.map(withoutKey),
        ...(voice && { voice: withoutKey(voice) }),
      })
      await database.write(() => save().run(row, JSON.stringify(Object.fromEntries(sealed))))
      settings.forget()
    },
  }

  function withKey(provider: ModelProvider, sealed: string | undefined): ModelProvider {
    return sealed === undefined ? provider : { ...provider, key: keys.unseal(placeOf(provider.name), sealed) }
  }
}

function withoutKey<Keyed extends { readonly key?: string }>({ key: _, ...rest }: Keyed): Omit<Keyed, 'key'> {
  return rest
}
