/** Letters to people with accounts. */
export interface Letter {
  readonly to: string
  readonly subject: string
  /** Plain text. */
  readonly text: string
}

export interface Mailer {
  /** Kept when it resolves; sent when there is somebody to send it. */
  send(letter: Letter): Promise<void>
}
