import { optional, secret, url } from '../../contracts/shape.ts'
import type { Values } from '../../contracts/shape.ts'

export const settings = {
  token: secret({ title: 'Bot token', description: 'From @BotFather: 123456:ABC…' }),
  apiRoot: optional(
    url({ title: 'Bot API server', description: 'Your own Bot API server; api.telegram.org by default.' }),
  ),
}

export type Settings = Values<typeof settings>
