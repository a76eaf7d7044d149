import { describe, expect, test } from '@jest/globals'
import { readableOn } from './embed.ts'
import { launcherLanguages, launcherWords } from './words.ts'

describe('the words of the button', () => {
  test('are there in sixteen languages, two of them from the right, with a form for every number', () => {
    expect(launcherLanguages.length).toBeGreaterThanOrEqual(16)
    const fromTheRight = launcherLanguages.filter((language) => launcherWords(language).direction === 'rtl')
    expect(fromTheRight.sort()).toEqual(['ar', 'he'])
    for (const language of launcherLanguages) {
      const { unread } = launcherWords(language)
      const plural = new Intl.PluralRules(language)
      for (const count of [1, 2, 3, 5, 11, 25, 100]) {
        // What is said of one or two may name the number; the general form must count.
        const form = unread[plural.select(count)] ?? unread.other
        expect([language, count, form]).not.toContain('')
      }
      expect([language, unread.other.includes('{count}')]).toEqual([language, true])
    }
  })

  test('are of the language itself for all of its kinds, and English where there are none', () => {
    expect(launcherWords('de-AT')).toMatchObject({ language: 'de', open: 'Chat öffnen' })
    for (const tag of ['sw', 'constructor', '__proto__']) expect(launcherWords(tag).language).toBe('en')
  })
})

describe('text on the tenant’s colour', () => {
  const luminance = (color: string) =>
    [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index]!, 0)
  const contrast = (one: string, other: string) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
    return (light! + 0.05) / (dark! + 0.05)
  }

  test('has the contrast that WCAG 2.2 asks for, whatever the colour', () => {
    for (let value = 0; value < 0xffffff; value += 4099) {
      const color = `#${value.toString(16).padStart(6, '0')}`
      expect(contrast(color, readableOn(color))).toBeGreaterThanOrEqual(4.5)
    }
  })
})
