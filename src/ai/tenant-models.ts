import { Invalid } from '../contracts/errors.ts'
import type { TenantCode } from '../contracts/id.ts'
import type { PlanLimits } from '../contracts/limits.ts'
import type {
  ModelAdministration,
  Models,
  ModelProvider,
  ModelSettings,
  ModelSettingsStore,
  Speech,
} from '../contracts/models.ts'
import type { OpenSocket, Voice, VoiceProvider } from '../contracts/voice.ts'
import type { SettingsInForce } from './choice.ts'
import { openModels } from './models.ts'
import type { ModelsNeeds } from './models.ts'
import { nanosPerDollar } from './prices.ts'
import type { ProviderPool } from './provider-pool.ts'
import { checkSettings, shownSettings } from './settings.ts'
import { openSpeech } from './speech.ts'
import { openVoice } from './voice/index.ts'

/** What the process lends to the models of a tenant. */
export interface PlatformModels {
  readonly pool: ProviderPool
  /** For tenants that bring none of their own. */
  readonly settings: ModelSettings
  /** Reaches what a tenant's URL may reach. */
  readonly fetch: typeof globalThis.fetch
  /** Likewise. */
  readonly openSocket: OpenSocket
}

export interface TenantModels {
  readonly models: Models
  readonly speech: Speech
  readonly voice: Voice
  readonly administration: ModelAdministration
}

/** A tenant's models: its own where it has some, the platform's otherwise. */
export function openTenantModels(
  needs: Omit<ModelsNeeds, 'settings' | 'open'> & {
    readonly tenant: TenantCode
    readonly platform: PlatformModels
    readonly store: ModelSettingsStore
    readonly most: Pick<PlanLimits, 'aiDaily' | 'aiMonthly'>
  },
): TenantModels {
  const { platform, store, ledger } = needs
  const isOwn = () => store.read().providers.length > 0

  /** On the platform's keys no tenant spends more than the platform and its plan allow. */
  function inForce(): SettingsInForce {
    const own = store.read()
    if (isOwn()) return { ...own, own: true }
    const { aiDaily, aiMonthly } = needs.most
    const budgets = [own.dailyBudget, platform.settings.dailyBudget, aiDaily ?? undefined].filter(
      (budget) => budget !== undefined,
    )
    return {
      own: false,
      providers: platform.settings.providers,
      ...(budgets.length === 0 ? {} : { dailyBudget: Math.min(...budgets) }),
      ...(aiMonthly === null ? {} : { monthlyBudget: aiMonthly }),
    }
  }

  const administration: ModelAdministration = {
    view() {
      const { own: isTenants, ...settings } = inForce()
      // A voice is always the tenant's own.
      const { voice } = store.read()
      const shown = shownSettings({ ...settings, ...(voice && { voice }) }, isTenants ? 'tenant' : 'platform')
      return {
        ...shown,
        // Where the platform's own servers are is nobody's business.
        providers: shown.providers.map(({ baseUrl, ...rest }) =>
          isTenants && baseUrl !== undefined ? { ...rest, baseUrl } : rest,
        ),
        spentToday: ledger.spentToday() / nanosPerDollar,
      }
    },
    async change(settings) {
      const complete = {
        ...settings,
        providers: settings.providers.map((provider) => withKey(provider, store.read().providers)),
        ...(settings.voice && { voice: withVoiceKey(settings.voice, store.read().voice) }),
      }
      checkSettings(complete)
      await store.write(complete)
      return administration.view()
    },
    costs: (chatbot, from, to) => ledger.report(chatbot, from, to),
    usedBy: (turn) => ledger.usedBy(turn),
  }

  return {
    models: openModels({
      ...needs,
      settings: inForce,
      open: (provider) =>
        isOwn()
          ? platform.pool.of(provider, `tenant ${needs.tenant}`, platform.fetch)
          : platform.pool.of(provider, 'platform', globalThis.fetch),
    }),
    speech: openSpeech({
      settings: inForce,
      ledger,
      fetch: () => (isOwn() ? platform.fetch : globalThis.fetch),
    }),
    voice: openVoice({
      provider: () => store.read().voice,
      settings: inForce,
      ledger,
      fetch: platform.fetch,
      openSocket: platform.openSocket,
    }),
    administration,
  }
}

/** As with the keys of models: what nobody can read goes to no other place. */
function withVoiceKey(voice: VoiceProvider, before: VoiceProvider | undefined): VoiceProvider {
  const isSame = before?.kind === voice.kind && before.baseUrl === voice.baseUrl
  return voice.key === undefined && isSame && before.key !== undefined ? { ...voice, key: before.key } : voice
}

/** Nobody can read a key back to send it again; but it goes to no other place than it was given for. */
function withKey(provider: ModelProvider, before: readonly ModelProvider[]): ModelProvider {
  const { name, kind, baseUrl, key } = provider
  if (key !== undefined) return provider
  const known = before.find((one) => one.name === name && one.kind === kind && one.baseUrl === baseUrl)
  if (known?.key !== undefined) return { ...provider, key: known.key }
  if (kind !== 'openai-compatible') throw new Invalid(`The provider ${name} needs a key.`, 'providers.key')
  return provider
}
