import { definePlugin } from 'colloquy/sdk'

/** Never answers: once it holds every place a turn may have, what comes in is kept and waits, and ingest is alone. */
export default definePlugin({
  name: 'hold',
  commands: { hold: { handle: () => new Promise<string>(() => undefined) } },
})
