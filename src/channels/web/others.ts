import type { News } from '../../contracts/fleet.ts'
import type { WireMessage } from '../../contracts/wire.ts'
import type { Rooms, WebHub, Where } from './rooms.ts'

type Echo = (where: Where, message: Omit<WireMessage, 'seq'>) => void

/** What is said to visitors whose tabs are at other processes, and told in the same words. */
export interface OtherRooms extends WebHub {
  readonly echo: Echo
  readonly forgotten: Rooms['forgotten']
}

const subject = 'web'
const sayings = ['message', 'typing', 'stream', 'animate', 'handed', 'ended', 'forgotten', 'echo'] as const

/** The hub of a process without sockets; with sockets, the other half of it. */
export function otherRooms(news: News): OtherRooms {
  const told =
    <Given extends readonly unknown[]>(saying: (typeof sayings)[number]) =>
    (...given: Given) =>
      news.tell(subject, [saying, ...given])
  return {
    message: told('message'),
    typing: told('typing'),
    stream: told('stream'),
    animate: told('animate'),
    handed: told('handed'),
    ended: told('ended'),
    forgotten: told('forgotten'),
    echo: told('echo'),
  }
}

/** The rooms of this process say to everybody what they are told to say, and hear what others have for theirs. */
export function shareRooms(rooms: Rooms, news: News): Rooms {
  const others = otherRooms(news)
  const here: Readonly<Record<(typeof sayings)[number], (...given: never[]) => void>> = {
    ...rooms,
    echo: (where, message) => rooms.echo(where, undefined, message),
  }
  news.hear(subject, (heard) => {
    if (!Array.isArray(heard)) return
    const [saying, ...given] = heard as readonly unknown[]
    const known = sayings.find((one) => one === saying)
    if (known !== undefined) here[known](...(given as never[])) // as `otherRooms` of another process told it
  })
  // Whatever was said meanwhile is in the history.
  news.onMissed(() => void rooms.catchUp())

  // Here first: nobody waits for Redis.
  return {
    ...rooms,
    message(...said) {
      rooms.message(...said)
      others.message(...said)
    },
    typing(...said) {
      rooms.typing(...said)
      others.typing(...said)
    },
    stream(...said) {
      rooms.stream(...said)
      others.stream(...said)
    },
    animate(...said) {
      rooms.animate(...said)
      others.animate(...said)
    },
    handed(...said) {
      rooms.handed(...said)
      others.handed(...said)
    },
    ended(...said) {
      rooms.ended(...said)
      others.ended(...said)
    },
    forgotten(...said) {
      rooms.forgotten(...said)
      others.forgotten(...said)
    },
    echo(where, from, message) {
      rooms.echo(where, from, message)
      others.echo(where, message)
    },
  }
}
