import { Refused } from '../../contracts/errors.ts'
import { limits } from './abilities.ts'
import type { Settings } from './connect.ts'
import type { Call, Content } from './render.ts'

/** The same words in the one form that WhatsApp takes after a day of silence. Throws Refused where they do not fit. */
export function reopening(call: Call, { reopenTemplate }: Settings): object {
  const closed = 'The person has not written for more than 24 hours, or never.'
  if (reopenTemplate === undefined) {
    throw new Refused(
      `${closed} WhatsApp takes only a template then: set one (reopenTemplate), or replay this when the person has written.`,
    )
  }
  const text = wordsOf(call)?.replaceAll(/\s+/g, ' ').trim()
  if (text === undefined || text === '') {
    throw new Refused(
      `${closed} The template ${reopenTemplate.name} carries text alone: replay this when the person has written.`,
    )
  }
  if (text.length > limits.templateText) {
    throw new Refused(
      `${closed} The message is longer than the ${limits.templateText} characters that a template carries.`,
    )
  }
  const { messaging_product, recipient_type } = call
  return {
    messaging_product,
    recipient_type,
    ...('to' in call ? { to: call.to } : {}),
    ...('recipient' in call ? { recipient: call.recipient } : {}),
    type: 'template',
    template: {
      name: reopenTemplate.name,
      language: { code: reopenTemplate.language },
      components: [{ type: 'body', parameters: [{ type: 'text', text }] }],
    },
  }
}

/** What a message says in words, its options numbered as where there are no buttons. */
function wordsOf(content: Content): string | undefined {
  if (content.type === 'text') return content.text.body
  if (content.type !== 'interactive') return undefined
  const { interactive } = content
  const options =
    interactive.type === 'button'
      ? interactive.action.buttons.map(({ reply }) => reply.title)
      : interactive.type === 'list'
        ? interactive.action.sections[0].rows.map(({ title }) => title)
        : []
  const link =
    interactive.type === 'cta_url'
      ? [interactive.action.parameters.display_text, interactive.action.parameters.url]
      : []
  return [interactive.body.text, ...options.map((title, index) => `${index + 1}. ${title}`), ...link].join(' ')
}
