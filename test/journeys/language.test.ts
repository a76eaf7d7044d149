import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createLibretranslateEmulator } from '../../src/testing/emulators/libretranslate.ts'
import type { LibretranslateEmulator } from '../../src/testing/emulators/libretranslate.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

let app: RunningApp
let telegram: TelegramEmulator
let libretranslate: LibretranslateEmulator

beforeAll(async () => {
  app = await openApp('test/journeys/language-plugins')
  telegram = await createTelegramEmulator()
  libretranslate = await createLibretranslateEmulator({ key: 'k-1' })
  const { chatbot } = await addTelegramBot(app, telegram, 'pizzeria')
  await app.api('PUT', `/chatbots/${chatbot.id}`, { languages: ['en', 'es', 'ar', 'ja', 'pl'] })
}, 30_000)
afterAll(async () => {
  await app.close()
  await telegram.close()
  await libretranslate.close()
})

/** Says things in a chat of its own, and hears each answer before the next. */
function chat(id: number) {
  let heard = 0
  return async (said: string, answers = 1): Promise<readonly string[]> => {
    telegram.say(id, said)
    const replies = await telegram.waitForReply(id, heard + answers)
    const fresh = replies
      .slice(heard)
      .map(({ text, buttons }) => [text, ...buttons.map((label) => `[${label}]`)].join(' '))
    heard = replies.length
    return fresh
  }
}

describe('a dialogue', () => {
  test('asks, offers, corrects and ends in Spanish', async () => {
    const say = chat(1)
    expect(await say('Hola, quisiera pedir una pizza')).toEqual(['¿Qué tamaño? [Pequeña] [Grande]'])
    expect(await say('grande')).toEqual(['¿Cuántas?'])
    expect(await say('muchas')).toEqual(['Responda con un número entero, por favor.\n\n¿Cuántas?'])
    expect(await say('atrás')).toEqual(['¿Qué tamaño? [Pequeña] [Grande]'])
    expect(await say('pequeña')).toEqual(['¿Cuántas?'])
    expect(await say('1')).toEqual(['1 pizza pequeña.'])
  })

  test('is left in Arabic, and counts as Arabic does', async () => {
    const say = chat(2)
    expect(await say('أريد بيتزا')).toEqual(['أي حجم؟ [صغيرة] [كبيرة]'])
    expect(await say('إلغاء')).toEqual(['حسنًا، أوقفت ذلك.'])
    await say('أريد بيتزا')
    await say('كبيرة')
    expect(await say('2')).toEqual(['بيتزتان كبيرتان.'])
  })

  test('goes on in another language when the person changes to it in the middle', async () => {
    const say = chat(3)
    expect(await say('ピザを注文したい')).toEqual(['サイズはどれにしますか？ [小] [大]'])
    expect(await say('Speak English to me, please', 2)).toEqual([
      'All right, I speak English from now on.',
      'Which size? [Small] [Large]',
    ])
    expect(await say('大', 1)).toEqual(['Please choose one of these.\n\nWhich size? [Small] [Large]'])
    expect(await say('large')).toEqual(['How many?'])
    expect(await say('3')).toEqual(['3 large pizzas it is.'])
  })
})

describe('the person', () => {
  test('is answered in the language they asked for, whatever they write', async () => {
    const say = chat(4)
    expect(await say('habla español')).toEqual(['De acuerdo, a partir de ahora hablo español.'])
    expect(await say('I would like a pizza')).toEqual(['¿Qué tamaño? [Pequeña] [Grande]'])
    expect(await say('/language en', 2)).toEqual([
      'All right, I speak English from now on.',
      'Which size? [Small] [Large]',
    ])
  })

  test('is told which languages there are, and chooses by a button', async () => {
    const say = chat(5)
    expect(await say('Sprechen Sie Deutsch?')).toEqual([
      'I do not speak German yet. Which of these shall it be? [English] [Español] [العربية] [日本語] [Polski]',
    ])
    telegram.press(5, '日本語')
    expect((await telegram.waitForReply(5, 2)).at(-1)?.text).toBe('わかりました。これからは日本語で話します。')
  })
})

describe('a handler that was written in English alone', () => {
  test('serves a person who speaks Polish, where the tenant has said who translates', async () => {
    const settings = { engine: 'libretranslate', url: libretranslate.url }
    expect(await app.api('PUT', '/tenants/pizzeria/translation', { ...settings, key: 'k-1' })).toEqual({
      ...settings,
      hasKey: true,
    })
    const { teach } = libretranslate
    teach('Moja pizza przyjechała zupełnie zimna', 'en', 'My pizza is cold')
    teach('Which order number?', 'pl', 'Jaki jest numer zamówienia?')
    teach(
      'We are sorry about **⟦0⟧**. Write to ⟦1⟧ or choose:',
      'pl',
      'Przykro nam z powodu **⟦0⟧**. Proszę napisać na ⟦1⟧ lub wybrać:',
    )
    teach('Money back', 'pl', 'Zwrot pieniędzy')
    teach('A new pizza', 'pl', 'Nowa pizza')
    teach('You get your money back.', 'pl', 'Pieniądze zostaną zwrócone.')

    const say = chat(6)
    expect(await say('Moja pizza przyjechała zupełnie zimna')).toEqual(['Jaki jest numer zamówienia?'])
    expect(await say('nie wiem')).toEqual(['To chyba nie pasuje do „order number”.\n\nJaki jest numer zamówienia?'])
    expect(await say('P-12')).toEqual([
      'Przykro nam z powodu P-12. Proszę napisać na help@pizza.example lub wybrać: [Zwrot pieniędzy] [Nowa pizza]',
    ])
    telegram.press(6, 'Zwrot pieniędzy')
    expect((await telegram.waitForReply(6, 4)).at(-1)?.text).toBe('Pieniądze zostaną zwrócone.')

    libretranslate.fault({ kind: 'status', status: 503 })
    const other = chat(7)
    expect(await other('mów po polsku')).toEqual(['Dobrze, od teraz mówię po polsku.'])
    expect(await other('my pizza is cold, P-13')).toEqual([
      'We are sorry about P-13. Write to help@pizza.example or choose: [Money back] [A new pizza]',
    ])
    expect(await app.api('GET', '/tenants/pizzeria/translation')).toEqual({ ...settings, hasKey: true })
    await app.api('PUT', '/tenants/pizzeria/translation', { engine: 'none' })
  }, 30_000)
})
