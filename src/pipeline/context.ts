import type { Contextual, Localized } from '../contracts/turn.ts'
import type { Sender } from '../contracts/message.ts'
import type { PipelineHost } from './host.ts'
import { stage } from './pipe.ts'

/** Who is speaking. What nobody in particular said (a schedule, a channel's post) belongs to the chat itself. */
export function context(host: PipelineHost) {
  return stage('context', async (turn: Localized): Promise<Contextual> => {
    const sender: Sender = turn.from ?? { id: turn.address.chat }
    const contact = await host.store.contacts.resolve(turn.channel.id, sender)
    return {
      ...turn,
      contact: {
        id: contact.id,
        userId: sender.id,
        ...(sender.name === undefined ? {} : { name: sender.name }),
        ...(sender.username === undefined ? {} : { username: sender.username }),
        ...(contact.timeZone === undefined ? {} : { timeZone: contact.timeZone }),
        isNew: contact.isNew,
      },
    }
  })
}
