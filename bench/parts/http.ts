/**
 * As much HTTP/1.1 as a load generator needs: messages with a Content-Length, one after the other on a connection.
 * Reading them costs two searches in a string; Node's own server and client would cost more than what is measured.
 */
export interface HttpMessage {
  /** The first line and the headers. */
  readonly head: string
  readonly body: string
}

/** Gives each complete message of one connection to `take`, whatever pieces it arrives in. Bodies are ASCII here. */
export function reader(take: (message: HttpMessage) => void): (chunk: Buffer) => void {
  let rest = ''
  return (chunk) => {
    rest = rest === '' ? chunk.toString('latin1') : rest + chunk.toString('latin1')
    for (;;) {
      const end = rest.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = rest.slice(0, end)
      const until = end + 4 + contentLength(head)
      if (rest.length < until) return
      const body = rest.slice(end + 4, until)
      rest = rest.slice(until)
      take({ head, body })
    }
  }
}

const length = /content-length: *(\d+)/i

function contentLength(head: string): number {
  return Number(length.exec(head)?.[1] ?? 0)
}
