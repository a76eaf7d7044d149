import { expect, test } from '@jest/globals'
import type { Part } from '../../contracts/message.ts'
import type { StoredMessage, WebChannel } from '../../contracts/ports.ts'
import { createWebDoor, type WebTenant } from './door.ts'

test('what is read from the history has fresh URLs on what the gateway keeps', async () => {
  const kept: Part = { type: 'image', mediaId: 'md_abcde1', mime: 'image/png' }
  const tenant = {
    configuration: { channel: () => ({ status: 'active' }) },
    store: { conversations: { messagesAt: async () => [{ id: 'm_1', parts: [kept] } as unknown as StoredMessage] } },
    media: {
      shown: async (parts: readonly Part[]) => parts.map((part) => ({ ...part, url: 'https://signed.example' })),
    },
  } as unknown as WebTenant // what a history is read from
  const door = createWebDoor(
    async () => tenant,
    async () => tenant,
    { add: async () => undefined },
    (_tenant, _bytes, work) => work(),
  )
  const web = { tenant: 'acme', channel: { id: 'ch_1' } } as unknown as WebChannel // as above
  expect(await door.history(web, { chat: 'v' }, 0, 10)).toEqual([
    { id: 'm_1', parts: [{ ...kept, url: 'https://signed.example' }] },
  ])
})
