import { optional, text, yesNo } from '../../contracts/shape.ts'
import type { Values } from '../../contracts/shape.ts'

export const settings = {
  session: optional(
    text({
      title: 'Session',
      description: 'What the paired session is kept as: letters, digits, hyphens, underscores. "session" by default.',
      // https://github.com/wwebjs/whatsapp-web.js, RemoteAuth: a client's id. It becomes part of a file's name here.
      pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$',
    }),
  ),
  chromium: optional(
    text({
      title: 'Chromium',
      description: 'The path of the host’s Chromium or Chrome; looked for in the usual places by default.',
      // It is started: by this setting nothing else than a browser shall be.
      pattern: String.raw`^(?:/|[A-Za-z]:\\)(?:.*[/\\])?(?:[Cc]hrom|[Gg]oogle[- ][Cc]hrome|msedge|microsoft-edge|[Bb]rave)[^/\\]*$`,
      maxLength: 300,
    }),
  ),
  polls: optional(
    yesNo({
      title: 'Choices as polls',
      description: 'Two to twelve options are asked as a poll; as a numbered list otherwise, and by default.',
    }),
  ),
}

export type Settings = Values<typeof settings>

export function sessionOf({ session = 'session' }: Settings): string {
  return session
}
