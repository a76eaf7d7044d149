import { choiceOf, number, optional, secret, text, texts, url, yesNo } from 'colloquy/sdk'

export const settings = {
  kind: optional(
    choiceOf(
      { stars: 'Stars, 1 to 5', recommend: 'Would you recommend us, 0 to 10 (NPS)' },
      { title: 'Kind', description: 'What is asked for; stars without it.' },
    ),
  ),
  question: optional(texts({ title: 'Question', description: 'In your own words, by language.', maxLength: 300 })),
  unasked: optional(
    yesNo({
      title: 'Unasked',
      description: 'Asks by itself when people hand back, and when a conversation ends; yes without it.',
    }),
  ),
  everyDays: optional(
    number({
      title: 'Every so many days',
      description: 'Nobody is asked unasked twice within so many days; 30 without it.',
      integer: true,
      minimum: 1,
      maximum: 3650,
    }),
  ),
  queue: optional(
    text({ title: 'Queue', description: 'Whoever was unhappy is offered to talk to these people.', maxLength: 60 }),
  ),
  webhook: optional(url({ title: 'Webhook', description: 'Every rating is sent here, as JSON by POST.' })),
  key: optional(secret({ title: 'Key', description: 'Sent to the webhook as `Authorization: Bearer …`.' })),
}
