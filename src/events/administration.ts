import { Invalid } from '../contracts/errors.ts'
import type { WebhookAdministration, Webhooks } from '../contracts/events.ts'
import { secretPlace } from './deliver.ts'
import { newWebhookSecret } from './sign.ts'

/** `seal` hides a secret so that it opens at its own place alone. */
export function administerWebhooks(
  webhooks: Webhooks,
  seal: (place: string, plain: string) => string,
): WebhookAdministration {
  return {
    async create(input) {
      checkUrl(input.url)
      const secret = newWebhookSecret()
      const webhook = await webhooks.add(input, (id) => seal(secretPlace(id), secret))
      return { webhook, secret }
    },
    async change(id, change) {
      if (change.url !== undefined) checkUrl(change.url)
      return webhooks.change(id, change)
    },
    async rotate(id) {
      const secret = newWebhookSecret()
      await webhooks.rotate(id, seal(secretPlace(id), secret))
      return { webhook: await webhooks.change(id, {}), secret }
    },
  }
}

/** Where it leads is looked at when it is called, and every time anew. */
function checkUrl(text: string): void {
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    throw new Invalid('A webhook is an http or https URL without credentials.', 'url')
}
