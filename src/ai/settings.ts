import { modelDefaults } from '../config/defaults.ts'
import { Invalid } from '../contracts/errors.ts'
import type { ModelProvider, ModelSettings, ModelSettingsView } from '../contracts/models.ts'
import { priceOf } from './prices.ts'

/** Throws Invalid with the field: what a tenant set must be able to work. */
export function checkSettings({ providers, dailyBudget }: ModelSettings): void {
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
    const url = baseUrl === undefined ? null : URL.parse(baseUrl)
    if (url === null || !/^https?:$/.test(url.protocol))
      throw new Invalid('The base URL is the http or https URL that /chat/completions is added to.', `${field}.baseUrl`)
    if (`${url.username}${url.password}${url.search}${url.hash}` !== '')
      throw new Invalid(
        'The base URL has no credentials, query or fragment: the key has its own field.',
        `${field}.baseUrl`,
      )
  } else if (baseUrl !== undefined)
    throw new Invalid('Only an openai-compatible provider has a base URL.', `${field}.baseUrl`)
  if (kind === 'vertex' && key.startsWith('{') && !isServiceAccount(key))
    throw new Invalid('The key is no service account: it has project_id, client_email and private_key.', `${field}.key`)
}

function isServiceAccount(key: string): boolean {
  try {
    const account = JSON.parse(key) as Readonly<Record<string, unknown>>
    return ['project_id', 'client_email', 'private_key'].every((name) => typeof account[name] === 'string')
  } catch {
    return false
  }
}

/** Without keys. */
export function shownSettings({ providers, ...rest }: ModelSettings, owner: 'tenant' | 'platform'): ModelSettingsView {
  return {
    ...rest,
    source: providers.length > 0 ? owner : 'none',
    providers: providers.map(({ key, ...shown }) => ({ ...shown, hasKey: key !== undefined })),
  }
}
