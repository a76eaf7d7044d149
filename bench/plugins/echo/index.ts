import { definePlugin } from 'colloquy/sdk'

/** Says what it was told: the least a handler can do, so that the road is what is measured. */
export default definePlugin({
  name: 'echo',
  commands: { echo: { handle: ({ text }) => text } },
})
