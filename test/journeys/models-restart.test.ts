import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createOpenaiEmulator } from '../../src/testing/emulators/openai.ts'
import type { OpenaiEmulator, OpenaiRequest } from '../../src/testing/emulators/openai.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, until } from '../parts/app.ts'
import { openHome } from '../parts/gateway.ts'
import type { Home, Life } from '../parts/gateway.ts'

let home: Home
let life: Life
let openai: OpenaiEmulator
let telegram: TelegramEmulator

beforeEach(async () => {
  openai = await createOpenaiEmulator()
  telegram = await createTelegramEmulator()
  home = await openHome({
    script: 'test/parts/server.ts',
    args: ['test/journeys/model-plugins'],
    env: {
      OPENAI_BASE_URL: openai.url,
      OPENAI_API_KEY: openai.key,
      OPENAI_MODEL: 'emulated',
      AI_PRICES: 'emulated=1/10',
    },
  })
  life = home.start()
  await life.ready
}, 60_000)
afterEach(async () => {
  life.kill()
  await life.ended
  await Promise.all([openai.close(), telegram.close()])
  await home.remove()
})

const asked = () => openai.record.of('chat.completions').map(({ payload }) => payload as unknown as OpenaiRequest)
const routed = () => asked().filter(({ tools }) => tools !== undefined)

test('what a model chose is not asked for again after a kill -9, and what it did not answer is', async () => {
  openai.answer(({ tools }) => tools !== undefined, { calls: [{ name: 'kiosk__recommend', input: {} }] })
  openai.answer(({ tools }) => tools === undefined, 'Take the round one.')
  const { chatbot } = await addTelegramBot(home, telegram, 'kiosk')
  // The first call is answered, and the second never is in this life.
  const lift = holdBack()
  telegram.say(7, 'my belly rumbles')
  await until(() => asked().length === 2, 'The second call', 20_000)
  life.kill()
  await life.ended
  lift()
  life = home.start()
  await life.ready
  expect((await telegram.waitForReply(7, 1, 30_000)).map(({ text }) => text)).toEqual(['Take the round one.'])
  expect(routed()).toHaveLength(1)
  const { total } = await home.api<{ total: { calls: number } }>('GET', `/ai/costs/${chatbot.id}`)
  // The one that was cut off may have been paid for, and is counted.
  expect(total.calls).toBe(3)
}, 90_000)

/** Lets every call but the first wait for ever. */
function holdBack(): () => void {
  let lift = (): void => undefined
  void openai.waitForCall('chat.completions', 1, 30_000).then(() => {
    lift = openai.fault({ kind: 'silent', times: Infinity })
  })
  return () => lift()
}
