import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { abilitiesPage } from '../../scripts/abilities-page.ts'
import { createAdapters } from '../../src/channels/index.ts'

const nobody = () => undefined
const adapters = [
  ...createAdapters({
    message: nobody,
    typing: nobody,
    stream: nobody,
    animate: nobody,
    handed: nobody,
    ended: nobody,
  }).values(),
]

test('the page of abilities says what the adapters say (npm run docs)', () => {
  const page = readFileSync(new URL('../../docs/reference/abilities.md', import.meta.url), 'utf8')
  expect(page).toBe(abilitiesPage(adapters))
})

test('it has every platform, every limit’s source, and what is sent instead', () => {
  const page = abilitiesPage(adapters)
  for (const { platform, abilities } of adapters) {
    expect(page).toContain(`\n## ${platform}\n`)
    for (const ability of Object.values(abilities)) {
      if (typeof ability === 'object' && 'source' in ability)
        expect(page).toContain(ability.source.replaceAll('|', '\\|'))
    }
  }
  expect(page).toContain('What is sent instead of parts that slack does not have')
})
