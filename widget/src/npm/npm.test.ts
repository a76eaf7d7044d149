import { expect, test } from '@jest/globals'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { App } from './fixtures/app.ts'
import { loadColloquy } from './index.ts'

const gateway = 'https://bots.example.com'

test('on a server there is nothing to draw, nothing to load, and nobody to ask', () => {
  expect(renderToString(createElement(App, { gateway, embedId: 'cb_abcdefghijkl' }))).toBe('<button>Toggle</button>')
  const colloquy = loadColloquy({ gateway })
  colloquy.boot({ embedId: 'cb_abcdefghijkl' })
  colloquy.send('Hello')
  expect('colloquy' in globalThis).toBe(false)
})
