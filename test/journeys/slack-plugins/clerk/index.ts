import { definePlugin } from 'colloquy/sdk'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A handler for each thing that Slack's journey asks of one. */
export default definePlugin({
  name: 'clerk',
  commands: {
    echo: { handle: ({ text }) => text },
  },
  on: {
    joined: () => 'Welcome.',
    button: ({ event }) => `Pressed: ${event.option}`,
    reaction: ({ event }) => `Reaction: ${event.added.join()}`,
    edited: ({ event }) => {
      const [part] = event.parts
      return `Edited: ${part?.type === 'text' ? part.text : ''}`
    },
  },
  fallback({ text, parts }) {
    if (text === 'write') return written()
    if (text === 'offer') return { type: 'choices', text: 'Which & where?', options: sizes }
    if (text === 'picture')
      return { type: 'image', url: 'https://example.org/lamp.png', mime: 'image/png', name: 'Lamp' }
    const [file] = parts.filter((part) => part.type === 'image')
    return file?.type === 'image' ? `A picture: ${file.name} (${file.size})` : `You said: ${text}`
  },
})

const sizes = [
  { id: 's', label: 'Small' },
  { id: 'l', label: 'Large' },
]

async function* written(): AsyncIterable<string> {
  for (const word of ['Once ', 'upon ', 'a ', 'time.']) {
    yield word
    await pause(60)
  }
}
