import { modelDefaults, voiceDefaults } from '../config/defaults.ts'
import { Invalid } from '../contracts/errors.ts'
import type { ModelProvider, ModelSettings, ModelSettingsView } from '../contracts/models.ts'
import type { VoiceProvider } from '../contracts/voice.ts'
import { priceOf } from './prices.ts'

/** Throws Invalid with the field: what a tenant set must be able to work. */
export function checkSettings({ providers, dailyBudget, voice }: ModelSettings): void {
  if (voice !== undefined) checkVoice(voice)
  if (providers.length > modelDefaults.providers)
    throw new Invalid(`A tenant has at most ${modelDefaults.providers} providers.`, 'providers')
  providers.forEach((provider, index) => {
    const field = `providers.${index}`
    if (providers.findIndex(({ name }) => name === provider.name) !== index)
      throw new Invalid(`There are two providers called ${provider.name}.`, `${field}.name`)
    checkPlace(provider, field)
    if (dailyBudget !== undefined && priceOf(provider) === undefined)
      throw new Invalid(
        `The price of ${provider.model} is not known: with a daily budget it must be named, in US dollars per million tokens.`,
        `${field}.price`,
      )
  })
}

function checkPlace({ kind, baseUrl, key = '' }: ModelProvider, field: string): void {
  if (kind === 'openai-compatible') {
    checkBaseUrl(baseUrl, 'The base URL is the http or https URL that /chat/completions is added to.', field)
  } else if (baseUrl !== undefined)
    throw new Invalid('Only an openai-compatible provider has a base URL.', `${field}.baseUrl`)
  if (kind === 'vertex' && key.startsWith('{') && !isServiceAccount(key))
    throw new Invalid('The key is no service account: it has project_id, client_email and private_key.', `${field}.key`)
}

function checkBaseUrl(baseUrl: string | undefined, sentence: string, field: string): void {
  const url = baseUrl === undefined ? null : URL.parse(baseUrl)
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Invalid(sentence, `${field}.baseUrl`)
  if (`${url.username}${url.password}${url.search}${url.hash}` !== '')
    throw new Invalid(
      'The base URL has no credentials, query or fragment: the key has its own field.',
      `${field}.baseUrl`,
    )
}

function checkVoice({ kind, key, baseUrl, voices = {} }: VoiceProvider): void {
  if (Object.keys(voices).length > voiceDefaults.voices)
    throw new Invalid(`There are at most ${voiceDefaults.voices} voices by language.`, 'voice.voices')
  if (kind === 'azure' || baseUrl !== undefined)
    checkBaseUrl(baseUrl, 'The base URL is the http or https URL of the server that speaks.', 'voice')
  if (kind !== 'openai-compatible' && key === undefined) throw new Invalid('The voice needs a key.', 'voice.key')
}

function isServiceAccount(key: string): boolean {
  try {
    const account = JSON.parse(key) as Readonly<Record<string, unknown>>
    return ['project_id', 'client_email', 'private_key'].every((name) => typeof account[name] === 'string')
  } catch {
    return false
  }
}

function shownVoice({ key, ...shown }: VoiceProvider): NonNullable<ModelSettingsView['voice']> {
  return { ...shown, hasKey: key !== undefined }
}

/** Without keys. */
export function shownSettings(
  { providers, voice, ...rest }: ModelSettings,
  owner: 'tenant' | 'platform',
): ModelSettingsView {
  return {
    ...rest,
    ...(voice && { voice: shownVoice(voice) }),
    source: providers.length > 0 ? owner : 'none',
    providers: providers.map(({ key, ...shown }) => ({ ...shown, hasKey: key !== undefined })),
  }
}
