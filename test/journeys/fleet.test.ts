import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { io, type Socket } from 'socket.io-client'
import type { ServerToClient, WireAck } from '../../src/contracts/wire.ts'
import { createTelegramEmulator, type TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addBot, addTelegramBot, pause, until } from '../parts/app.ts'
import { openFleet, type OwnFleet } from '../parts/fleet.ts'

// Two gateways and two workers, each a process of its own, over one MySQL and one Redis.

let fleet: OwnFleet
let telegram: TelegramEmulator
/** What the platform was answered. */
const answers: number[] = []

beforeAll(async () => {
  fleet = await openFleet(['test/journeys/plugins'])
  await fleet.start()
  telegram = await createTelegramEmulator({
    token: '1000:fleet',
    onDelivered: (_update, status) => answers.push(status),
  })
  await addTelegramBot(fleet.home, telegram, 'fleet')
}, 120_000)
afterAll(async () => {
  await telegram.close()
  await fleet.close()
}, 60_000)

const chats = [1, 2, 3, 4]
let said = 0

function say(times: number): void {
  for (let time = 0; time < times; time++, said++) for (const chat of chats) telegram.say(chat, `/echo ${said}`)
}

/** Everything so far, each once and in order. */
async function answered(): Promise<void> {
  for (const chat of chats) {
    const replies = await telegram.waitForReply(chat, said, 60_000)
    expect(replies.map(({ text }) => text)).toEqual(Array.from({ length: said }, (_, index) => String(index)))
  }
}

test('what comes in through a gateway is worked on by workers, and answered once and in order', async () => {
  say(5)
  await answered()
}, 90_000)

test('a visitor at one gateway is answered by whichever worker has the turn', async () => {
  const { chatbot } = await addBot(fleet.home, 'fleet-site', 'web', {})
  const [, gateway] = fleet.gateways
  const tab: Socket<ServerToClient, Record<string, (...args: never[]) => void>> = io(`${gateway.url}/chat`, {
    auth: { embedId: chatbot.embedId },
    forceNew: true,
    transports: ['websocket'],
  })
  try {
    const replies: string[] = []
    tab.on('message:receive', ({ from, parts }) => {
      if (from === 'bot') replies.push(parts.map((part) => ('text' in part ? part.text : '')).join())
    })
    await new Promise((resolve) => tab.on('session', resolve))
    const wanted = Array.from({ length: 12 }, (_, index) => `visitor ${index}`)
    for (const [index, text] of wanted.entries()) {
      const message = { id: `v${index}`, parts: [{ type: 'text', text: `/echo ${text}` }] }
      const ack = (await tab.emitWithAck('message:send', ...([message] as never[]))) as WireAck // what the wire promises
      expect(ack.ok).toBe(true)
      await until(() => replies.length === index + 1, 'The answer', 30_000)
    }
    expect(replies).toEqual(wanted)
  } finally {
    tab.disconnect()
  }
}, 120_000)

test('a rolling restart loses nothing: every process is told to stop in turn, and followed by another', async () => {
  for (const post of [...fleet.workers, ...fleet.gateways]) {
    say(2)
    expect(await post.life?.stop()).toBe(0)
    say(2)
    await post.start().ready
  }
  await answered()
}, 180_000)

test('while the database is away nothing is acknowledged, gateways say so, and what was sent is not lost', async () => {
  const ready = async (url: string) => (await fetch(`${url}/health/ready`)).status
  const before = answers.length
  await fleet.mysql.stop()
  say(1)
  await until(() => answers.length > before, 'An answer')
  expect(new Set(answers.slice(before))).toEqual(new Set([503]))
  for (const { url } of fleet.gateways) expect(await ready(url)).toBe(503)
  await pause(500)
  await fleet.mysql.start()
  await answered()
  for (const { url } of fleet.gateways) expect(await ready(url)).toBe(200)
}, 120_000)

test('what a worker that was killed had begun, another takes up', async () => {
  const [worker] = fleet.workers
  say(3)
  worker.life?.kill()
  await worker.life?.ended
  await answered()
  await worker.start().ready
}, 120_000)
