import { z } from 'zod'
import { Invalid } from '../../contracts/errors.ts'
import { translationEngines } from '../../contracts/understanding.ts'
import type { TranslationSettings } from '../../contracts/understanding.ts'
import type { ApiNeeds } from '../needs.ts'
import { byTenant, type Api } from '../schemas.ts'
import { tenantByCode } from '../tenant-of.ts'

const tags = ['Translation']
const engine = z
  .enum(translationEngines)
  .describe(
    '`model`: the tenant’s language model. `libretranslate`: a server of that name. `local`: models in MODELS_DIR.',
  )
const url = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .describe('Of LibreTranslate: what `/translate` is added to.')
const view = z
  .object({ engine, url: url.exactOptional(), hasKey: z.boolean() })
  .meta({ examples: [{ engine: 'libretranslate', url: 'https://translate.example', hasKey: true }] })

/** Who translates between what people write and handlers that speak only English. The key goes in and never comes out. */
export function translationRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.get('/tenants/:tenantCode/translation', {
    config: { permission: 'chatbots:read', shows: true },
    schema: { tags, summary: 'Read who translates for a tenant', params: byTenant, response: { 200: view } },
    handler: async (request) => {
      const { translation } = await tenantByCode(tenants, request, request.params.tenantCode)
      return shown(translation.read())
    },
  })

  api.put('/tenants/:tenantCode/translation', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Set who translates for a tenant',
      params: byTenant,
      body: z
        .strictObject({
          engine,
          url: url.exactOptional(),
          key: z.string().min(1).max(1000).exactOptional().describe('Left out: the one it had, for the same URL.'),
        })
        .meta({ examples: [{ engine: 'libretranslate', url: 'https://translate.example', key: '…' }] }),
      response: { 200: view },
    },
    handler: async (request) => {
      const { translation } = await tenantByCode(tenants, request, request.params.tenantCode)
      const changed = checked(request.body, translation.read())
      await translation.write(changed)
      return shown(changed)
    },
  })
}

/** Throws Invalid. */
function checked(given: TranslationSettings, before: TranslationSettings): TranslationSettings {
  if (given.engine !== 'libretranslate') {
    if (given.url !== undefined) throw new Invalid('Only LibreTranslate has a URL.', 'url')
    if (given.key !== undefined) throw new Invalid('Only LibreTranslate has a key of its own.', 'key')
    return { engine: given.engine }
  }
  const { url: at } = given
  const parsed = at === undefined ? null : URL.parse(at)
  if (at === undefined || parsed === null)
    throw new Invalid('LibreTranslate has a URL, such as https://translate.example.', 'url')
  if (`${parsed.username}${parsed.password}${parsed.search}${parsed.hash}` !== '')
    throw new Invalid('The URL has no credentials, query or fragment: the key has its own field.', 'url')
  // A key is for the server it was given for.
  const key = given.key ?? (before.url === at ? before.key : undefined)
  return { engine: 'libretranslate', url: at, ...(key === undefined ? {} : { key }) }
}

function shown({ key, ...settings }: TranslationSettings) {
  return { ...settings, hasKey: key !== undefined }
}
