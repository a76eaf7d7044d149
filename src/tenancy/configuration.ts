import type { Change } from '../contracts/change.ts'
import type { ChatbotId } from '../contracts/id.ts'
import type { Configuration } from '../contracts/ports.ts'
import { openChannels } from './channels.ts'
import { openHistory } from './chatbot-history.ts'
import { openChatbotVersions } from './chatbot-versions.ts'
import { openChatbots } from './chatbots.ts'
import type { ConfigurationKit } from './configuration-kit.ts'
import { openIntents } from './intents.ts'
import { outsideChanges } from './outside-changes.ts'

export interface WatchedConfiguration extends Configuration {
  /**
   * Called after every change of chatbots or channels, from here or from another process. A channel or chatbot that
   * changed is another object than before; one that did not is, unless the change came from outside, the same.
   */
  onChange(listener: (from: 'here' | 'outside') => void): void
  /** Sees changes by other processes, if it is time to look or one of them says so; every look-up does so by itself. */
  refresh(now?: boolean): void
}

/**
 * A tenant's chatbots and channels, in memory while its scope is open: the road looks them up for every message. Throws
 * Unsealable when what is stored was sealed under other keys.
 */
export function openConfiguration(kit: ConfigurationKit): WatchedConfiguration {
  const changedOutside = outsideChanges(kit.database, kit.clock)
  const history = openHistory(kit)
  const chatbots = openChatbots(kit, history)
  const channels = openChannels(kit, chatbots)
  const listeners: ((from: 'here' | 'outside') => void)[] = []
  const versions = openChatbotVersions(kit, history, chatbots)
  const intents = openIntents(kit, history, (chatbot) => {
    chatbots.refresh(chatbot)
    tell('here')
  })

  function reload(): void {
    chatbots.reload()
    channels.reload()
  }

  function tell(from: 'here' | 'outside'): void {
    for (const listener of listeners) listener(from)
  }

  function refresh(now = false): void {
    if (!changedOutside(now)) return
    reload()
    tell('outside')
  }

  /** The same, seen fresh. */
  function seen<Params extends unknown[], Result>(look: (...params: Params) => Result) {
    return (...params: Params): Result => {
      refresh()
      return look(...params)
    }
  }

  /** The same, told to the listeners once it is in force. */
  function told<Params extends unknown[], Result>(change: (...params: Params) => Promise<Result>) {
    return async (...params: Params): Promise<Result> => {
      const result = await change(...params)
      tell('here')
      return result
    }
  }

  reload()
  return {
    onChange: (listener) => void listeners.push(listener),
    refresh,
    channel: seen(channels.get),
    channelByToken: seen(channels.byToken),
    channels: seen(channels.list),
    view: seen(channels.view),
    chatbot: seen(chatbots.get),
    chatbotByEmbed: seen(chatbots.byEmbed),
    chatbots: seen(chatbots.list),
    edited: seen(chatbots.edited),
    versions: {
      ...versions,
      publish: told((chatbot: ChatbotId, by: Change) => versions.publish(chatbot, by)),
      discard: told((chatbot: ChatbotId) => versions.discard(chatbot)),
      restore: told((chatbot: ChatbotId, version: number, by: Change) => versions.restore(chatbot, version, by)),
    },
    createChatbot: told(chatbots.create),
    importChatbot: told(chatbots.bring),
    updateChatbot: told(chatbots.update),
    setPlugin: told(chatbots.setPlugin),
    removeChatbot: told(chatbots.remove),
    intents,
    createChannel: told(channels.create),
    updateChannel: told(channels.update),
    removeChannel: told(channels.remove),
    rotateToken: told(channels.rotateToken),
    tokenOf: channels.tokenOf,
    reportChannel: channels.report,
    setWebhookSecret: told(channels.setWebhookSecret),
    markChannel: told(channels.mark),
  }
}
