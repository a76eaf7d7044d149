import { definePlugin, silence } from 'colloquy/sdk'

/** What a talk says that is known of a person: no platform tells it. */
export default definePlugin({
  name: 'known',
  commands: {
    known: {
      handle({ contact, text }) {
        contact.remember({ timeZone: text })
        return silence
      },
    },
  },
})
